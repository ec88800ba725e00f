using System.Text.Json;
using System.Text.Json.Nodes;
using Harmonium.Numerics;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Runs.Files;

/// <summary>Upgrades model files and settings of format version 1, in which each kind used its own names, to the current version.</summary>
internal static class Version1
{
    private static readonly Dictionary<string, Func<ModelFile, ModelFile>> _kinds = new(StringComparer.Ordinal)
    {
        ["rbm"] = RestrictedBoltzmannMachine,
        ["classifier-rbm"] = ClassifierRbm,
        ["table-rbm"] = TableMachine,
        ["network"] = Network,
    };

    /// <summary>Returns the file in the current version; the same object if it is already current.</summary>
    /// <exception cref="ModelFileException">A part of the description is missing.</exception>
    internal static ModelFile Upgrade(ModelFile file)
    {
        if (file.FileVersion != 1)
            return file;
        ModelFile changed = _kinds.TryGetValue(file.Kind, out Func<ModelFile, ModelFile>? upgrade) ? upgrade(file) : file;
        return changed.With(changed.Machine, Training(file), changed.Tensors);
    }

    /// <summary>Returns the current name of the kind that a run trains.</summary>
    internal static string KindOf(RunRecord record)
    {
        string kind = record.Machine.TryGetProperty("kind", out JsonElement found) && found.ValueKind == JsonValueKind.String ? found.GetString()! : "";
        return kind == "network" ? IsPerceptron(record.Settings) ? "mlp" : "lenet" : kind;
    }

    /// <summary>Returns the settings of a run, with current names.</summary>
    internal static JsonElement SettingsOf(RunRecord record) => record.Version > 1 || record.Settings.ValueKind != JsonValueKind.Object
        ? record.Settings
        : JsonElement.Parse(Settings(record.Machine.TryGetProperty("kind", out JsonElement kind) ? kind.ToString() : "", record.Settings).ToJsonString());

    /// <summary>Renames settings of version 1.</summary>
    /// <param name="kind">The kind in version 1.</param>
    /// <param name="settings">The settings in version 1.</param>
    private static JsonObject Settings(string kind, JsonElement settings)
    {
        JsonObject all = JsonNode.Parse(settings.GetRawText())!.AsObject();
        if (all.Remove("learnVariance", out JsonNode? learns) && learns is not null)
            all["variance"] = (bool)learns ? "learned" : "fixed";
        if (kind == "table-rbm")
        {
            // A table has a schema, and version 1 ignored these settings.
            foreach (string name in (string[])["visible", "hiddenUnits", "binarise", "stopOn", "labels", "imageSize", "shape", "scale", "trials", "categories"])
                all.Remove(name);
        }

        if (kind == "network")
        {
            string network = all.Remove("network", out JsonNode? word) && word is not null ? (string)word! : "mlp";
            if (network != "mlp")
            {
                foreach (string name in (string[])["hidden", "activation", "slope", "inputDropout", "normalise"])
                    all.Remove(name);
                if (network == "lenet-relu")
                    all["rectified"] = true;
            }
        }

        return all;
    }

    private static JsonElement Training(ModelFile file)
    {
        JsonElement training = file.Training;
        // Hopfield networks used another name for the settings.
        string name = training.TryGetProperty("storage", out _) ? "storage" : "settings";
        if (!training.TryGetProperty(name, out JsonElement settings) || settings.ValueKind != JsonValueKind.Object)
            return training;
        JsonObject all = JsonNode.Parse(training.GetRawText())!.AsObject();
        all.Remove(name);
        all["settings"] = Settings(file.Kind, settings);
        return JsonElement.Parse(all.ToJsonString());
    }

    private static ModelFile RestrictedBoltzmannMachine(ModelFile file)
    {
        Dictionary<string, Tensor> tensors = Renamed(file, ("weights", "couplings.0.weights"));
        bool counts = Units(file, "visible") == "multinomial";
        if (counts && tensors.Remove("layers.hidden.bias", out Tensor? bias))
        {
            tensors["couplings.1.bias"] = bias;
            tensors["layers.hidden.bias"] = Tensor.ZerosLike(bias);
        }

        (string, string, string)[] couplings = counts ? [("dense", "visible", "hidden"), ("total", "visible", "hidden")] : [("dense", "visible", "hidden")];
        return file.With(Machine(file, ["visible", "hidden"], couplings), file.Training, tensors);
    }

    private static ModelFile ClassifierRbm(ModelFile file) => file.With(
        Machine(file, ["visible", "label", "hidden"], [("dense", "visible", "hidden"), ("dense", "label", "hidden")]), file.Training,
        Renamed(file, ("weights", "couplings.0.weights"), ("label.weights", "couplings.1.weights")));

    private static ModelFile TableMachine(ModelFile file)
    {
        JsonObject machine = JsonNode.Parse(file.Machine.GetRawText())!.AsObject();
        if (machine["layers"] is not JsonArray { Count: >= 2 } layers
            || layers.Any(layer => layer is not JsonObject || layer["name"]?.GetValueKind() != JsonValueKind.String))
            throw new ModelFileException(file.Path,
                "the model description needs a list 'layers' of at least one visible layer and the hidden layer, each with a name. Save the model again.");
        string[] names = [.. layers.Select(layer => (string)layer!["name"]!)];
        Dictionary<string, Tensor> tensors = [];
        foreach ((string name, Tensor values) in file.Tensors)
        {
            string[] words = name.Split('.');
            tensors[words is ["layers", string index, string parameter] && int.TryParse(index, out int i) && i < names.Length
                ? $"layers.{names[i]}.{parameter}" : name] = values;
        }

        machine["layers"] = new JsonArray([.. layers.Select((layer, i) =>
            Described(layer!.AsObject(), names[i], i < names.Length - 1 ? "visible" : "hidden"))]);
        machine["couplings"] = Couplings([.. names[..^1].Select(name => ("dense", name, names[^1]))]);
        return file.With(JsonElement.Parse(machine.ToJsonString()), file.Training, tensors);
    }

    private static ModelFile Network(ModelFile file)
    {
        JsonObject machine = JsonNode.Parse(file.Machine.GetRawText())!.AsObject();
        machine["kind"] = !file.Training.TryGetProperty("settings", out JsonElement settings) || IsPerceptron(settings) ? "mlp" : "lenet";
        return file.With(JsonElement.Parse(machine.ToJsonString()), file.Training, file.Tensors);
    }

    private static bool IsPerceptron(JsonElement settings) => !settings.TryGetProperty("network", out JsonElement network) || network.ValueEquals("mlp");

    private static JsonElement Machine(ModelFile file, string[] layers, (string Kind, string First, string Second)[] couplings)
    {
        JsonArray described = [];
        foreach (string name in layers)
        {
            if (!file.Machine.TryGetProperty(name, out JsonElement layer) || layer.ValueKind != JsonValueKind.Object)
                throw new ModelFileException(file.Path,
                    $"the model description has no object '{name}'; expected one such as {{\"kind\":\"bernoulli\",\"count\":784}}. Save the model again.");
            JsonObject fields = Described(JsonNode.Parse(layer.GetRawText())!.AsObject(), name, name == "hidden" ? "hidden" : "visible");
            if (name == "visible" && ImageOf(file) is { } image && fields["count"]?.ToString() == $"{image.Aggregate(1L, (product, side) => product * side)}")
                fields["shape"] = new JsonArray([.. image.Select(side => (JsonNode)side)]);
            described.Add(fields);
        }

        return JsonElement.Parse(new JsonObject { ["kind"] = file.Kind, ["layers"] = described, ["couplings"] = Couplings(couplings) }.ToJsonString());
    }

    private static JsonObject Described(JsonObject layer, string name, string role)
    {
        JsonObject described = new() { ["name"] = name, ["role"] = role };
        foreach ((string field, JsonNode? value) in layer.Where(field => field.Key != "name"))
            described[field == "kind" ? "units" : field] = value?.DeepClone();
        return described;
    }

    private static JsonArray Couplings((string Kind, string First, string Second)[] couplings) =>
        [.. couplings.Select(coupling => new JsonObject { ["kind"] = coupling.Kind, ["between"] = new JsonArray(coupling.First, coupling.Second) })];

    private static Dictionary<string, Tensor> Renamed(ModelFile file, params (string From, string To)[] names)
    {
        Dictionary<string, Tensor> tensors = [];
        foreach ((string name, Tensor values) in file.Tensors)
            tensors[names.FirstOrDefault(pair => pair.From == name).To ?? (name.Contains('.') ? $"layers.{name}" : name)] = values;
        return tensors;
    }

    private static string Units(ModelFile file, string layer) =>
        file.Machine.TryGetProperty(layer, out JsonElement found) && found.ValueKind == JsonValueKind.Object
            && found.TryGetProperty("kind", out JsonElement kind) ? kind.ToString() : "";

    private static int[]? ImageOf(ModelFile file) =>
        file.Training.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Object
            && data.TryGetProperty("image", out JsonElement image)
        && image.ValueKind == JsonValueKind.Array && image.GetArrayLength() == 3
            && image.EnumerateArray().All(side => side.ValueKind == JsonValueKind.Number && side.TryGetInt32(out _))
            ? [.. image.EnumerateArray().Select(side => side.GetInt32())]
            : null;
}
