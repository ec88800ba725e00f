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

    private readonly LayerUnits _visible = machine.LayersOf(LayerRole.Visible).Single().Units;
    private readonly RestrictedBoltzmannMachine? _rbm;

    /// <summary>The training of one RBM.</summary>
    internal RbmStage(RestrictedBoltzmannMachine rbm, RbmSettings settings, DataSplits parts, Device device, RbmStack? below = null)
        : this(rbm.Machine, settings, parts, device, below) => _rbm = rbm;

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

    /// <summary>Initializes the machine and creates the learner.</summary>
    /// <param name="given">Sets the initial parameters of an RBM; null for random ones.</param>
    /// <exception cref="ConfigurationException">A setting is not valid for these data.</exception>
    /// <exception cref="DataFileException">The data do not fit the visible units.</exception>
    internal StageWork Begin(Action<RestrictedBoltzmannMachine>? given = null)
    {
        if (below is null)
            UnitValues.Require(parts.Train, _visible, canChoose: true);
        ExampleSource source = below is null
            ? new ExampleSource(parts.Train, settings.Schedule.BatchFor(parts.Train.Count), settings.Seed, settings.Binarize, device)
            : new ExampleSource(parts.Train, settings.Schedule.BatchFor(parts.Train.Count), settings.Seed, Binarization.None, device)
            {
                Encoding = Shown,
                Columns = _visible.Count
            };
        Initialize(source.Batches.Data);
        if (given is not null)
            given(_rbm!);
        foreach (Coupling coupling in machine.Couplings)
            coupling.Changed();
        EnergyLearner learner = new(
            settings.Energy.Estimator(machine, _rbm, settings.Optimizer, settings.Seed), settings.Optimizer.NewOptimizer(), source,
            settings.Energy.LearningOptions(settings.Optimizer, settings.Schedule.Epochs), settings.Seed);
        RbmMonitor[] monitors = [.. RbmMonitor.All.Where(IsPossible)];
        VisibleData train = Watched(parts.Train);
        VisibleData? validation = parts.Validation is { Count: > 0 } part ? Watched(part) : null;
        return new StageWork(learner,
            [.. monitors.Select(monitor => monitor.On(machine, train, validation, settings.Seed)), .. learner.Metrics])
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
    }

    /// <summary>States of the layer below, sampled at each visit.</summary>
    private Tensor Shown(Tensor values, RandomStream random) => below!.Show(values, random, draw: true);

    private bool IsPossible(RbmMonitor monitor) =>
        (!monitor.NeedsValidation || parts.Validation is { Count: > 0 }) && (!monitor.NeedsBinary || settings.Binarize != Binarization.None)
        && (!monitor.NeedsIndependentHidden || machine.HasIndependentHidden);

    private VisibleData Watched(Dataset data)
    {
        if (below is null)
            return new VisibleData(data, settings.Binarize, settings.Seed).Sample(MostWatched, settings.Seed);
        Dataset some = data.Count <= MostWatched ? data : data.Split(settings.Seed, MostWatched)[0];
        Tensor values = below.Show(some.Examples.Rows([.. Enumerable.Range(0, some.Count)]).To(device), RandomStream.For(settings.Seed, Purpose.Evaluation));
        return new VisibleData(new Dataset(data.Name, new FloatExamples(values), ItemShape.Vector(values.Columns)), settings.Binarize, settings.Seed);
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
