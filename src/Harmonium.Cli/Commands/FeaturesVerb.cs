using System.CommandLine;
using Harmonium.Cli.Models;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Commands;

/// <summary>Writes the hidden features of examples.</summary>
internal sealed class FeaturesVerb : ModelVerb
{

    /// <inheritdoc/>
    internal override string Name => "features";

    /// <inheritdoc/>
    internal override string Summary => "compute the hidden features of every example, as NPY or CSV";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium features runs/rbm-mnist-1 --split train --output train.npy", "write the features of the 60,000 training digits"),
        ("harmonium features runs/people --data people.csv --output codes.csv", "write the features of the rows of a table"),
        ("harmonium features runs/rbm-mnist-1 --output test.csv", "write the row ids, the features and the labels of the test digits"),
    ];

    /// <inheritdoc/>
    private protected override void DeclareOptions(Command command, CommonOptions common)
    {
        foreach (Option option in (Option[])[common.Data, common.Split, common.Output])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    private protected override void Apply(Call call, LoadedModel model, CancellationToken cancel)
    {
        Encoder encoder = model.Need(call, model.Model.Encoder, ModelParts.Encoder);
        string path = ResultPath.For(call, model.Run, "features.npy", ".npy", ".csv");
        (string split, Dataset data) = ChosenSplit.Of(model.Examples(call), call.Text(call.Common.Split));
        Tensor features = Tensor.Zeros(data.Count, encoder.Features);
        int first = 0;
        foreach (States block in new VisibleData(data).Blocks(model.Model.Device))
        {
            cancel.ThrowIfCancellationRequested();
            encoder.Transform(block).CopyTo(features.RowRange(first, block.Rows));
            first += block.Rows;
        }

        NumberFile.Write(path, features, "h", data.RowIds, data.LabelNames);
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteString("output", path);
                json.WriteString("part", split);
                json.WriteNumber("count", features.Rows);
                json.WriteNumber("features", features.Columns);
            });
            return;
        }

        new Facts(call.Terminal.Out) { { "features", path }, { "examples", $"{features.Rows}, {split} split of {data.Name}" },
            { "columns", $"{features.Columns}" } }.Write();
    }
}
