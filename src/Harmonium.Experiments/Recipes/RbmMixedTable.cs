using Harmonium.Data.Tables;
using Harmonium.Evaluation.Tables;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Sampling;

namespace Harmonium.Experiments.Recipes;

/// <summary>
/// An RBM on a mixed table with a fifth of its cells missing. It is trained on the observed cells and fills in the missing ones. Errors are compared with
/// those of column means and most frequent categories, over three populations with three seeds.
/// </summary>
internal sealed class RbmMixedTable : Recipe
{
    private const int Rows = 5000;
    private const double Missing = 0.2;
    private const int Seeds = 3;

    private static readonly (ColumnKind Kind, string Name, string Words, string Unit)[] _kinds =
    [
        (ColumnKind.Real, "realError", "Error of real columns, in standard deviations", "sd"),
        (ColumnKind.Count, "countError", "Error of counts, in standard deviations", "sd"),
        (ColumnKind.Categorical, "categoricalError", "Error rate of categorical columns", "%"),
        (ColumnKind.YesNo, "yesNoError", "Error rate of yes/no columns", "%"),
    ];

    /// <inheritdoc/>
    public override string Id => "rbm-mixed-table";

    /// <inheritdoc/>
    public override string Title => "Missing cells of a mixed table";

    /// <inheritdoc/>
    public override string Summary =>
        "A synthetic table of people with all column types (data make people), 5,000 rows, with a fifth of the cells missing at random. PCD-1 with 50 hidden " +
        "units samples the missing cells during training. The filled-in cells are compared with column means and most frequent categories, over three " +
        "seeds with standard errors.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        (IReadOnlyList<Measurement> measurements, ReportSection section) = FilledIn(Rows, context);
        return new ExperimentOutcome(measurements, new Report(Title, [section]) { Summary = [Summary] });
    }

    /// <summary>Fills in the missing cells of synthetic people with an RBM and with column averages.</summary>
    internal static (IReadOnlyList<Measurement> Measurements, ReportSection Section) FilledIn(int rows, ExperimentContext context)
    {
        (TableScore Machine, TableScore Averages)[] scores = [.. Enumerable.Range(0, Seeds).Select(i => Score(rows, context, context.Seed + (ulong)i))];
        Measurement[] measurements = [.. _kinds.SelectMany(kind => Compare(kind.Kind, kind.Name, kind.Words, kind.Unit, scores))];
        return (measurements, new ReportSection("Errors on missing cells",
        [
            new Paragraph($"The table has {rows:N0} synthetic people, with {Missing:P0} of the cells hidden. A number is filled in with its mean given the " +
                "known cells of the row, a category with the most probable one. Errors are computed on the hidden cells only. Standard errors are over " +
                $"{Seeds} populations."),
            new MeasuredTable("RBM compared with column means and most frequent categories", [.. measurements.Select(measurement => measurement.ToRow())]),
        ]));
    }

    private static (TableScore Machine, TableScore Averages) Score(int rows, ExperimentContext context, ulong seed)
    {
        Table truth = PeopleTable.Draw(rows, seed), table = truth.WithMissing(Missing, seed);
        TableRbmSettings settings = new() { Seed = seed, Schedule = new() { Epochs = 100, Batch = 50, CheckpointEvery = 10 } };
        TableRbmModel model = context.Train<TableRbmModel>($"people-{seed}", settings, settings.Data.Limited(table, seed)).Model;
        TableCompletion completion = TableCompletion.Of(
            model.Rbm, table, new TableCompletionOptions { Seed = seed },
            new Progress<double>(share => context.Report("filling in", share)), context.Cancel);
        ColumnAverages averages = new(table);
        return (TableScore.Of(truth, table, completion.Value), TableScore.Of(truth, table, (_, column) => averages[column]));
    }

    private static IEnumerable<Measurement> Compare(ColumnKind kind, string name, string words, string unit, (TableScore Machine, TableScore Averages)[] scores)
    {
        double factor = unit == "%" ? 100 : 1;
        (double machine, double error) = MeanAndError([.. scores.Select(score => factor * score.Machine.Errors[kind])]);
        (double average, double averageError) = MeanAndError([.. scores.Select(score => factor * score.Averages.Errors[kind])]);
        yield return new Measurement(name, words, machine, unit)
        {
            Interval = (machine - error, machine + error),
            Met = machine + (2 * error) < average - (2 * averageError)
        };
        yield return new Measurement($"{name}OfAverages", $"{words}, column averages", average, unit)
        {
            Interval = (average - averageError, average + averageError)
        };
    }

    private static (double Mean, double StandardError) MeanAndError(double[] values)
    {
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(x => (x - mean) * (x - mean)) / (values.Length - 1) / values.Length));
    }
}
