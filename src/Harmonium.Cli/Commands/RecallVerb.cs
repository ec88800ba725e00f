using System.CommandLine;
using Harmonium.Cli.Models;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Figures.Images;
using Harmonium.Machines.Hopfield;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Commands;

/// <summary>Recalls stored patterns from corrupted copies with a Hopfield network.</summary>
internal sealed class RecallVerb : Verb
{
    private readonly Argument<string> _model = new("model") { Description = "the run folder or model file of a Hopfield network" };
    private readonly Option<string?> _noise = CommonOptions.Text("--noise", "p", "the probability that each neuron of a pattern is flipped [default: 0.2]");
    private readonly Option<string?> _count = CommonOptions.Text("--count", "n", "the number of patterns to recall [default: 26]");
    private readonly Option<string?> _dynamics =
        CommonOptions.Text("--dynamics", "name", $"the update order of the neurons: {Values.WordsOf<Dynamics>()} [default: asynchronous]");
    private readonly Option<string?> _sweeps =
        CommonOptions.Text("--sweeps", "n", $"the maximum number of sweeps over all neurons [default: {new RecallOptions().Sweeps}]");

    /// <inheritdoc/>
    internal override string Name => "recall";

    /// <inheritdoc/>
    internal override string Summary => "recall stored patterns from corrupted copies with a Hopfield network";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium recall runs/hopfield-letters-1", "recall the stored letters from copies with a fifth of the pixels flipped"),
        ("harmonium recall runs/hopfield-letters-1 --noise 0.4 --dynamics synchronous --output recall.png", "use more noise, and update all neurons at once"),
        ("harmonium recall runs/hopfield-letters-1 --data letters", "start from letters that were not stored"),
    ];

    /// <inheritdoc/>
    internal override string DefaultData => "the stored patterns";

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        command.Arguments.Add(_model);
        foreach (Option option in (Option[])[common.Data, _noise, _count, _dynamics, _sweeps, common.Output, common.Seed, common.Threads])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        double noise = call.Text(_noise) is { } text ? Values.Number(_noise.Name, text) : 0.2;
        if (noise is not (>= 0 and <= 1))
            throw new UsageException($"{_noise.Name} is {noise}; expected a probability from 0 to 1.", $"See: {call.Path} --help");
        RecallOptions options = new()
        {
            Dynamics = call.Text(_dynamics) is { } word ? Values.Choice<Dynamics>(_dynamics.Name, word) : Dynamics.Asynchronous,
            Sweeps = call.Whole(_sweeps, new RecallOptions().Sweeps, 1),
            Seed = call.Seed,
        };
        using Interruption interruption = call.Terminal.Listen();
        LoadedModel model = LoadedModel.Open(call, call.Parsed.GetRequiredValue(_model));
        AssociativeMemory memory = model.Need(call, model.Model.Memory, ModelParts.Memory);
        HopfieldNetwork net = memory.Network;
        Dataset examples = Probed(call, model, memory, call.Whole(_count, 26, 1));
        if (examples.Examples.Columns != net.Count)
            throw new DataFileException(examples.Name,
                $"has {examples.Examples.Columns} values per example, but the network has {net.Count} neurons. Use data of the same shape as the stored " +
                "patterns.");
        Tensor stored = InValuesOf(net, ClassSpread.ToBits(examples)), shown = Corrupted(net, stored, noise, call.Seed);
        string path = ResultPath.For(call, model.Run, examples.Shape.IsImage ? "recall.png" : "recall.npy", examples.Shape.IsImage
            ? [.. FigureFile.Endings, ".npy", ".csv"] : [".npy", ".csv"]);
        Recollection end = net.Recall(shown, options, interruption.Token);
        Write(path, examples, AsBits(net, stored), AsBits(net, shown), AsBits(net, end.States));
        Tell(call, path, end, net.Overlaps(shown, stored), net.Overlaps(end.States, stored));
        return ExitCode.Done;
    }

    /// <summary>Returns the stored patterns, or examples of other data if they are given.</summary>
    private static Dataset Probed(Call call, LoadedModel model, AssociativeMemory memory, int count)
    {
        if (call.Text(call.Common.Data) is not null)
        {
            Dataset data = ChosenSplit.Of(model.Examples(call), null).Data;
            return ClassSpread.Take(data, Math.Min(count, data.Count), call.Seed);
        }

        Dataset all = memory.Stored(model.Examples(call).Train);
        return all.Range(0, Math.Min(count, all.Count));
    }

    private static Tensor InValuesOf(HopfieldNetwork net, Tensor bits)
    {
        if (net.Values == NeuronValues.Spin)
        {
            foreach (ref float x in bits.AsSpan())
                x = (2 * x) - 1;
        }

        return bits;
    }

    private static Tensor AsBits(HopfieldNetwork net, Tensor states)
    {
        Tensor bits = states.Contiguous().Clone();
        if (net.Values == NeuronValues.Spin)
        {
            foreach (ref float x in bits.AsSpan())
                x = (x + 1) / 2;
        }

        return bits;
    }

    private static Tensor Corrupted(HopfieldNetwork net, Tensor states, double noise, ulong seed)
    {
        Tensor corrupted = states.Clone();
        RandomStream random = RandomStream.For(seed, Purpose.Evaluation);
        for (int row = 0; row < corrupted.Rows; row++)
        {
            Span<float> s = corrupted.Row(row);
            for (int i = 0; i < s.Length; i++)
            {
                if (random.Bernoulli((float)noise, row, i))
                    s[i] = net.Values == NeuronValues.Spin ? -s[i] : 1 - s[i];
            }
        }

        return corrupted;
    }

    private static void Write(string path, Dataset examples, Tensor stored, Tensor shown, Tensor recalled)
    {
        if (!FigureFile.Has(path))
        {
            NumberFile.Write(path, recalled, "s", examples.RowIds, examples.LabelNames);
            return;
        }

        ImageSize size = new(examples.Shape.Height, examples.Shape.Width);
        FigureFile.Write(path, new ImageStrips([new("stored", Images.Of(stored, size)), new("corrupted", Images.Of(shown, size)),
            new("recalled", Images.Of(recalled, size))]));
    }

    private static void Tell(Call call, string path, Recollection end, double[] before, double[] after)
    {
        int exact = after.Count(m => m == 1);
        int Count(RecallEnd kind) => end.Ends.Count(one => one == kind);
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteString("output", path);
                json.WriteNumber("count", after.Length);
                json.WriteNumber("exact", exact);
                json.WriteNumber("fixedPoints", Count(RecallEnd.FixedPoint));
                json.WriteNumber("cycles", Count(RecallEnd.Cycle));
                json.WriteNumber("unfinished", Count(RecallEnd.Unfinished));
                json.WriteFinite("meanOverlapShown", before.Average());
                json.WriteFinite("meanOverlap", after.Average());
                json.WriteStartArray("probes");
                for (int probe = 0; probe < after.Length; probe++)
                {
                    json.WriteStartObject();
                    json.WriteFinite("overlapShown", before[probe]);
                    json.WriteFinite("overlap", after[probe]);
                    json.WriteNumber("sweeps", end.Sweeps[probe]);
                    json.WriteString("end", Values.Word(end.Ends[probe]));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return;
        }

        new Facts(call.Terminal.Out)
        {
            { "recalled", path },
            { "patterns", $"{after.Length}, {exact} recalled exactly" },
            { "mean overlap", $"{before.Average():F3} before recall, {after.Average():F3} after recall" },
            { "ended as", $"{Count(RecallEnd.FixedPoint)} fixed points, {Count(RecallEnd.Cycle)} cycles, {Count(RecallEnd.Unfinished)} unfinished" },
        }.Write();
    }
}
