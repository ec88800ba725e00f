using System.Text.Json;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Models;
using Harmonium.Storage.TensorFiles;
using Harmonium.Tests.Storage;

namespace Harmonium.Tests.Runs;

/// <summary>Model files written by this program or by another program.</summary>
internal static class WrittenModel
{
    /// <summary>The model of a description and tensors in the current version.</summary>
    internal static TrainedModel Of(string machine, IReadOnlyDictionary<string, Tensor> tensors, string training = "{}") =>
        ModelKinds.BuiltIn.Open(new ModelFile(JsonElement.Parse(machine), JsonElement.Parse(training), tensors), Device.Default).Model;

    /// <summary>The model of a description and tensors in a file of a version.</summary>
    internal static StoredModel Of(int version, string machine, IReadOnlyDictionary<string, Tensor> tensors, string training = "{}")
    {
        using TemporaryFolder folder = new();
        string path = folder.At("model.safetensors");
        Dictionary<string, string> metadata = new() { ["format"] = "harmonium", ["version"] = $"{version}", ["machine"] = machine, ["training"] = training };
        SafeTensors.Write(path, new TensorFile(tensors, metadata));
        return ModelKinds.BuiltIn.Open(path, Device.Default);
    }

    /// <summary>Writes a model to a file and reads it back.</summary>
    internal static StoredModel Again(TrainedModel model)
    {
        using TemporaryFolder folder = new();
        string path = folder.At("model.safetensors");
        model.ToFile(JsonElement.Parse("{}")).Write(path);
        return ModelKinds.BuiltIn.Open(path, Device.Default);
    }
}
