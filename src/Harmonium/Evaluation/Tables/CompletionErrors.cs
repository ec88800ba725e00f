using Harmonium.Data.Tables;
using Harmonium.Machines.Tables;
using Harmonium.Sampling;

namespace Harmonium.Evaluation.Tables;

/// <summary>The errors with which a model fills in cells that were hidden from it, next to those of simple fillings.</summary>
public sealed class CompletionErrors
{
    private const int MostJudged = 1000;
    private const int MostDonors = 5000;

    private CompletionErrors(IReadOnlyList<ColumnError> columns, int rows, double share) => (Columns, Rows, Share) = (columns, rows, share);

    /// <summary>The errors of every column, in the order of the table.</summary>
    public IReadOnlyList<ColumnError> Columns { get; }

    /// <summary>The number of rows that were judged: all, or at most 1,000 drawn from a seed.</summary>
    public int Rows { get; }

    /// <summary>The fraction of the known cells that were hidden.</summary>
    public double Share { get; }

    /// <summary>Hides known cells, fills them in, and compares.</summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="test">The rows to judge.</param>
    /// <param name="training">The training rows; null to use the cells of the judged rows that are not hidden.</param>
    /// <param name="share">The fraction of cells to hide, above 0 and below 1.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="cancel">Cancels the sampling.</param>
    internal static CompletionErrors Of(TableMachine rbm, Table test, Table? training, double share, ulong seed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(test);
        Table truth = Some(test, MostJudged, seed), hidden = truth.WithMissing(share, seed), donors = Some(training ?? hidden, MostDonors, seed);
        TableCompletionOptions options = new() { Seed = seed, Donors = training is null ? null : donors };
        TableCompletion completion = CombinedCompletion.Of(rbm, hidden, options, cancel), alone = TableCompletion.Of(rbm, hidden, options, cancel: cancel);
        ColumnAverages averages = new(donors);
        Dictionary<(int Row, int Column), float[]> nearest = new NearestRows(donors).CellsFor(hidden, cancel);
        double ValueOf(int row, int column) => NearestRows.ValueOf(truth.Schema.Columns[column], nearest[(row, column)]) is var value && double.IsNaN(value)
            ? averages[column] : value;
        TableScore combined = TableScore.Of(truth, hidden, completion.Value), model = TableScore.Of(truth, hidden, alone.Value),
            ofAverages = TableScore.Of(truth, hidden, (_, column) => averages[column]),
            ofNearest = TableScore.Of(truth, hidden, ValueOf);
        return new CompletionErrors(
            [
                .. truth.Schema.Columns.Select((column, i) =>
                    new ColumnError(column.Name, column.Kind, combined.Of(i), model.Of(i), ofAverages.Of(i), ofNearest.Of(i))),
            ], truth.Count, share);
    }

    private static Table Some(Table table, int most, ulong seed) =>
        table.Count <= most ? table : Table.Of(table.ToDataset().Split(seed, most)[0], table.Schema);
}
