using System.Buffers;
using System.CommandLine;
using System.Text.Json;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Training;
using Harmonium.Data;
using Harmonium.Data.NamedSets;
using Harmonium.Machines;
using Harmonium.Machines.Hopfield;
using Harmonium.Numerics;
using Harmonium.Storage;
using Harmonium.Storage.Training;

namespace Harmonium.Cli.Commands;

/// <summary>Stores examples in a Hopfield net.</summary>
internal sealed class TrainHopfieldVerb : Verb
{
    private static readonly StorageOptions _usual = new() { Rule = StorageRule.PseudoInverse, Values = NeuronValues.Binary };
    private readonly Option<string?> _rule = CommonOptions.Text("--rule", "word", $"how patterns are stored: {Values.WordsOf<StorageRule>()} [{Values.Word(_usual.Rule)}]");
    private readonly Option<string?> _values = CommonOptions.Text("--values", "word", $"the values of neurons: {Values.WordsOf<NeuronValues>()} [{Values.Word(_usual.Values)}]");
    private readonly Option<string?> _patterns = CommonOptions.Text("--patterns", "n", "how many examples are stored, one of each class in turn where there are labels [26]");
    private readonly Option<string?> _margin = CommonOptions.Text("--margin", "x", $"the field that the perceptron rule gives every neuron [{_usual.Margin}]");
    private readonly Option<string?> _epochs = CommonOptions.Text("--epochs", "n", $"how often the perceptron rule sees all patterns at most [{_usual.Epochs}]");
    private readonly Option<string?> _remove = CommonOptions.Text("--remove-weakest", "share", $"the share of synapses that are removed afterwards [{_usual.RemoveWeakest}]");

    /// <inheritdoc/>
    internal override string Name => "hopfield";

    /// <inheritdoc/>
    internal override string Summary => "store examples in a Hopfield net, an associative memory; writes a run folder";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train hopfield", "26 letters by the pseudo-inverse; recall them with harmonium recall"),
        ("harmonium train hopfield --data mnist --patterns 10 --rule hebb", "ten digits by Hebb's rule, which alike patterns overload"),
        ("harmonium train hopfield --rule perceptron --margin 5 --patterns 100", "a hundred letters with room around each"),
    ];

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        foreach (Option option in (Option[])[common.Data, common.Output, common.Seed, common.Threads, _rule, _values, _patterns, _margin, _epochs, _remove])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        StorageOptions options = Options(call);
        DataParts parts = call.OpenAndTell(call.Data, new DataOptions());
        int count = call.Whole(_patterns, Math.Min(26, parts.Train.Count), 1);
        if (count > parts.Train.Count)
            throw new UsageException($"--patterns is {count}, but {parts.Train.Name} has {parts.Train.Count} examples.", "Ask for fewer.");
        Tensor bits = ClassSpread.ToBits(ClassSpread.Take(parts.Train, count, call.Seed)).To(call.Device());
        Tensor patterns = options.Values == NeuronValues.Spin ? AsSpins(bits) : bits;
        long begun = call.Terminal.Clock.GetTimestamp();
        HopfieldNetwork net = HopfieldNetwork.Store(patterns, options);
        int stable = net.CountFixedPoints(patterns);
        TimeSpan elapsed = call.Terminal.Clock.GetElapsedTime(begun);
        string data = NamedSet.Find(call.Data) is null && (File.Exists(call.Data) || Directory.Exists(call.Data)) ? Path.GetFullPath(call.Data) : call.Data;
        RunRecord record = new()
        {
            Machine = HopfieldFile.Describe(net),
            Settings = SettingsOf(options, count),
            Seed = call.Seed,
            Data = data,
            DataFingerprint = parts.Train.Fingerprint,
            ProgramVersion = ProgramVersion.Text,
            Computer = Computer.Describe(patterns.Device),
        };
        using RunFolder folder = call.Output is { } path
            ? RunFolder.Create(path, record, call.Terminal.Clock)
            : RunFolder.CreateNumbered("runs", Name, parts.Train.Name, record, call.Terminal.Clock);
        string sha256 = folder.SaveModel(HopfieldFile.ModelOf(net, TrainingOf(options, count, call.Seed, parts.Train)));
        folder.Update(run => run with { State = RunState.Done });
        Tell(call, folder, net, count, stable, elapsed, sha256);
        return ExitCode.Done;
    }

    private static Tensor AsSpins(Tensor bits)
    {
        foreach (ref float x in bits.AsSpan())
            x = (2 * x) - 1;
        return bits;
    }

    private static void Tell(Call call, RunFolder folder, HopfieldNetwork net, int count, int stable, TimeSpan elapsed, string sha256)
    {
        string run = ShownPath.Of(folder.View.Folder.Root), model = ShownPath.Of(folder.View.ModelPath);
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteString("event", "done");
                json.WriteString("run", run);
                json.WriteString("model", model);
                json.WriteNumber("neurons", net.Count);
                json.WriteNumber("patterns", count);
                json.WriteNumber("fixedPoints", stable);
                json.WriteFinite("seconds", elapsed.TotalSeconds);
                json.WriteString("sha256", sha256);
            });
            return;
        }

        new Facts(call.Terminal.Out)
        {
            { "run", run },
            { "model", model },
            { "sha256", sha256 },
            { "stored", $"{count} patterns in {net.Count} neurons, load {(double)count / net.Count:F3}" },
            { "fixed points", stable == count ? "all of them" : $"{stable} of them; another rule, fewer patterns or more epochs store more" },
        }.Write();
    }

    private static JsonElement SettingsOf(StorageOptions options, int count)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
            WriteSettings(json, options, count);
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void WriteSettings(Utf8JsonWriter json, StorageOptions options, int count)
    {
        json.WriteStartObject();
        json.WriteString("rule", Values.Word(options.Rule));
        json.WriteString("values", Values.Word(options.Values));
        json.WriteNumber("patterns", count);
        json.WriteNumber("margin", options.Margin);
        json.WriteNumber("epochs", options.Epochs);
        json.WriteNumber("removeWeakest", options.RemoveWeakest);
        json.WriteNumber("seed", options.Seed);
        json.WriteEndObject();
    }

    private static JsonElement TrainingOf(StorageOptions options, int count, ulong seed, Dataset train)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("program", ProgramVersion.Text);
            json.WriteStartObject("data");
            json.WriteString("name", train.Name);
            json.WriteString("fingerprint", train.Fingerprint);
            json.WriteNumber("examples", train.Count);
            if (train.Shape is { IsImage: true } shape)
            {
                json.WriteStartArray("image");
                foreach (int side in (int[])[shape.Height, shape.Width, shape.Channels])
                    json.WriteNumberValue(side);
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WritePropertyName("storage");
            WriteSettings(json, options with { Seed = seed }, count);
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private StorageOptions Options(Call call)
    {
        StorageOptions options = _usual with
        {
            Rule = call.Text(_rule) is { } rule ? Values.Choice<StorageRule>(_rule.Name, rule) : _usual.Rule,
            Values = call.Text(_values) is { } values ? Values.Choice<NeuronValues>(_values.Name, values) : _usual.Values,
            Margin = call.Text(_margin) is { } margin ? Values.Number(_margin.Name, margin) : _usual.Margin,
            Epochs = call.Whole(_epochs, _usual.Epochs, 1),
            RemoveWeakest = call.Text(_remove) is { } share ? Values.Number(_remove.Name, share) : _usual.RemoveWeakest,
            Seed = call.Seed,
        };
        return options.Margin < 0 ? throw new UsageException($"{_margin.Name} is {options.Margin}; expected is at least 0.", $"See: {call.Path} --help")
            : options.RemoveWeakest is not (>= 0 and < 1) ? throw new UsageException($"{_remove.Name} is {options.RemoveWeakest}; expected is a share from 0 up to, but not, 1.", $"See: {call.Path} --help")
            : options;
    }
}
