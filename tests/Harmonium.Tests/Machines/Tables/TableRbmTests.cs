using Harmonium.Data.Tables;
using Harmonium.Evaluation.Tables;
using Harmonium.Machines.Tables;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Tests.Machines.Tables;

public sealed class TableRbmTests
{
    private const int Rows = 400;

    public static TheoryData<float, float, float, float> EveryHole => new()
    {
        { float.NaN, 2, 1, 0 },
        { 11.5f, float.NaN, 0, 2 },
        { float.NaN, float.NaN, float.NaN, 1 },
        { 8, 0, float.NaN, float.NaN },
        { float.NaN, float.NaN, float.NaN, float.NaN },
    };

    [Theory]
    [MemberData(nameof(EveryHole))]
    public void Completed_cells_have_the_exact_conditional_means_variances_and_probabilities(float real, float count, float yesNo, float word)
    {
        TableMachine rbm = SmallTables.Machine(seed: 5);
        float[] cells = [real, count, yesNo, word];
        Table table = new("t", SmallTables.Schema, Tensor.From([.. Enumerable.Repeat(cells, Rows).SelectMany(row => row)], Rows, 4));
        TableCompletion completion = TableCompletion.Of(
            rbm, table, new TableCompletionOptions { WarmUp = 30, Sweeps = 60, Seed = 3 }, cancel: TestContext.Current.CancellationToken);
        double[] hidden = SmallTables.HiddenGiven(rbm, table, 0);
        for (int column = 0; column < 4; column++)
        {
            if (table.IsKnown(0, column))
                continue;
            if (column < 2)
                NumberAgrees(rbm, completion, hidden, column);
            else
                WordAgrees(rbm, completion, hidden, column);
        }

        Assert.Equal(Rows * cells.Count(float.IsNaN), completion.Cells.Count());
    }

    [Fact]
    public void A_known_cell_has_no_completion_and_kinds_are_not_mixed_up()
    {
        TableMachine rbm = SmallTables.Machine(seed: 1);
        Table table = new("t", SmallTables.Schema, Tensor.From([float.NaN, 1, 0, float.NaN], 1, 4));
        TableCompletion completion = TableCompletion.Of(
            rbm, table, new TableCompletionOptions { WarmUp = 0, Sweeps = 2 }, cancel: TestContext.Current.CancellationToken);
        Assert.Contains("has a value in the table", Assert.Throws<ArgumentException>(() => completion.Value(0, 1)).Message);
        Assert.Contains("“word”", Assert.Throws<ArgumentException>(() => completion.StandardDeviation(0, 3)).Message);
        Assert.Contains("“real”", Assert.Throws<ArgumentException>(() => completion.Probabilities(0, 0)).Message);
    }

    [Fact]
    public void Equal_seeds_give_equal_completions_for_any_number_of_threads()
    {
        Table table = PeopleTable.Draw(60, 1).WithMissing(0.3, 1);
        double[] Values(int threads)
        {
            TableMachine rbm = new(TableEncoding.Of(table), 8, new CpuDevice(threads));
            rbm.Initialize(table, 0.3, 2);
            TableCompletion completion = TableCompletion.Of(
                rbm, table, new TableCompletionOptions { WarmUp = 2, Sweeps = 3, Seed = 4 }, cancel: TestContext.Current.CancellationToken);
            return [.. completion.Cells.Select(cell => completion.Value(cell.Row, cell.Column))];
        }

        Assert.Equal(Values(1), Values(3));
    }

    [Fact]
    public void An_untrained_machine_fills_in_column_averages()
    {
        Table truth = PeopleTable.Draw(500, 1), table = truth.WithMissing(0.2, 1);
        TableMachine rbm = new(TableEncoding.Of(table), 4);
        rbm.Initialize(table, 0, 1);
        TableCompletion completion = TableCompletion.Of(
            rbm, table, new TableCompletionOptions { WarmUp = 0, Sweeps = 1 }, cancel: TestContext.Current.CancellationToken);
        ColumnAverages averages = new(table);
        // The initial biases are smoothed by half an example.
        Assert.Equal(1, TableScore.Of(truth, table, completion.Value).RelativeTo(TableScore.Of(truth, table, (_, column) => averages[column])), 0.01);
    }

    [Fact]
    public void Units_that_do_not_fit_the_columns_are_refused_with_the_layer()
    {
        TableMachine rbm = SmallTables.Machine(seed: 1);
        LayerUnits[] units = [.. rbm.Visible.Select(layer => layer.Units)];
        units[1] = new Bernoulli(1);
        Assert.Contains("'count' needs 1 poisson", Assert.Throws<ArgumentException>(() => new TableMachine(rbm.Encoding, units, new Bernoulli(2), null)).Message);
        Assert.Throws<ArgumentException>(() => new TableMachine(rbm.Encoding, units[..3], new Bernoulli(2), null));
    }

    /// <summary>Rows are independent chains, so their spread gives the standard error. The tolerance is five standard errors.</summary>
    private static void NumberAgrees(TableMachine rbm, TableCompletion completion, double[] hidden, int column)
    {
        double exact = Enumerable.Range(0, 4).Sum(h => hidden[h] * SmallTables.Means(rbm, column, h)[0]);
        double square = Enumerable.Range(0, 4)
            .Sum(h => hidden[h] * (SmallTables.VarianceOf(rbm, column, h) + Math.Pow(SmallTables.Means(rbm, column, h)[0], 2)));
        Agrees(exact, [.. Enumerable.Range(0, Rows).Select(row => completion.Value(row, column))]);
        // The second moment of a row's average is that of the cell, for chains of any length.
        Agrees(square, [.. Enumerable.Range(0, Rows)
            .Select(row => Math.Pow(completion.StandardDeviation(row, column), 2) + Math.Pow(completion.Value(row, column), 2))]);
    }

    private static void WordAgrees(TableMachine rbm, TableCompletion completion, double[] hidden, int column)
    {
        int words = column == 3 ? 3 : 2;
        double[] exact = new double[words];
        for (int word = 0; word < words; word++)
        {
            exact[word] = Enumerable.Range(0, 4)
                .Sum(h => hidden[h] * (column == 3 ? SmallTables.Means(rbm, 3, h)[word] : Math.Abs(1 - word - SmallTables.Means(rbm, 2, h)[0])));
            Agrees(exact[word], [.. Enumerable.Range(0, Rows).Select(row => completion.Probabilities(row, column)[word])]);
        }

        Assert.Equal(completion.Probabilities(0, column).Max(), completion.Probabilities(0, column)[(int)completion.Value(0, column)]);
    }

    private static void Agrees(double exact, double[] rows)
    {
        double mean = rows.Average(), error = Math.Sqrt(rows.Sum(x => (x - mean) * (x - mean)) / (rows.Length - 1) / rows.Length);
        Assert.Equal(exact, mean, (5 * error) + 1e-5);
        Assert.True(error < 0.05 * (1 + Math.Abs(exact)), $"The standard error is {error}, too large to tell anything.");
    }
}
