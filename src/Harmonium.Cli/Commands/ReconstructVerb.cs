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

/// <summary>Shows what a machine makes of examples.</summary>
internal sealed class ReconstructVerb : ModelVerb
{
    private readonly Option<string?> _count = CommonOptions.Text("--count", "n", "how many examples [24]");
    private readonly Option<string?> _part = CommonOptions.Text("--part", "name", $"which part of the data: {ChosenSplit.Words} [test, where there is one]");
    private readonly Option<string?> _shape = CommonOptions.Text("--shape", "height x width", "the size of the images [as in training]");

    /// <inheritdoc/>
    internal override string Name => "reconstruct";

    /// <inheritdoc/>
    internal override string Summary => "send examples through the hidden units and back: originals beside reconstructions";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium reconstruct runs/rbm-letters-1", "24 test letters, in figures/reconstructions.png of the run"),
        ("harmonium reconstruct runs/rbm-letters-1 --count 4000 --output reconstructions.npy", "as numbers"),
    ];

    /// <inheritdoc/>
    private protected override void DeclareOptions(Command command, CommonOptions common)
    {
        foreach (Option option in (Option[])[common.Data, _count, _part, _shape, common.Output])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    private protected override void Apply(Call call, LoadedModel model, CancellationToken cancel)
    {
        Encoder encoder = model.Need(call, model.Model.Encoder, ModelParts.Encoder);
        if (!encoder.CanReconstruct)
            throw new UsageException($"The features of {model.Path} have no way back to examples: they are the hidden units of a classifier.",
                "Use an RBM, or a stack without a classifier.");
        ImageSize? size = model.ImageSize(call.Text(_shape));
        string path = ResultPath.For(call, model.Run, size is null ? "reconstructions.npy" : "reconstructions.png", size is null ? [".npy", ".csv"]
            : [".png", ".npy", ".csv"]);
        Dataset data = ChosenSplit.Of(model.Examples(call), call.Text(_part)).Data;
        int count = Math.Min(call.Whole(_count, 24, 1), data.Count);
        Dataset some = data.Shuffled(call.Seed).Range(0, count);
        VisibleData visible = new(some, model.Stored.Settings.Binarization, call.Seed, count);
        States given = visible.Blocks(model.Model.Device).Single();
        Tensor made = encoder.Reconstruct(given);
        (double squared, double? crossEntropy) = encoder.ReconstructionError(visible, model.Model.Device);
        if (size is not null && path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
        {
            Tensor originals = some.Examples.Rows([.. Enumerable.Range(0, count)]);
            byte[] png = ImageStrips.Reconstruction(Images.Of(originals, size), Images.Of(given.AsTensor(), size), Images.Of(made, size)).ToPng();
            ResultFile.Write(path, stream => stream.Write(png));
        }
        else
        {
            NumberFile.Write(path, made, "v", some.Labels);
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

        new Facts(call.Terminal.Out)
        {
            { "reconstructions", path },
            { "examples", $"{count}" },
            { "error", $"squared {squared:F2}{(crossEntropy is { } nats ? $", cross-entropy {nats:F2} nats" : "")}, per example" },
        }.Write();
    }
}
