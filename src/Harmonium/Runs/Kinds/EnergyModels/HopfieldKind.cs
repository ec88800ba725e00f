using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Learning;
using Harmonium.Machines.Hopfield;
using Harmonium.Numerics;
using Harmonium.Runs.Files;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>Hopfield networks.</summary>
internal sealed class HopfieldKind : ModelKind
{
    /// <inheritdoc/>
    public override string Name => "hopfield";

    /// <inheritdoc/>
    public override string Summary => "a Hopfield network, an associative memory that stores examples";

    /// <inheritdoc/>
    public override DataNeed Data => DataNeed.Examples;

    /// <inheritdoc/>
    public override ModelParts Parts => ModelParts.Memory;

    /// <inheritdoc/>
    public override SettingsSchema Settings { get; } = new(() => new HopfieldSettings());

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train hopfield", "store 26 letters with the pseudo-inverse rule"),
        ("harmonium train hopfield --data mnist --patterns 10 --rule hebb", "store ten digits with Hebb's rule"),
        ("harmonium train hopfield --rule perceptron --margin 5 --patterns 100", "store a hundred letters with the perceptron rule and a margin of 5"),
    ];

    /// <inheritdoc/>
    public override Training Prepare(KindSettings settings, TrainingData data, Device device)
    {
        HopfieldSettings s = (HopfieldSettings)settings;
        Dataset train = data.Examples!.Train;
        if (s.Patterns > train.Count)
            throw new ConfigurationException("patterns", $"It is {s.Patterns}, but {train.Name} has only {train.Count} examples. Use a smaller number.");
        MemoryLimit.RequireWeights("data", "Use smaller examples: a Hopfield network has a weight for every pair of values.",
            (train.Examples.Columns, train.Examples.Columns));
        Dataset chosen = s.Chosen(train);
        Tensor patterns = InValues(ClassSpread.ToBits(chosen).To(device), s.Values);
        HopfieldModel model = new(this, new HopfieldNetwork(Tensor.Zeros(device, patterns.Columns, patterns.Columns), null, s.Values), train.Shape, s);
        StorageLearner learner = new(model, patterns, s.Options);
        StageWork work = new(learner, [new Metric("fixedPoints", _ => model.Network.CountFixedPoints(patterns))]);
        return new Training(this, model, s, data,
            [new TrainingStage("storing", new ScheduleSettings { Epochs = 1 }, () => work) { ExamplesPerEpoch = chosen.Count }])
        {
            Summary = $"{chosen.Count} patterns of {data.Name} ({train.Shape}) in {patterns.Columns} neurons, load " +
                $"{(double)chosen.Count / patterns.Columns:F3}",
        };
    }

    /// <inheritdoc/>
    public override TrainedModel Read(ModelFile file, Device device)
    {
        DescriptionReader machine = new(file);
        int count = machine.Whole("count", 2);
        string word = machine.Text("values");
        NeuronValues values = word == "spin" ? NeuronValues.Spin : word == "binary" ? NeuronValues.Binary
            : throw machine.Refuse($"its neurons have the values {Quotation.Of(word)}; expected spin or binary");
        Tensor bias = file.Tensor("bias", count).To(device);
        bool factored = file.Tensors.ContainsKey("factor");
        machine.RefuseUnknown(["bias", factored ? "factor" : "weights"]);
        double scale = factored ? machine.Number("scale") : 1;
        if (!(scale > 0))
            throw machine.Refuse($"its scale is {scale}; expected a number above 0");
        try
        {
            HopfieldNetwork network = factored
                ? new HopfieldNetwork(new FactoredWeights(file.Tensor("factor", count, machine.Whole("rank", 1)).To(device), scale), bias, values)
                : new HopfieldNetwork(file.Tensor("weights", count, count).To(device), bias, values);
            return new HopfieldModel(this, network, machine.Has("shape") ? machine.Shape("shape") : null, (HopfieldSettings)SettingsOf(file));
        }
        catch (ArgumentException exception)
        {
            throw machine.Refuse(exception.Message.TrimEnd('.'));
        }
    }

    private static Tensor InValues(Tensor bits, NeuronValues values)
    {
        if (values == NeuronValues.Spin)
        {
            foreach (ref float x in bits.AsSpan())
                x = (2 * x) - 1;
        }

        return bits;
    }

    private object SettingsOf(ModelFile file) =>
        file.Training.TryGetProperty("settings", out System.Text.Json.JsonElement found) ? Settings.Read(found) : Settings.Defaults;

    /// <summary>Stores all patterns in one step.</summary>
    private sealed class StorageLearner(HopfieldModel model, Tensor patterns, StorageOptions options) : Learner
    {
        public override int StepsPerEpoch => 1;

        public override IEnumerable<Parameter> Parameters => model.Parameters;

        /// <summary>Empty: the weights depend only on the patterns.</summary>
        public override IReadOnlyDictionary<string, Tensor> State { get; } = new Dictionary<string, Tensor>();

        public override void Restore(IReadOnlyDictionary<string, Tensor> state) => Step(default);

        public override StepReport Step(TrainingTime time)
        {
            model.Network = HopfieldNetwork.Store(patterns, options);
            return new StepReport(model.Parameters.Max(parameter => parameter.Values.LargestMagnitude()), 0);
        }

        public override void Finish()
        {
        }

        public override void Adopt(IReadOnlyDictionary<string, Tensor> parameters) =>
            throw new NotSupportedException("A Hopfield network is trained in one step, so there is no best step to return to.");
    }
}
