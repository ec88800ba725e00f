using System.Text.Json;
using Harmonium.Couplings;
using Harmonium.Data;
using Harmonium.Evaluation;
using Harmonium.Learning;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Storage.Training;

/// <summary>A restricted Boltzmann machine made ready to learn as settings say: the machine, its learner, and what is watched.</summary>
public sealed class RbmTraining : MachineTraining
{
    /// <summary>Enough examples for the error of a monitor to be small beside what an epoch changes, few enough to cost little beside it.</summary>
    private const int MostWatched = 1000;

    /// <summary>A machine at the start of its training.</summary>
    /// <param name="settings">How to learn.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="device">Where the machine computes.</param>
    /// <exception cref="ConfigurationException">A setting makes no sense, alone or with these data.</exception>
    /// <exception cref="DataFileException">A value of the data is no number, or not between 0 and 1.</exception>
    public RbmTraining(RbmTrainingSettings settings, DataParts data, Device device)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(data);
        settings.Validate();
        // Only binary units are shown grey values as black and white.
        Settings = settings = settings.Visible == "bernoulli" ? settings : settings with { Binarise = Binarisation.None };
        Data = data with { Train = Limit(data.Train) };
        if (settings.Visible == "bernoulli")
            ProbabilityRange.Require(Data.Train);
        ExampleSource source = new(Data.Train, settings.Batch, settings.Seed, settings.Binarise, device);
        Rbm = Start(source.Batches.Data, device);
        if (settings.Visible != "bernoulli")
            UnitValues.Require(Data.Train, Rbm.Visible.Units);
        if (Rbm.Totals is not null && settings.Offsets != OffsetKind.None)
            throw new ConfigurationException("offsets", "Counts of documents of different lengths have no offset of their own. Choose the plain gradient: offsets none.");
        Learner = new EnergyLearner(TrainingMethod.Find(settings.Method)!.CreateFor(Rbm, settings), OptimiserOf(settings), source, LearningOptionsOf(settings), settings.Seed);
        Monitors = [.. TrainingMonitor.All.Where(IsPossible)];
        Stopping = EarlyStopping();
    }

    /// <summary>How it learns.</summary>
    public RbmTrainingSettings Settings { get; }

    /// <inheritdoc/>
    public override DataParts Data { get; }

    /// <summary>The machine.</summary>
    public Rbm Rbm { get; }

    /// <inheritdoc/>
    public override EnergyLearner Learner { get; }

    /// <inheritdoc/>
    public override DenseCoupling Coupling => Rbm.Coupling;

    /// <inheritdoc/>
    public override string MethodName => Settings.Method;

    /// <inheritdoc/>
    public override int Epochs => Settings.Epochs;

    /// <inheritdoc/>
    public override ulong Seed => Settings.Seed;

    /// <inheritdoc/>
    internal override int CheckpointEvery => Settings.CheckpointEvery;

    /// <inheritdoc/>
    internal override int? CheckpointSteps => Settings.CheckpointSteps;

    /// <summary>What is measured after every epoch.</summary>
    public IReadOnlyList<TrainingMonitor> Monitors { get; }

    /// <inheritdoc/>
    public override EarlyStopping? Stopping { get; }

    /// <summary>The monitors as metrics, on examples that are drawn once.</summary>
    public override IReadOnlyList<Metric> Metrics()
    {
        VisibleData train = Watched(Data.Train);
        VisibleData? validation = Data.Validation is { Count: > 0 } part ? Watched(part) : null;
        return [.. Monitors.Select(monitor => monitor.On(Rbm, train, validation, Settings.Seed)), .. Learner.Metrics];
    }

    /// <inheritdoc/>
    public override JsonElement SettingsJson() => Settings.ToJson();

    /// <inheritdoc/>
    public override JsonElement DescribeMachine() => RbmFile.Describe(Rbm);

    /// <inheritdoc/>
    internal override ModelFile ModelOf(JsonElement training) => RbmFile.ModelOf(Rbm, training);

    private Dataset Limit(Dataset train)
    {
        if (Settings.Examples is not { } most || most == train.Count)
            return train;
        if (most > train.Count)
            throw new ConfigurationException("examples", $"It is {most}, but {train.Name} has {train.Count} examples to learn from. Ask for fewer, or leave it out for all.");
        return train.Split(Settings.Seed, most)[0];
    }

    private Rbm Start(Dataset examples, Device device)
    {
        int visible = examples.Examples.Columns, hidden = Settings.Hidden;
        if ((long)visible * hidden > Array.MaxLength)
            throw new ConfigurationException("hidden", $"{visible} visible by {hidden} hidden units make more weights than a matrix can hold. Ask for fewer hidden units.");
        Rbm rbm;
        try
        {
            rbm = new Rbm(UnitsOf(Settings.Visible, visible, examples, device), UnitsOf(Settings.HiddenUnits, hidden, examples, device));
        }
        catch (ArgumentException exception)
        {
            throw new ConfigurationException("visible", exception.Message, exception);
        }

        new RbmInitialisation { WeightScale = Settings.WeightScale }.Apply(rbm, examples, Settings.Seed);
        return rbm;
    }

    private LayerUnits UnitsOf(string kind, int count, Dataset examples, Device device) => UnitKind.Find(kind)!.Create(count, device, new UnitFields
    {
        Trials = Settings.Trials ?? 255,
        Categories = Settings.Categories ?? 2,
        LearnsVariance = Settings.LearnVariance != false && kind == Settings.Visible,
        Length = kind == "multinomial" ? UnitValues.UsualTotal(examples) : 1,
    });

    internal static Optimiser OptimiserOf(RbmTrainingSettings settings) => settings.Optimiser switch
    {
        OptimiserKind.Adam => new AdamOptimiser(),
        OptimiserKind.Nesterov => new MomentumOptimiser(nesterov: true),
        _ => new MomentumOptimiser(),
    };

    internal static EnergyLearningOptions LearningOptionsOf(RbmTrainingSettings settings) => new()
    {
        LearningRate = LearningRateOf(settings),
        Momentum = settings.InitialMomentum is { } initial ? new SwitchSchedule(initial, settings.Momentum, settings.MomentumEpoch) : settings.Momentum,
        Offsets = settings.Offsets,
        OffsetRate = settings.OffsetRate,
        LeastEffectiveShare = settings.LeastEffectiveShare,
        L1 = settings.L1,
        L2 = settings.L2,
        MaximumNorm = settings.MaximumNorm,
        AverageFrom = settings.AverageFrom,
        Sparsity = settings.SparsityTarget is { } target
            ? new SparsityOptions { Target = target, Cost = settings.SparsityCost, Decay = settings.SparsityDecay, Kind = settings.SparsityKind }
            : null,
    };

    private static Schedule LearningRateOf(RbmTrainingSettings settings)
    {
        double first = settings.LearningRate, last = settings.FinalLearningRate ?? (first / 100);
        return settings.LearningRateDecay switch
        {
            LearningRateDecay.Linear => new LinearSchedule(first, last, settings.LearningRateHold),
            LearningRateDecay.Exponential => new ExponentialSchedule(first, last, settings.LearningRateHold),
            LearningRateDecay.InverseTime => new InverseTimeSchedule(first, settings.LearningRateHalfLife),
            _ => first,
        };
    }

    private bool IsPossible(TrainingMonitor monitor) =>
        (!monitor.NeedsValidation || Data.Validation is { Count: > 0 }) && (!monitor.NeedsBinary || Settings.Binarise != Binarisation.None);

    private VisibleData Watched(Dataset data) => new VisibleData(data, Settings.Binarise, Settings.Seed).Sample(MostWatched, Settings.Seed);

    private EarlyStopping? EarlyStopping()
    {
        if (Settings.Patience is not { } patience)
            return null;
        TrainingMonitor monitor = TrainingMonitor.All.First(known => known.Name == Settings.StopOn);
        if (monitor.NeedsValidation && Data.Validation is not { Count: > 0 })
            throw new ConfigurationException("patience", $"Stopping early watches {monitor.Name}, which needs examples that were held out; {Data.Train.Name} has none. Hold some out, such as a tenth of them (validation 0.1).");
        if (!Monitors.Contains(monitor))
            throw new ConfigurationException("stopOn", $"{monitor.Name} needs examples of 0 and 1, and they are left grey (binarise none). Watch reconstructionError or freeEnergyGap, or choose a binarisation.");
        return new EarlyStopping(monitor.Name, patience, monitor.HigherIsBetter);
    }
}
