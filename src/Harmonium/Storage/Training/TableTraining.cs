using System.Text.Json;
using Harmonium.Couplings;
using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Evaluation;
using Harmonium.Learning;
using Harmonium.Machines.Tables;
using Harmonium.Numerics;

namespace Harmonium.Storage.Training;

/// <summary>The machine of a mixed table made ready to learn as settings say.</summary>
public sealed class TableTraining : MachineTraining
{
    private const string CompletionError = "completionError";
    private const string ValidationCompletionError = "validationCompletionError";

    /// <summary>Rows that a monitor completes after every epoch, and how: enough to see the course, cheap beside an epoch.</summary>
    private const int MostWatched = 300;

    private static readonly TableCompletionOptions _watching = new() { WarmUp = 10, Sweeps = 10 };

    private readonly TableSchema _schema;

    /// <summary>A machine at the start of its training.</summary>
    /// <param name="settings">How to learn; <see cref="Usual"/> with changes.</param>
    /// <param name="table">What to learn from.</param>
    /// <param name="device">Where the machine computes.</param>
    /// <exception cref="ConfigurationException">A setting makes no sense, alone, with these data, or for a table.</exception>
    /// <exception cref="DataFileException">A column has no known cell.</exception>
    public TableTraining(RbmTrainingSettings settings, Table table, Device device)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(table);
        settings.Validate();
        RefuseStrange(settings);
        Settings = settings;
        _schema = table.Schema;
        Data = HoldOut.From(new DataParts(Limit(table.ToDataset()), null, null), settings.DataOptions);
        Table train = TableOf(Data.Train);
        Rbm = new TableRbm(TableEncoding.Of(train), settings.Hidden, device);
        Rbm.Initialise(train, settings.WeightScale, settings.Seed);
        Learner = new EnergyLearner(Estimator(), RbmTraining.OptimiserOf(settings), Rbm.Sources(train, settings.Batch, settings.Seed), RbmTraining.LearningOptionsOf(settings), settings.Seed);
        if (settings.Patience is { } patience)
        {
            Stopping = Data.Validation is { Count: > 0 }
                ? new EarlyStopping(ValidationCompletionError, patience, higherIsBetter: false)
                : throw new ConfigurationException("patience", $"Stopping early watches {ValidationCompletionError}, which needs rows that were held out; {table.Name} has none. Hold some out, such as a tenth of them (validation 0.1).");
        }
    }

    /// <summary>The settings that are usual for tables: fewer hidden units, Adam's steps, which are right for units of any scale.</summary>
    public static RbmTrainingSettings Usual { get; } = new()
    {
        Hidden = 50,
        Method = "pcd",
        Optimiser = OptimiserKind.Adam,
        LearningRate = 0.005,
        Epochs = 100,
        Batch = 50,
        AverageFrom = 0.7,
        Binarise = Binarisation.None,
    };

    /// <summary>How it learns.</summary>
    public RbmTrainingSettings Settings { get; }

    /// <summary>The machine.</summary>
    public TableRbm Rbm { get; }

    /// <inheritdoc/>
    public override DataParts Data { get; }

    /// <inheritdoc/>
    public override EnergyLearner Learner { get; }

    /// <inheritdoc/>
    public override DenseCoupling Coupling => Rbm.Couplings[0];

    /// <inheritdoc/>
    public override EarlyStopping? Stopping { get; }

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

    /// <summary>
    /// How wrong the machine fills in a fifth of the cells of some rows when they are hidden from it, in units of how wrong column averages are:
    /// below 1 where it knows more than those. Held-out rows tell how it does on new ones.
    /// </summary>
    public override IReadOnlyList<Metric> Metrics()
    {
        List<Metric> metrics = [MetricOn(CompletionError, Data.Train)];
        if (Data.Validation is { Count: > 0 } validation)
            metrics.Add(MetricOn(ValidationCompletionError, validation));
        return [.. metrics, .. Learner.Metrics];
    }

    /// <inheritdoc/>
    public override JsonElement SettingsJson() => Settings.ToJson();

    /// <inheritdoc/>
    public override JsonElement DescribeMachine() => TableRbmFile.Describe(Rbm);

    /// <inheritdoc/>
    internal override ModelFile ModelOf(JsonElement training) => TableRbmFile.ModelOf(Rbm, training);

    /// <summary>Settings that say what a schema says, or that have no meaning for a table.</summary>
    private static void RefuseStrange(RbmTrainingSettings settings)
    {
        RbmTrainingSettings usual = Usual;
        (string Name, bool Changed)[] strange =
        [
            ("visible", settings.Visible != usual.Visible), ("hiddenUnits", settings.HiddenUnits != usual.HiddenUnits), ("trials", settings.Trials != usual.Trials),
            ("categories", settings.Categories != usual.Categories), ("learnVariance", settings.LearnVariance != usual.LearnVariance), ("binarise", settings.Binarise != usual.Binarise),
            ("stopOn", settings.StopOn != usual.StopOn), ("labels", settings.Labels is not null), ("imageSize", settings.ImageSize is not null), ("shape", settings.Shape is not null),
            ("scale", settings.Scale is not null),
        ];
        if (strange.FirstOrDefault(setting => setting.Changed).Name is { } name)
            throw new ConfigurationException(name, "It has no meaning for a table, whose schema says what the columns are. Leave it out.");
        if (settings.Method is not ("cd" or "pcd"))
            throw new ConfigurationException("method", $"A table is learnt by cd or pcd; it is {settings.Method}.");
    }

    private GradientEstimator Estimator() => Settings.Method == "cd"
        ? new ContrastiveDivergence(Rbm.Machine, Settings.K)
        : new PersistentContrastiveDivergence(Rbm.Machine, Settings.Seed, Settings.Chains, Settings.K);

    private Dataset Limit(Dataset rows)
    {
        if (Settings.Examples is not { } most || most == rows.Count)
            return rows;
        if (most > rows.Count)
            throw new ConfigurationException("examples", $"It is {most}, but {rows.Name} has {rows.Count} rows. Ask for fewer, or leave it out for all.");
        return rows.Split(Settings.Seed, most)[0];
    }

    private Table TableOf(Dataset rows) => new(rows.Name, _schema, rows.Examples.Rows([.. Enumerable.Range(0, rows.Count)]));

    private Metric MetricOn(string name, Dataset rows)
    {
        Table truth = TableOf(rows.Count <= MostWatched ? rows : rows.Split(Settings.Seed, MostWatched)[0]), hidden = truth.WithMissing(0.2, Settings.Seed);
        ColumnAverages averages = new(TableOf(Data.Train));
        TableScore usual = TableScore.Of(truth, hidden, (_, column) => averages[column]);
        return new Metric(name, _ =>
        {
            TableCompletion completion = Rbm.Complete(hidden, _watching with { Seed = Settings.Seed });
            return TableScore.Of(truth, hidden, completion.Value).RelativeTo(usual);
        });
    }
}
