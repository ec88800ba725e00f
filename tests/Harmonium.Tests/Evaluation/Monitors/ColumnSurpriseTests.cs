using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Evaluation.Monitors;
using Harmonium.Machines;
using Harmonium.Machines.Tables;
using Harmonium.Numerics;
using Harmonium.Tests.Machines.Tables;
using Harmonium.Units;

namespace Harmonium.Tests.Evaluation.Monitors;

/// <summary>The contributions of columns, compared with conditional distributions that are summed over all hidden states.</summary>
public sealed class ColumnSurpriseTests
{
    private static readonly float[][] _rows = [[10, 2, 1, 0], [17, 0, 0, 2], [3, 7, 1, 1]];

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    public void Contributions_are_surprises_minus_entropies_of_the_exact_conditionals(ulong seed)
    {
        TableMachine rbm = SmallTables.Machine(seed);
        Table table = new("rows", SmallTables.Schema, Tensor.From([.. _rows.SelectMany(row => row)], _rows.Length, 4));
        MachineState state = new();
        foreach ((Layer layer, Dataset data) in rbm.Visible.Zip(rbm.Encoding.Encode(table)))
            state[layer] = States.From(data.Examples.Rows([0, 1, 2]));
        double[,] found = new ColumnSurprise(rbm.Machine).Of(state);
        int[] columns = [.. rbm.Encoding.Layers.SelectMany(layer => layer.Columns)];
        for (int row = 0; row < _rows.Length; row++)
        {
            for (int block = 0; block < columns.Length; block++)
                Assert.Equal(Expected(rbm, table, row, columns[block]), found[row, block], 1e-4);
        }
    }

    [Fact]
    public void A_gray_value_is_the_probability_of_1()
    {
        RestrictedBoltzmannMachine rbm = RestrictedBoltzmannMachine.OfBernoulli(3, 2);
        rbm.Visible.Units.Parameters[0].Values[0] = 1.5f;
        double p = 1 / (1 + Math.Exp(-1.5)), entropy = (-p * Math.Log(p)) - ((1 - p) * Math.Log(1 - p));
        double[,] found = new ColumnSurprise(rbm.Machine).Of(new MachineState { [rbm.Visible] = States.From(Tensor.From([0.25f, 0, 1], 1, 3)) });
        Assert.Equal((-0.25 * Math.Log(p)) - (0.75 * Math.Log(1 - p)) - entropy, found[0, 0], 1e-6);
        Assert.Equal(0, found[0, 1], 1e-6);
    }

    [Fact]
    public void Word_counts_are_not_supported() =>
        Assert.False(ColumnSurprise.IsPossible(new RestrictedBoltzmannMachine(new ReplicatedSoftmax(Tensor.Zeros(4), 5), new Bernoulli(2)).Machine));

    private static double Expected(TableMachine rbm, Table table, int row, int column)
    {
        float[] cells = [.. Enumerable.Range(0, 4).Select(i => i == column ? float.NaN : table[row, i])];
        double[] hidden = SmallTables.HiddenGiven(rbm, new Table("row", SmallTables.Schema, Tensor.From(cells, 1, 4)), 0);
        double Probability(double x) => Enumerable.Range(0, 4).Sum(h => hidden[h] * Of(rbm, column, h, x));
        // Real numbers by the midpoint rule with steps of 0.001, far finer than the conditional standard deviations.
        (double[] points, double width) = column switch
        {
            0 => (Enumerable.Range(0, 200_000).Select(i => -90 + (0.001 * (i + 0.5))).ToArray(), 0.001),
            1 => (Enumerable.Range(0, 400).Select(i => (double)i).ToArray(), 1.0),
            2 => ([0, 1], 1),
            _ => ([0, 1, 2], 1),
        };
        double[] p = [.. points.Select(Probability)];
        Assert.Equal(1, width * p.Sum(), 1e-6);
        return -Math.Log(Probability(table[row, column])) + (width * p.Where(x => x > 0).Sum(x => x * Math.Log(x)));
    }

    /// <summary>p(cell = x | h).</summary>
    private static double Of(TableMachine rbm, int column, int h, double x)
    {
        double[] means = SmallTables.Means(rbm, column, h);
        if (column == 3)
            return means[(int)x];
        if (column == 2)
            return x == 1 ? means[0] : 1 - means[0];
        if (column == 1)
            return Math.Exp((x * Math.Log(means[0])) - means[0] - Enumerable.Range(1, (int)x).Sum(i => Math.Log(i)));
        double variance = SmallTables.VarianceOf(rbm, 0, h);
        return Math.Exp(-(x - means[0]) * (x - means[0]) / (2 * variance)) / Math.Sqrt(2 * Math.PI * variance);
    }
}
