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

/// <summary>Lets a Hopfield net recall what it stored from corrupted copies.</summary>
internal sealed class RecallVerb : Verb
{
    private readonly Argument<string> _model = new("model") { Description = "the folder of a run, or a model file, of a Hopfield net" };
    private readonly Option<string?> _noise = CommonOptions.Text("--noise", "share", "the probability with which every neuron of a probe is turned over [0.2]");
    private readonly Option<string?> _count = CommonOptions.Text("--count", "n", "how many probes [26]");
    private readonly Option<string?> _dynamics =
        CommonOptions.Text("--dynamics", "word", $"in which order neurons are updated: {Values.WordsOf<Dynamics>()} [asynchronous]");
    private readonly Option<string?> _sweeps = CommonOptions.Text("--sweeps", "n", $"the most sweeps over all neurons [{new RecallOptions().Sweeps}]");

    /// <inheritdoc/>
    internal override string Name => "recall";

    /// <inheritdoc/>
    internal override string Summary => "let a Hopfield net complete corrupted examples: stored, shown, recalled";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium recall runs/hopfield-letters-1", "the stored letters from copies with a fifth of the pixels turned over"),
        ("harmonium recall runs/hopfield-letters-1 --noise 0.4 --dynamics synchronous --output recall.png", "more noise, all neurons at once"),
        ("harmonium recall runs/hopfield-letters-1 --data letters", "letters that it never stored"),
    ];

    /// <inheritdoc/>
    internal override string UsualData => "what the net stored";

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
            throw new UsageException($"{_noise.Name} is {noise}; expected is a probability from 0 to 1.", $"See: {call.Path} --help");
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
                $"has {examples.Examples.Columns} numbers an example, but the net has {net.Count} neurons. Use data of the kind and size that it stored.");
        Tensor stored = InValuesOf(net, ClassSpread.ToBits(examples)), shown = Corrupted(net, stored, noise, call.Seed);
        string path = ResultPath.For(call, model.Run, examples.Shape.IsImage ? "recall.png" : "recall.npy", examples.Shape.IsImage
            ? [".png", ".npy", ".csv"] : [".npy", ".csv"]);
        Recollection end = net.Recall(shown, options, interruption.Token);
        Write(path, examples, AsBits(net, stored), AsBits(net, shown), AsBits(net, end.States));
        Tell(call, path, end, net.Overlaps(shown, stored), net.Overlaps(end.States, stored));
        return ExitCode.Done;
    }

    /// <summary>What the network stored, chosen again in the same way; or the examples of other data.</summary>
    private static Dataset Probed(Call call, LoadedModel model, AssociativeMemory memory, int count)
    {
        if (call.Text(call.Common.Data) is not null)
        {
            Dataset part = ChosenSplit.Of(model.Examples(call), null).Data;
            return ClassSpread.Take(part, Math.Min(count, part.Count), call.Seed);
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
        if (!path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
        {
            NumberFile.Write(path, recalled, "s", examples.Labels);
            return;
        }

        ImageSize size = new(examples.Shape.Height, examples.Shape.Width);
        byte[] png = new ImageStrips([new("stored", Images.Of(stored, size)), new("shown", Images.Of(shown, size)),
            new("recalled", Images.Of(recalled, size))]).ToPng();
        ResultFile.Write(path, stream => stream.Write(png));
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
            { "probes", $"{after.Length}, {exact} recalled without an error" },
            { "overlap", $"{before.Average():F3} shown, {after.Average():F3} recalled, on average" },
            { "ended in", $"{Count(RecallEnd.FixedPoint)} fixed points, {Count(RecallEnd.Cycle)} cycles, {Count(RecallEnd.Unfinished)} unfinished" },
        }.Write();
    }
}
