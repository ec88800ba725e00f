using System.Text.Json;
using Harmonium.Data.Tables;
using Harmonium.Networks;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Storage.Training;

namespace Harmonium.Cli.Training;

/// <summary>What is trained, in a line.</summary>
internal static class TrainingWords
{
    /// <summary>The line, without an end.</summary>
    internal static string Of(Harmonium.Storage.Training.Training training) => training switch
    {
        TableTraining table => $"{table.Data.Train.Count} rows of {table.DataName}, {ColumnsOf(table.Rbm.Encoding.Schema)}, {table.Rbm.Hidden.Units.Count} hidden units, {table.MethodName}",
        MachineTraining machine => $"{machine.Data.Train.Count} examples of {machine.DataName} ({machine.Data.Train.Shape}), {machine.Coupling.First.Units.Count} visible and {machine.Coupling.Second.Units.Count} hidden units, {machine.MethodName}",
        NetworkTraining network => $"{network.Data.Train.Count} examples of {network.DataName} ({network.Data.Train.Shape}), {LayersOf(network.Network)}, {ParametersOf(network)} parameters",
        TextTraining text => $"{text.Text.Train.Codes.Length} characters of {text.DataName}, {text.Network.Alphabet.Count} kinds, {text.Settings.Layers} × {text.Settings.Units} {text.Settings.Cell} units, {ParametersOf(text)} parameters",
        _ => training.DataName,
    };

    private static string LayersOf(FeedForwardNetwork network) =>
        string.Join(" → ", Enumerable.Range(-1, network.Layers.Count + 1).Select(i => network.ShapeAfter(i)).Where((shape, i) => i == 0 || shape != network.ShapeAfter(i - 2)).Select(shape => $"{shape}"));

    private static string ColumnsOf(TableSchema schema) => string.Join(", ", schema.Columns.GroupBy(column => column.Kind).OrderBy(group => group.Key)
        .Select(group => $"{group.Count()} {JsonNamingPolicy.KebabCaseLower.ConvertName(group.Key.ToString())} {(group.Count() == 1 ? "column" : "columns")}"));

    private static long ParametersOf(Harmonium.Storage.Training.Training training) => training.Learner.Parameters.Sum(parameter => (long)parameter.Values.Count);
}
