using System.CommandLine;
using Harmonium.Cli.Models;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Figures.Images;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Commands;

/// <summary>Reconstructs examples from their hidden features.</summary>
internal sealed class ReconstructVerb : ModelVerb
{
    private readonly Option<string?> _count = CommonOptions.Text("--count", "n", "the number of examples [default: 24]");
    private readonly Option<string?> _shape = CommonOptions.Text("--shape", "height x width", "the image size [default: as in training]");

    /// <inheritdoc/>
    internal override string Name => "reconstruct";

    /// <inheritdoc/>
    internal override string Summary => "reconstruct examples from their hidden features";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium reconstruct runs/rbm-letters-1", "reconstruct 24 test letters and write figures/reconstructions.png of the run"),
        ("harmonium reconstruct runs/rbm-letters-1 --count 4000 --output reconstructions.npy", "write 4,000 reconstructions as numbers"),
    ];

    /// <inheritdoc/>
    private protected override void DeclareOptions(Command command, CommonOptions common)
    {
        foreach (Option option in (Option[])[common.Data, common.Split, _count, _shape, common.Output])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    private protected override void Apply(Call call, LoadedModel model, CancellationToken cancel)
    {
        Encoder encoder = model.Need(call, model.Model.Encoder, ModelParts.Encoder);
        if (!encoder.CanReconstruct)
            throw new UsageException($"{model.Path} cannot reconstruct examples.", $"Reason: {encoder.NoReconstruction}");
        ImageSize? size = model.ImageSize(call.Text(_shape));
        string path = ResultPath.For(call, model.Run, size is null ? "reconstructions.npy" : "reconstructions.png", size is null ? [".npy", ".csv"]
            : [.. FigureFile.Endings, ".npy", ".csv"]);
        Dataset data = ChosenSplit.Of(model.Examples(call), call.Text(call.Common.Split)).Data;
        int count = Math.Min(call.Whole(_count, 24, 1), data.Count);
        Dataset some = data.Shuffled(call.Seed).Range(0, count);
        VisibleData visible = new(some, model.Stored.Settings.Binarization, call.Seed, count);
        States given = visible.Blocks(model.Model.Device).Single();
        Tensor made = encoder.Reconstruct(given);
        (double squared, double? crossEntropy) = encoder.ReconstructionError(visible, model.Model.Device);
        if (size is not null && FigureFile.Has(path))
        {
            Tensor originals = some.Examples.Rows([.. Enumerable.Range(0, count)]);
            FigureFile.Write(path, ImageStrips.Reconstruction(Images.Of(originals, size), Images.Of(given.AsTensor(), size), Images.Of(made, size)));
        }
        else
        {
            NumberFile.Write(path, made, "v", some.RowIds, some.LabelNames);
        }

        Tell(call, path, count, squared, crossEntropy);
    }

    private static void Tell(Call call, string path, int count, double squared, double? crossEntropy)
    {
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteString("output", path);
                json.WriteNumber("count", count);
                json.WriteFinite("reconstructionError", squared);
                json.WriteFinite("crossEntropy", crossEntropy);
            });
            return;
        }

        Facts facts = new(call.Terminal.Out)
        {
            { "reconstructions", path },
            { "examples", $"{count}" },
            { "squared error", $"{squared:F2} per example" },
        };
        if (crossEntropy is { } nats)
            facts.Add("cross-entropy", $"{nats:F2} nats per example");
        facts.Write();
    }
}
