using Harmonium.Data;
using Harmonium.Evaluation;
using Harmonium.Learning;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs.Files;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds;

/// <summary>Restricted Boltzmann machines with units of any kind.</summary>
public sealed class RbmKind : ModelKind
{
    /// <summary>Enough examples for the error of a monitor to be small beside what an epoch changes, few enough to cost little beside it.</summary>
    private const int MostWatched = 1000;

    /// <inheritdoc/>
    public override string Name => "rbm";

    /// <inheritdoc/>
    public override string Summary => "a restricted Boltzmann machine";

    /// <inheritdoc/>
    public override DataNeed Data => DataNeed.Examples;

    /// <inheritdoc/>
    public override ModelParts Parts => ModelParts.Encoder | ModelParts.Sampler | ModelParts.Density | ModelParts.Completer;

    /// <inheritdoc/>
    public override SettingsSchema Settings { get; } =
        new(() => new RbmSettings(), new Dictionary<string, string> { ["learningRate"] = "0.05; 0.005 for gaussian visible units" });

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train rbm", "the embedded letters, 500 hidden units, 20 epochs"),
        ("harmonium train rbm --data mnist --hidden 500 --epochs 50", "handwritten digits"),
        ("harmonium train rbm --data photos/ --validation 0.1 --patience 5", "a folder of images of one size; stops when held-out images no longer improve"),
        ("harmonium train rbm --config settings.json --k 5", "the settings of a file, but five sweeps per step"),
    ];

    /// <inheritdoc/>
    public override Training Prepare(KindSettings settings, TrainingData data, Device device)
    {
        RbmSettings rbmSettings = (RbmSettings)settings;
        DataParts parts = data.Examples!;
        TrainingStage stage = StageOf(rbmSettings, parts, device, out Rbm rbm);
        return new Training(this, new RbmModel(this, rbm, parts.Train.Shape), settings, data, [stage])
        {
            Summary = $"{parts.Train.Count} examples of {data.Name} ({parts.Train.Shape}), {rbm.Visible.Units.Count} visible and {rbm.Hidden.Units.Count} hidden units, {rbmSettings.Energy.Method}",
        };
    }

    /// <inheritdoc/>
    public override Model Read(ModelFile file, Device device)
    {
        DescriptionReader description = new(file);
        EnergyFile energy = new(description, device);
        RbmModel model = new(this, RbmOf(energy), energy.Shape);
        description.RefuseUnknown(energy.TensorNames);
        return model;
    }

    /// <summary>The RBM that a file, or a part of it, describes.</summary>
    /// <exception cref="ModelFileException">Its layers and couplings make none.</exception>
    internal static Rbm RbmOf(EnergyFile energy)
    {
        Layer visible = energy.Single(LayerRole.Visible), hidden = energy.Single(LayerRole.Hidden);
        bool counts = visible.Units is Multinomial;
        if (energy.Couplings.Count != (counts ? 2 : 1))
            throw energy.Refuse($"its machine has {energy.Couplings.Count} couplings; an RBM {(counts ? "of documents has 2, dense and total" : "has 1, dense")}");
        Tensor weights = energy.WeightsOf<Couplings.DenseCoupling>(visible, hidden);
        try
        {
            Rbm rbm = new(visible.Units, hidden.Units, weights);
            if (rbm.Totals is { } totals)
                energy.WeightsOf<Couplings.TotalCoupling>(visible, hidden).CopyTo(totals.Bias);
            return rbm;
        }
        catch (ArgumentException exception)
        {
            throw energy.Refuse($"its units do not make a machine: {exception.Message.TrimEnd('.')}");
        }
    }

    /// <summary>The training of one RBM, as the only stage of a training.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="parts">What it learns from.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="rbm">The RBM, at its start.</param>
    private static TrainingStage StageOf(RbmSettings settings, DataParts parts, Device device, out Rbm rbm)
    {
        if (settings.Visible == "bernoulli")
            ProbabilityRange.Require(parts.Train);
        ExampleSource source = new(parts.Train, settings.Schedule.Batch, settings.Seed, settings.Binarize, device);
        Dataset examples = source.Batches.Data;
        Rbm made = rbm = NewRbm(settings, examples.Examples.Columns, kind => settings.FieldsOf(kind, examples), device);
        new RbmInitialisation { WeightScale = settings.Energy.WeightScale }.Apply(made, examples, settings.Seed);
        if (settings.HiddenBias != 0)
            made.Hidden.Units.Parameters[0].Values.AsSpan().Fill((float)settings.HiddenBias);
        if (settings.Visible != "bernoulli")
            UnitValues.Require(parts.Train, made.Visible.Units);
        EnergyLearner learner = new(
            settings.Energy.Estimator(made.Machine, made, settings.Optimizer, settings.Seed), settings.Optimizer.NewOptimizer(), source,
            settings.Energy.LearningOptions(settings.Optimizer, settings.Schedule.Epochs), settings.Seed);
        RbmMonitor[] monitors = [.. RbmMonitor.All.Where(IsPossible)];
        StageWork work = new(learner, [.. MetricsOf(made), .. learner.Metrics]) { Stopping = StoppingOf() };
        return new TrainingStage("training", settings.Schedule, () => work) { ExamplesPerEpoch = parts.Train.Count };

        bool IsPossible(RbmMonitor monitor) =>
            (!monitor.NeedsValidation || parts.Validation is { Count: > 0 }) && (!monitor.NeedsBinary || settings.Binarize != Binarisation.None);

        VisibleData Watched(Dataset data) => new VisibleData(data, settings.Binarize, settings.Seed).Sample(MostWatched, settings.Seed);

        IEnumerable<Metric> MetricsOf(Rbm watched)
        {
            VisibleData train = Watched(parts.Train);
            VisibleData? validation = parts.Validation is { Count: > 0 } part ? Watched(part) : null;
            return [.. monitors.Select(monitor => monitor.On(watched, train, validation, settings.Seed))];
        }

        EarlyStopping? StoppingOf()
        {
            if (settings.Schedule.Patience is not { } patience)
                return null;
            RbmMonitor monitor = RbmMonitor.All.First(known => known.Name == settings.StopOn);
            if (monitor.NeedsValidation)
                HeldOut.Require(parts, monitor.Name);
            return monitors.Contains(monitor)
                ? new EarlyStopping(monitor.Name, patience, monitor.HigherIsBetter)
                : throw new ConfigurationException("stopOn", $"{monitor.Name} needs examples of 0 and 1, and they are left gray (binarize none). Watch reconstructionError or freeEnergyGap, or choose a binarization.");
        }
    }

    private static Rbm NewRbm(RbmSettings settings, int visible, Func<string, UnitFields> fields, Device device)
    {
        WeightLimit.Require(visible, settings.Hidden);
        try
        {
            return new Rbm(
                UnitKind.Find(settings.Visible)!.Create(visible, device, fields(settings.Visible)),
                UnitKind.Find(settings.HiddenUnits)!.Create(settings.Hidden, device, fields(settings.HiddenUnits)));
        }
        catch (ArgumentException exception)
        {
            throw new ConfigurationException("visible", exception.Message, exception);
        }
    }
}
