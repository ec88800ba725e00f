using Harmonium.Data.Tables;
using Harmonium.Machines.Tables;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Sampling;

/// <summary>Combines the completion of a model with the cells of the nearest rows, as <see cref="TableCompletion"/> says.</summary>
/// <param name="rbm">The model.</param>
/// <param name="options">The options, with at least one neighbor.</param>
/// <param name="donors">The rows in which nearest rows are looked for.</param>
internal sealed class CombinedCompletion(TableMachine rbm, TableCompletionOptions options, Table donors)
{
    private const double HiddenShare = 0.15;
    private const int LeastRows = 200;
    private const int MostRows = 1000;
    private const int LeastHidden = 20; // cells of a column, for its weight

    /// <summary>Estimates the missing cells of a table: with the nearest rows, unless the options say otherwise.</summary>
    /// <exception cref="ArgumentException">The table, or the donors, have other columns.</exception>
    internal static TableCompletion Of(TableMachine rbm, Table table, TableCompletionOptions options, CancellationToken cancel)
    {
        options.Validate();
        TableCompletion model = TableCompletion.Of(rbm, table, options, cancel: cancel);
        return options.Neighbors == 0 || !model.Cells.Any() ? model
            : new CombinedCompletion(rbm, options, options.Donors is null ? table : table.Followed(options.Donors)).With(table, model, cancel);
    }

    private TableCompletion With(Table table, TableCompletion model, CancellationToken cancel)
    {
        double[] weights = Weights(cancel);
        Dictionary<(int Row, int Column), float[]> nearest = new NearestRows(donors, options.Neighbors).CellsFor(table, cancel);
        RandomStream random = RandomStream.For(options.Seed, Purpose.General);
        return new TableCompletion(table, model.Cells.ToDictionary(at => at, at =>
            Mixed(table.Schema.Columns[at.Column], model.Find(at.Row, at.Column), nearest[at], weights[at.Column],
                draw => random.At(draw).Uniform(at.Row, at.Column))));
    }

    /// <summary>
    /// The weight of the nearest rows in every column, 0 to 1: the one with the least squared error of means, or of probabilities (Brier score), on hidden
    /// cells. 0 for columns with few known cells.
    /// </summary>
    private double[] Weights(CancellationToken cancel)
    {
        // Another seed than that of the caller, who may have hidden cells by it.
        Table hidden = donors.WithMissing(HiddenShare, ~options.Seed);
        // Cells are hidden in the last rows, at most a quarter: they are training rows if there are any, and most rows around them stay as they are.
        int count = Math.Min(donors.Count, Math.Clamp(donors.Count / 4, LeastRows, MostRows)), first = donors.Count - count;
        Table judged = hidden.Take([.. Enumerable.Range(first, count)]);
        Table known = first == 0 ? hidden : donors.Take([.. Enumerable.Range(0, first)]).Followed(judged);
        TableCompletion model = TableCompletion.Of(rbm, judged, options with { Draws = 0 }, cancel: cancel);
        Dictionary<(int Row, int Column), float[]> nearest = new NearestRows(known, options.Neighbors).CellsFor(judged, cancel);
        double[] products = new double[donors.Schema.Columns.Count], squares = new double[products.Length];
        int[] cells = new int[products.Length];
        foreach ((int row, int column) in model.Cells.Order().Where(at => donors.IsKnown(first + at.Row, at.Column) && nearest[at].Length > 0))
        {
            TableColumn described = donors.Schema.Columns[column];
            double[] truth = MeansOf(described, [donors[first + row, column]]), ofModel = MeansOf(described, model.Find(row, column)),
                ofNearest = MeansOf(described, nearest[(row, column)]);
            for (int i = 0; i < truth.Length; i++)
            {
                products[column] += (truth[i] - ofModel[i]) * (ofNearest[i] - ofModel[i]);
                squares[column] += (ofNearest[i] - ofModel[i]) * (ofNearest[i] - ofModel[i]);
            }

            cells[column]++;
        }

        return [.. products.Select((product, i) => cells[i] < LeastHidden || squares[i] == 0 ? 0 : Math.Clamp(product / squares[i], 0, 1))];
    }

    private static double[] MeansOf(TableColumn column, TableCompletion.Cell cell) => column.IsNumeric ? [cell.Mean] : cell.Probabilities;

    /// <summary>The mean of numbers, or the share of every word.</summary>
    private static double[] MeansOf(TableColumn column, float[] cells)
    {
        if (column.IsNumeric)
            return [cells.Average(x => (double)x)];
        double[] shares = new double[column.Values.Count];
        foreach (float cell in cells)
            shares[(int)cell] += 1.0 / cells.Length;
        return shares;
    }

    private static TableCompletion.Cell Mixed(TableColumn column, TableCompletion.Cell model, float[] nearest, double weight, Func<int, double> uniform)
    {
        if (nearest.Length == 0 || weight == 0)
            return model;
        double[] ofNearest = MeansOf(column, nearest);
        double[] draws = [.. model.Draws.Select((draw, i) =>
            uniform(i) is var u && u < weight ? nearest[Math.Min(nearest.Length - 1, (int)(u / weight * nearest.Length))] : draw)];
        if (!column.IsNumeric)
            return new TableCompletion.Cell(0, 0, [.. model.Probabilities.Zip(ofNearest, (p, q) => ((1 - weight) * p) + (weight * q))], draws);
        double mean = ((1 - weight) * model.Mean) + (weight * ofNearest[0]);
        double second = ((1 - weight) * (model.Variance + (model.Mean * model.Mean))) + (weight * nearest.Average(x => (double)x * x));
        return new TableCompletion.Cell(mean, Math.Max(0, second - (mean * mean)), [], draws);
    }
}
