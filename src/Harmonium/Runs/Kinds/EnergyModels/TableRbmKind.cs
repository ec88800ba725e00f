using System.Text.Json;
using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Evaluation.Tables;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Machines.Tables;
using Harmonium.Numerics;
using Harmonium.Runs.Files;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Sampling;
using Harmonium.Storage.TensorFiles;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>RBMs for tables with columns of different types and missing cells.</summary>
internal sealed class TableRbmKind : ModelKind
{
    private const string CompletionError = "completionError";
    private const string ValidationCompletionError = "validationCompletionError";

    /// <summary>The maximum number of rows that are completed after every epoch: enough to show the trend, at a small cost compared with an epoch.</summary>
    private const int MostWatched = 300;

    private static readonly TableCompletionOptions _watching = new() { WarmUp = 10, Sweeps = 10 };

    /// <inheritdoc/>
    public override string Name => "table-rbm";

    /// <inheritdoc/>
    public override string Summary => "an RBM for tables with real, count, categorical and yes-no columns and missing cells";

    /// <inheritdoc/>
    public override DataNeed Data => DataNeed.Table;

    /// <inheritdoc/>
    public override ModelParts Parts => ModelParts.CellCompleter | ModelParts.Encoder | ModelParts.Density;

    /// <inheritdoc/>
    public override SettingsSchema Settings { get; } = new(() => new TableRbmSettings());

    /// <inheritdoc/>
    public override string DefaultData => "";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train table-rbm --data people.csv --schema people.json", "train on a table with a schema file"),
        ("harmonium train table-rbm --data people.csv", "infer the schema from the cells"),
    ];

    /// <inheritdoc/>
    public override Training Prepare(KindSettings settings, TrainingData data, Device device)
    {
        TableRbmSettings s = (TableRbmSettings)settings;
        DataSplits parts = data.Examples!;
        Table train = Table.Of(parts.Train, data.Schema!);
        TableEncoding encoding = TableEncoding.Of(train);
        MemoryLimit.RequireWeights("hidden", "Use fewer hidden units.", encoding.Layers.Select(layer => ((long)layer.Units, (long)s.Hidden)));
        TableMachine rbm = new(encoding, s.Hidden, device);
        rbm.Initialize(train, s.Energy.WeightScale!.Value, s.Seed);
        EnergyLearner learner = new(
            s.Energy.Estimator(rbm.Machine, null, s.Optimizer, s.Seed), s.Optimizer.NewOptimizer(),
            ExampleSource.OfTable(rbm, train, s.Schedule.BatchFor(train.Count), s.Seed),
            s.Energy.LearningOptions(s.Optimizer, s.Schedule.Epochs), s.Seed);
        List<Metric> metrics = [MetricOn(CompletionError, rbm, parts.Train, parts.Train, s.Seed)];
        if (parts.Validation is { Count: > 0 } validation)
            metrics.Add(MetricOn(ValidationCompletionError, rbm, validation, parts.Train, s.Seed));
        StageWork work = new(learner, [.. metrics, .. learner.Metrics]) { Stopping = HeldOut.Stopping(parts, ValidationCompletionError, s.Schedule.Patience) };
        return new Training(this, new TableRbmModel(this, rbm), s, data,
            [new TrainingStage("training", s.Schedule, () => work) { ExamplesPerEpoch = parts.Train.Count }])
        {
            Summary = $"{parts.Train.Count} rows of {data.Name}, {ColumnsOf(data.Schema!)}, {s.Hidden} hidden units, {s.Energy.Method}",
        };
    }

    /// <inheritdoc/>
    public override TrainedModel Read(ModelFile file, Device device)
    {
        DescriptionReader description = new(file);
        EnergyFile energy = new(description, device);
        Layer hidden = energy.Single(LayerRole.Hidden);
        Layer[] visible = [.. energy.Layers.Where(layer => layer.Role == LayerRole.Visible)];
        if (hidden.Units is not Bernoulli hiddenUnits || energy.Couplings.Count != visible.Length)
            throw energy.Refuse($"it has {hidden.Units.Kind} hidden units and {energy.Couplings.Count} couplings; expected bernoulli hidden units and " +
                $"{visible.Length} couplings, one per visible layer");
        try
        {
            TableMachine rbm = new(
                EncodingOf(file.Machine), [.. visible.Select(layer => layer.Units)], hiddenUnits,
                [.. visible.Select(layer => energy.WeightsOf<Couplings.DenseCoupling>(layer, hidden))]);
            description.RefuseUnknown(energy.TensorNames);
            return new TableRbmModel(this, rbm);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw energy.Refuse($"its description is not valid: {exception.Message.TrimEnd('.')}");
        }
    }

    /// <inheritdoc/>
    public override TableSchema SchemaOf(JsonElement machine) => EncodingOf(machine).Schema;

    /// <summary>Returns the table encoding in the description of a model.</summary>
    /// <exception cref="FormatException">The description is not valid.</exception>
    /// <exception cref="ArgumentException">The columns and scales do not fit together.</exception>
    private static TableEncoding EncodingOf(JsonElement machine) =>
        new(TableSchemaJson.Of(machine, inModel: true), [.. machine.GetProperty("columns").EnumerateArray().Select(ScaleOf)]);

    private static ColumnScale? ScaleOf(JsonElement column)
    {
        if (!column.TryGetProperty("scale", out JsonElement scale))
            return null;
        bool known = scale.ValueKind == JsonValueKind.String && (scale.ValueEquals("linear") || scale.ValueEquals("logarithmic"));
        if (!known || Number(column, "mean") is not { } mean || Number(column, "deviation") is not { } deviation)
            throw new FormatException("A column with a 'scale' needs the value linear or logarithmic, and the numbers 'mean' and 'deviation'.");
        return new ColumnScale(mean, deviation, scale.ValueEquals("logarithmic"));
    }

    private static double? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) ? number : null;

    private static string ColumnsOf(TableSchema schema) => string.Join(", ", schema.Columns.GroupBy(column => column.Kind).OrderBy(group => group.Key)
        .Select(group => $"{group.Count()} {JsonNamingPolicy.KebabCaseLower.ConvertName(group.Key.ToString())} {(group.Count() == 1 ? "column" : "columns")}"));

    /// <summary>
    /// The error with which the model fills in a fifth of the cells of some rows, relative to the error of column averages. Below 1, the model is better
    /// than column averages.
    /// </summary>
    private static Metric MetricOn(string name, TableMachine rbm, Dataset rows, Dataset train, ulong seed)
    {
        TableSchema schema = rbm.Encoding.Schema;
        Table truth = Table.Of(rows.Count <= MostWatched ? rows : rows.Split(seed, MostWatched)[0], schema), hidden = truth.WithMissing(0.2, seed);
        ColumnAverages averages = new(Table.Of(train, schema));
        TableScore baseline = TableScore.Of(truth, hidden, (_, column) => averages[column]);
        return new Metric(name, _ =>
        {
            TableCompletion completion = TableCompletion.Of(rbm, hidden, _watching with { Seed = seed });
            return TableScore.Of(truth, hidden, completion.Value).RelativeTo(baseline);
        });
    }
}
