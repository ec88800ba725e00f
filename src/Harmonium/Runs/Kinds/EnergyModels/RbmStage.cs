using Harmonium.Couplings;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Deep;
using Harmonium.Errors;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>The training of one RBM, alone or in a stack, or of a deeper machine with one visible layer.</summary>
/// <param name="machine">The machine, changed in place.</param>
/// <param name="settings">The settings.</param>
/// <param name="parts">The data, before they are encoded by the layers below.</param>
/// <param name="device">The device that computes.</param>
/// <param name="below">The trained layers below, which encode each batch; null for none.</param>
internal sealed class RbmStage(BoltzmannMachine machine, RbmSettings settings, DataSplits parts, Device device, RbmStack? below = null)
{
    /// <summary>The maximum number of monitored examples: enough for a precise metric, and few enough for it to cost little compared with an epoch.</summary>
    private const int MostWatched = 1000;

    private readonly Layer _visible = machine.LayersOf(LayerRole.Visible).Single();
    private readonly RestrictedBoltzmannMachine? _rbm;

    /// <summary>The training of one RBM.</summary>
    internal RbmStage(RestrictedBoltzmannMachine rbm, RbmSettings settings, DataSplits parts, Device device, RbmStack? below = null)
        : this(rbm.Machine, settings, parts, device, below) => _rbm = rbm;

    /// <summary>The RBM with a label layer, which has the same units and weights; null to train without labels.</summary>
    internal ClassificationRbm? Joint { get; init; }

    private BoltzmannMachine Machine => Joint?.Machine ?? machine;

    /// <summary>Creates an RBM with all parameters 0.</summary>
    /// <exception cref="ConfigurationException">The RBM would be too large, or its kinds of units cannot be combined.</exception>
    internal static RestrictedBoltzmannMachine NewRbm(RbmSettings settings, Dataset examples, int visible, Device device)
    {
        MemoryLimit.RequireWeights("hidden", "Use fewer hidden units.", (visible, settings.Hidden));
        MemoryLimit.RequireStates("chains", settings.Energy.Chains, visible, settings.Hidden);
        try
        {
            return new RestrictedBoltzmannMachine(
                UnitKind.Find(settings.Visible)!.Create(visible, device, settings.FieldsOf(settings.Visible, examples)),
                UnitKind.Find(settings.HiddenUnits)!.Create(settings.Hidden, device, settings.FieldsOf(settings.HiddenUnits, examples)));
        }
        catch (ArgumentException exception)
        {
            throw new ConfigurationException("visible", exception.Message, exception);
        }
    }

    /// <summary>Fills in the defaults of the layers of a stack that depend on the number of units below.</summary>
    internal static IEnumerable<RbmSettings> Fitted(IEnumerable<RbmSettings> layers, Dataset examples)
    {
        int below = examples.Examples.Columns;
        foreach (RbmSettings layer in layers)
        {
            yield return layer.For(below);
            below = layer.Hidden;
        }
    }

    /// <summary>Creates the RBMs of a stack with all parameters 0.</summary>
    /// <param name="layers">The settings of each RBM, from the bottom up.</param>
    /// <param name="examples">The training examples.</param>
    /// <param name="device">The device that computes.</param>
    /// <exception cref="ConfigurationException">The RBMs would be too large, or a setting does not support a layer.</exception>
    internal static RbmStack NewStack(IReadOnlyList<RbmSettings> layers, Dataset examples, Device device)
    {
        int[] sizes = [examples.Examples.Columns, .. layers.Select(layer => layer.Hidden)];
        MemoryLimit.RequireWeights("hidden", "Use fewer hidden units.", sizes.Zip(sizes.Skip(1), (below, above) => ((long)below, (long)above)));
        List<RestrictedBoltzmannMachine> rbms = [];
        foreach ((RbmSettings layer, int visible) in layers.Zip(sizes))
        {
            RestrictedBoltzmannMachine rbm = NewRbm(layer, examples, visible, device);
            // Reports a method that does not support a layer before any layer is trained.
            _ = layer.Energy.Estimator(rbm.Machine, rbm, layer.Optimizer, layer.Seed);
            rbms.Add(rbm);
        }

        return new RbmStack(rbms);
    }

    /// <summary>Returns the stage that trains the RBM as a layer of a stack.</summary>
    /// <param name="layer">The index of the layer, from 0.</param>
    /// <param name="part">The prefix of the names of its tensors.</param>
    /// <param name="given">Sets the initial parameters; null for random ones.</param>
    internal TrainingStage AsLayer(int layer, string part, Action<RestrictedBoltzmannMachine>? given = null)
    {
        // The lowest layer begins at once, so that data that do not fit it are refused before a run folder exists.
        StageWork? first = below is null ? Begin(given) : null;
        return new TrainingStage($"pretraining-{layer + 1}", settings.Schedule, () => first ?? Begin(given))
        {
            Part = part,
            ExamplesPerEpoch = parts.Train.Count,
        };
    }

    /// <summary>Initializes the machine and creates the learner.</summary>
    /// <param name="given">Sets the initial parameters of an RBM; null for random ones.</param>
    /// <exception cref="ConfigurationException">A setting is not valid for these data.</exception>
    /// <exception cref="DataFileException">The data do not fit the visible units.</exception>
    internal StageWork Begin(Action<RestrictedBoltzmannMachine>? given = null)
    {
        if (below is null)
            UnitValues.Require(parts.Train, _visible.Units, canChoose: true);
        ExampleSource source = below is null
            ? new ExampleSource(parts.Train, settings.Schedule.BatchFor(parts.Train.Count), settings.Seed, settings.Binarize, device)
            : new ExampleSource(parts.Train, settings.Schedule.BatchFor(parts.Train.Count), settings.Seed, Binarization.None, device)
            {
                Encoding = Shown,
                Columns = _visible.Units.Count
            };
        Initialize(source.Batches.Data);
        if (given is not null)
            given(_rbm!);
        foreach (Coupling coupling in machine.Couplings)
            coupling.Changed();
        Dictionary<Layer, ExampleSource> sources = new() { [Joint?.Visible ?? _visible] = source };
        if (Joint is { } joint)
            sources[joint.Label] = new ExampleSource(LabelExamples.Of(parts.Train, classes: joint.Classes), source.Batches.BatchSize, settings.Seed,
                Binarization.None, device);
        EnergyLearner learner = new(
            settings.Energy.Estimator(Machine, Joint is null ? _rbm : null, settings.Optimizer, settings.Seed), settings.Optimizer.NewOptimizer(), sources,
            settings.Energy.LearningOptions(settings.Optimizer, settings.Schedule.Epochs), settings.Seed);
        RbmMonitor[] monitors = [.. RbmMonitor.All.Where(IsPossible)];
        MachineData train = Watched(parts.Train);
        MachineData? validation = parts.Validation is { Count: > 0 } part ? Watched(part) : null;
        return new StageWork(learner,
            [.. monitors.Select(monitor => monitor.On(Machine, train, validation, settings.Seed)), .. Errors(), .. learner.Metrics])
        { Stopping = Stopping(monitors) };
    }

    private void Initialize(Dataset examples)
    {
        RandomStream random = RandomStream.For(settings.Seed, Purpose.Initialization).At(1);
        RbmInitialization initialization = new() { WeightScale = settings.Energy.WeightScale!.Value, HiddenBias = settings.HiddenBias ?? 0 };
        Func<Tensor, Tensor>? encoding = below is null ? null : values => below.Show(values, random);
        if (_rbm is null)
            initialization.Apply(machine, examples, settings.Seed, encoding);
        else
            initialization.Apply(_rbm, examples, settings.Seed, encoding);
        if (Joint is not { } joint)
            return;
        RandomStream.For(settings.Seed, Purpose.Initialization).At(2).FillNormal(joint.LabelCoupling.Weights, 0, (float)settings.Energy.WeightScale!.Value);
        joint.LabelCoupling.Changed();
        joint.Label.Units.FitIndependently(RbmInitialization.MeanOf(LabelExamples.Of(parts.Train, classes: joint.Classes)), parts.Train.Count);
    }

    /// <summary>States of the layer below, sampled at each visit.</summary>
    private Tensor Shown(Tensor values, RandomStream random) => below!.Show(values, random, draw: true);

    private bool IsPossible(RbmMonitor monitor) =>
        (!monitor.NeedsValidation || parts.Validation is { Count: > 0 }) && (!monitor.NeedsBinary || settings.Binarize != Binarization.None)
        && (!monitor.NeedsIndependentHidden || Machine.HasIndependentHidden);

    private MachineData Watched(Dataset data)
    {
        VisibleData visible = below is null
            ? new VisibleData(data, settings.Binarize, settings.Seed).Sample(MostWatched, settings.Seed)
            : new VisibleData(Encoded(Some(data)), settings.Binarize, settings.Seed);
        return Joint is null ? new MachineData(visible) : new MachineData(visible, new VisibleData(LabelExamples.Of(Some(data), classes: Joint.Classes)));
    }

    /// <summary>The error rates of the label layer.</summary>
    private IEnumerable<Metric> Errors()
    {
        if (Joint is not { } joint)
            yield break;
        Dataset train = Encoded(Some(parts.Train));
        yield return new Metric("error", _ => joint.Judge(train).Error);
        if (parts.Validation is { Count: > 0, Labels: not null } part)
        {
            Dataset validation = Encoded(part);
            yield return new Metric("validationError", _ => joint.Judge(validation).Error);
        }
    }

    private Dataset Some(Dataset data) => data.Count <= MostWatched ? data : data.Split(settings.Seed, MostWatched)[0];

    /// <summary>Returns examples as the layers below encode them.</summary>
    private Dataset Encoded(Dataset some)
    {
        if (below is null)
            return some;
        Tensor values = below.Show(some.Examples.Rows([.. Enumerable.Range(0, some.Count)]).To(device), RandomStream.For(settings.Seed, Purpose.Evaluation));
        return new Dataset(some.Name, new FloatExamples(values), ItemShape.Vector(values.Columns))
        {
            Labels = some.Labels,
            ClassNames = some.ClassNames,
            LeastClasses = some.LeastClasses,
        };
    }

    private EarlyStopping? Stopping(RbmMonitor[] monitors)
    {
        if (settings.Schedule.Patience is not { } patience)
            return null;
        RbmMonitor monitor = RbmMonitor.All.First(known => known.Name == settings.StopOn);
        if (monitor.NeedsValidation)
            HeldOut.Require(parts, monitor.Name);
        return monitors.Contains(monitor)
            ? new EarlyStopping(monitor.Name, patience, monitor.HigherIsBetter)
            : throw new ConfigurationException("stopOn",
                $"{monitor.Name} needs binary examples, but `binarize=none` keeps gray values. Use reconstructionError or freeEnergyGap, or another " +
                    "binarization.");
    }
}
