using System.Globalization;
using System.Text.Json;
using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Networks;
using Harmonium.Networks.Losses;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;
using Harmonium.Storage.Training;

namespace Harmonium.Cli.Models;

/// <summary>A feed-forward network that was trained, with what its file says of its training.</summary>
/// <param name="Path">The model file.</param>
/// <param name="File">What it says.</param>
/// <param name="Network">The network.</param>
/// <param name="Loss">What was made small.</param>
/// <param name="Run">The run that it is of; null for a file that lies elsewhere.</param>
internal sealed record TrainedNetwork(string Path, ModelFile File, FeedForwardNetwork Network, NetworkLoss Loss, RunView? Run)
{
    /// <summary>The data to apply the network to, cut into parts as they were for its training.</summary>
    /// <exception cref="DataFileException">There are none, they cannot be used, or do not fit the network.</exception>
    internal DataParts Open(Call call)
    {
        NetworkTrainingSettings settings = File.Training.TryGetProperty("settings", out JsonElement found) && found.ValueKind == JsonValueKind.Object
            ? NetworkTrainingSettings.FromJson(found)
            : new NetworkTrainingSettings();
        DataParts parts = call.Open(TrainedModel.DataFor(call, File, Run), settings.DataOptions);
        int columns = parts.Train.Examples.Columns, inputs = Network.Input.Columns;
        return columns == inputs ? parts
            : throw new DataFileException(parts.Train.Name, $"has {columns} numbers an example ({parts.Train.Shape}), but the network takes {inputs}. Use data of the kind and size that it learnt from.");
    }

    /// <summary>The names of the classes as the data have them, or their numbers.</summary>
    internal IReadOnlyList<string> ClassNamesOf(Dataset data) =>
        [.. Enumerable.Range(0, Network.Outputs).Select(label => data.ClassNames is { } names && label < names.Count ? names[label] : label.ToString(CultureInfo.InvariantCulture))];
}
