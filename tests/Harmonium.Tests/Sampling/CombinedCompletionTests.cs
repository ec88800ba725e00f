using Harmonium.Data.Tables;
using Harmonium.Evaluation.Tables;
using Harmonium.Numerics;
using Harmonium.Sampling;
using Harmonium.Tests.Machines.Tables;

namespace Harmonium.Tests.Sampling;

/// <summary>Filling in cells with draws, and with the nearest rows.</summary>
public sealed class CombinedCompletionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Draws_have_the_distribution_of_the_cell()
    {
        const int Rows = 4000;
        Tensor cells = Tensor.Zeros(Rows, 4);
        for (int row = 0; row < Rows; row++)
            new float[] { float.NaN, 3, 1, float.NaN }.CopyTo(cells.Row(row));
        Table table = new("rows", SmallTables.Schema, cells);
        TableCompletion completion = TableCompletion.Of(SmallTables.Machine(1), table, new TableCompletionOptions { WarmUp = 20, Sweeps = 200, Draws = 1 },
            cancel: Token);
        double[] drawn = [.. Enumerable.Range(0, Rows).Select(row => completion.Draws(row, 0)[0])];
        double mean = Enumerable.Range(0, Rows).Average(row => completion.Value(row, 0));
        double deviation = Enumerable.Range(0, Rows).Average(row => completion.StandardDeviation(row, 0));
        // Four standard errors of a mean of independent draws, and of a standard deviation.
        Assert.Equal(mean, drawn.Average(), 4 * deviation / Math.Sqrt(Rows));
        Assert.Equal(deviation, Math.Sqrt(drawn.Average(x => (x - mean) * (x - mean))), 4 * deviation / Math.Sqrt(Rows));
        for (int word = 0; word < 3; word++)
        {
            double p = Enumerable.Range(0, Rows).Average(row => completion.Probabilities(row, 3)[word]);
            Assert.Equal(p, Enumerable.Range(0, Rows).Count(row => completion.Draws(row, 3)[0] == word) / (double)Rows, 4 * Math.Sqrt(p * (1 - p) / Rows));
        }

        Table filled = completion.Filled(0);
        Assert.Equal(0, filled.Missing);
        Assert.Equal((float)completion.Draws(7, 0)[0], filled[7, 0]);
        Assert.Equal(3, filled[7, 1]);
    }

    [Fact]
    public void On_a_curved_table_completion_is_about_as_good_as_the_better_of_model_and_nearest_rows()
    {
        Table curve = CurveTable.Draw(1500, 3);
        TableRbm model = TableRbm.Train(curve.Take([.. Enumerable.Range(0, 1200)]), new() { Hidden = 30, Epochs = 40 }, cancel: Token);
        CompletionErrors errors = model.EvaluateCompletion(curve.Take([.. Enumerable.Range(1200, 300)]), curve.Take([.. Enumerable.Range(0, 1200)]),
            cancel: Token);
        double Mean(Func<ColumnError, double?> which) => errors.Columns.Average(error => which(error)!.Value);
        double combined = Mean(error => error.Combined), model1 = Mean(error => error.Model), nearest = Mean(error => error.Neighbors);
        // About 60 hidden cells of each column: the standard error of the ratio of two errors on the same cells is about 5 %.
        Assert.InRange(combined, 0, 1.1 * Math.Min(model1, nearest));
        Assert.InRange(combined, 0, 0.8 * Mean(error => error.Averages));
    }

    [Fact]
    public void The_same_seed_gives_the_same_cells_and_no_neighbors_give_the_model_alone()
    {
        Table table = CurveTable.Draw(300, 3).WithMissing(0.2, 1);
        TableRbm model = TableRbm.Train(table, new() { Hidden = 5, Epochs = 3 }, cancel: Token);
        TableCompletionOptions options = new() { WarmUp = 5, Sweeps = 20, Draws = 3 };
        TableCompletion one = model.Complete(table, options, Token), two = model.Complete(table, options, Token),
            alone = model.Complete(table, options with { Neighbors = 0 }, Token);
        Assert.All(one.Cells, cell => Assert.Equal(one.Draws(cell.Row, cell.Column), two.Draws(cell.Row, cell.Column)));
        Assert.Contains(one.Cells, cell => one.Value(cell.Row, cell.Column) != alone.Value(cell.Row, cell.Column));
    }

    [Fact]
    public void Nearest_rows_are_those_with_the_smallest_distance_and_unknown_columns_count_as_expected()
    {
        Table donors = new("donors", SmallTables.Schema, Tensor.From(
        [
            0, 5, 0, 0,
            1, 6, 0, 0,
            9, 7, 1, 1,
            float.NaN, 8, 0, 0,
        ], 4, 4));
        Table asked = new("asked", SmallTables.Schema, Tensor.From([0.4f, float.NaN, 0, 0], 1, 4));
        float[] two = new NearestRows(donors, 2).CellsFor(asked, Token)[(0, 1)], three = new NearestRows(donors, 3).CellsFor(asked, Token)[(0, 1)];
        Assert.Equal([5, 6], two);
        // The last row does not know the first column: 2 standard deviations squared, less than the (9 − 0.4)² / 16.2 + 2 of the third row.
        Assert.Equal([5, 6, 8], three);
    }
}
