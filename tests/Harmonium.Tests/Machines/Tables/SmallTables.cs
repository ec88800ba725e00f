using Harmonium.Couplings;
using Harmonium.Data.Tables;
using Harmonium.Machines.Tables;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Tests.Machines.Tables;

/// <summary>
/// A machine with one column of each kind and two hidden units, and its exact conditionals in double, summed over the four hidden states.
/// </summary>
internal static class SmallTables
{
    internal static readonly TableSchema Schema = new(
        [TableColumn.Real("real"), TableColumn.Count("count"), TableColumn.YesNo("yesNo"), TableColumn.Categorical("word", "a", "b", "c")], ["", "NA", "?"]);

    internal static TableMachine Machine(ulong seed)
    {
        TableMachine rbm = new(new TableEncoding(Schema, [new ColumnScale(10, 2, false), null, null, null]), hidden: 2);
        RandomStream random = RandomStream.For(seed, Purpose.General);
        int branch = 0;
        foreach (Parameter parameter in rbm.Machine.Parameters)
            random.At(branch++).FillNormal(parameter.Values, 0, parameter.Name == "layers.real.logVariance" ? 0.3f : 0.9f);
        foreach (DenseCoupling coupling in rbm.Couplings)
            coupling.Changed();
        return rbm;
    }

    /// <summary>p(h | known cells) of the hidden states 00, 10, 01, 11; NaN marks a missing cell.</summary>
    internal static double[] HiddenGiven(TableMachine rbm, Table table, int row)
    {
        double[] log = new double[4];
        for (int h = 0; h < 4; h++)
        {
            Tensor c = rbm.Hidden.Units.Parameters[0].Values;
            log[h] = ((h & 1) * (double)c[0]) + ((h >> 1) * (double)c[1]);
            double variance = Variance(rbm), x = table.IsKnown(row, 0) ? (table[row, 0] - 10) / 2 : 0, b = Bias(rbm, 0, 0), input = Input(rbm, 0, 0, h);
            log[h] += table.IsKnown(row, 0) ? (x * input) - ((x - b) * (x - b) / (2 * variance))
                : (b * input) + (variance * input * input / 2) + (0.5 * Math.Log(2 * Math.PI * variance));
            double rate = Bias(rbm, 1, 0) + Input(rbm, 1, 0, h);
            log[h] += table.IsKnown(row, 1) ? table[row, 1] * rate : Math.Exp(rate);
            double logit = Bias(rbm, 2, 0) + Input(rbm, 2, 0, h);
            log[h] += table.IsKnown(row, 2) ? table[row, 2] * logit : Math.Log(1 + Math.Exp(logit));
            double[] words = Words(rbm, h);
            log[h] += table.IsKnown(row, 3) ? words[(int)table[row, 3]] : Math.Log(words.Sum(Math.Exp));
        }

        double sum = log.Sum(Math.Exp);
        return [.. log.Select(x => Math.Exp(x) / sum)];
    }

    /// <summary>The mean of a cell given a hidden state: of a number, of yes, or of each word.</summary>
    internal static double[] Means(TableMachine rbm, int column, int h)
    {
        if (column == 3)
        {
            double[] words = Words(rbm, h);
            return [.. words.Select(x => Math.Exp(x) / words.Sum(Math.Exp))];
        }

        double input = Input(rbm, column, 0, h), bias = Bias(rbm, column, 0);
        return [column switch { 0 => 10 + (2 * (bias + (Variance(rbm) * input))), 1 => Math.Exp(bias + input), _ => 1 / (1 + Math.Exp(-bias - input)) }];
    }

    /// <summary>The variance of a number given a hidden state.</summary>
    internal static double VarianceOf(TableMachine rbm, int column, int h) => column == 0 ? 4 * Variance(rbm) : Means(rbm, 1, h)[0];

    private static double Variance(TableMachine rbm) => Math.Exp(rbm.Visible[0].Units.Parameters[1].Values[0]);

    private static double Bias(TableMachine rbm, int layer, int unit) => rbm.Visible[layer].Units.Parameters[0].Values[unit];

    private static double Input(TableMachine rbm, int layer, int unit, int h) =>
        ((h & 1) * (double)rbm.Couplings[layer].Weights[unit, 0]) + ((h >> 1) * (double)rbm.Couplings[layer].Weights[unit, 1]);

    private static double[] Words(TableMachine rbm, int h) => [.. Enumerable.Range(0, 3).Select(word => Bias(rbm, 3, word) + Input(rbm, 3, word, h))];
}
