using Harmonium.Couplings;
using Harmonium.Data.Tables;
using Harmonium.Learning;
using Harmonium.Learning.Gradients;
using Harmonium.Machines;
using Harmonium.Machines.Tables;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Tests.Machines.Tables;
using Harmonium.Units;

namespace Harmonium.Tests.Learning.Gradients;

public sealed class MissingUnitsTests
{
    private const int Rows = 20_000;

    [Theory]
    [InlineData(float.NaN, 2, 1, 0)]
    [InlineData(9.5f, 1, float.NaN, float.NaN)]
    [InlineData(float.NaN, float.NaN, 0, 1)]
    public void The_data_phase_averages_over_missing_units_as_enumeration_does(float real, float count, float yesNo, float word)
    {
        TableMachine rbm = SmallTables.Machine(seed: 8);
        Table table = Repeated([real, count, yesNo, word], Rows);
        Phase phase = DataPhase(rbm, table, sweeps: 20);
        double[] hidden = SmallTables.HiddenGiven(rbm, table, 0);
        for (int layer = 0; layer < 4; layer++)
        {
            Tensor v = phase.State[rbm.Visible[layer]].AsTensor(), h = phase.State[rbm.Hidden].AsTensor();
            for (int unit = 0; unit < v.Columns; unit++)
            {
                for (int j = 0; j < 2; j++)
                {
                    double exact = Enumerable.Range(0, 4).Sum(state => hidden[state] * (state >> j & 1) * UnitMean(rbm, table, layer, unit, state));
                    double[] products = [.. Enumerable.Range(0, Rows).Select(row => (double)v[row, unit] * h[row, j])];
                    double mean = products.Average(), error = Math.Sqrt(products.Average(x => (x - mean) * (x - mean)) / Rows);
                    // Five standard errors; rows are independent.
                    Assert.Equal(exact, mean, (5 * error) + 1e-5);
                }
            }
        }
    }

    [Fact]
    public void The_gradient_is_that_of_the_likelihood_of_what_is_known()
    {
        // Only for the word units and the yes-no unit, whose sums are finite: log p(yes) = log Σ_word Σ_h exp(−E) − log Z by enumeration;
        // gradients by differences for the weights.
        TableMachine rbm = OfWords();
        float[] known = [1, float.NaN];
        Table table = new("t", rbm.Encoding.Schema, Tensor.From([.. Enumerable.Repeat(known, Rows).SelectMany(row => row)], Rows, 2));
        Phase data = DataPhase(rbm, table, sweeps: 20);
        for (int layer = 0; layer < 2; layer++)
        {
            Tensor weights = rbm.Couplings[layer].Weights, v = data.State[rbm.Visible[layer]].AsTensor(), h = data.State[rbm.Hidden].AsTensor();
            for (int unit = 0; unit < weights.Rows; unit++)
            {
                for (int j = 0; j < 2; j++)
                {
                    const float Step = 1f / 64;
                    float at = weights[unit, j];
                    double Known(float w)
                    {
                        weights[unit, j] = w;
                        rbm.Couplings[layer].Changed();
                        double value = LogSum(rbm, yes: 1) - LogSum(rbm, yes: null);
                        weights[unit, j] = at;
                        rbm.Couplings[layer].Changed();
                        return value;
                    }

                    double slope = (Known(at + Step) - Known(at - Step)) / (2 * Step);
                    double[] products = [.. Enumerable.Range(0, Rows).Select(row => (double)v[row, unit] * h[row, j])];
                    double mean = products.Average(), error = Math.Sqrt(products.Average(x => (x - mean) * (x - mean)) / Rows);
                    // Five standard errors, plus 1e-4 for the second-order differences.
                    Assert.Equal(slope, mean - ModelMean(rbm, layer, unit, j), (5 * error) + 1e-4);
                }
            }
        }
    }

    [Fact]
    public void Where_everything_is_known_the_statistics_are_those_without_a_mask()
    {
        TableMachine rbm = SmallTables.Machine(seed: 2);
        Table table = Repeated([12, 3, 1, 2], 7);
        Phase masked = DataPhase(rbm, table, sweeps: 3), plain = DataPhase(rbm, table, sweeps: 3, mask: false);
        foreach (Layer layer in rbm.Machine.Layers)
            Assert.Equal(plain.State[layer].AsTensor().Contiguous().AsSpan().ToArray(), masked.State[layer].AsTensor().Contiguous().AsSpan().ToArray());
    }

    [Fact]
    public void The_value_of_a_missing_cell_has_no_effect()
    {
        TableMachine rbm = SmallTables.Machine(seed: 3);
        MachineState first = StateOf(rbm, Repeated([float.NaN, 3, 1, 2], 9)), second = StateOf(rbm, Repeated([float.NaN, 3, 1, 2], 9));
        second[rbm.Visible[0]] = States.Dense(Tensor.Filled(1e6f, 9, 1));
        float[] Hidden(MachineState state) =>
            new ContrastiveDivergence(rbm.Machine).Estimate(state, null, RandomStream.For(4, Purpose.Gibbs)).Data.State[rbm.Hidden].AsTensor().Contiguous()
                .AsSpan().ToArray();
        Assert.Equal(Hidden(first), Hidden(second));
    }

    private static TableMachine OfWords()
    {
        TableSchema schema = new([TableColumn.YesNo("yesNo"), TableColumn.Categorical("word", "a", "b", "c")]);
        TableMachine rbm = new(new TableEncoding(schema, [null, null]), 2);
        int branch = 0;
        foreach (Parameter parameter in rbm.Machine.Parameters)
            RandomStream.For(6, Purpose.General).At(branch++).FillNormal(parameter.Values, 0, 1.2f);
        foreach (DenseCoupling coupling in rbm.Couplings)
            coupling.Changed();
        return rbm;
    }

    /// <summary>Every joint state of <see cref="OfWords"/>: yes, word, hidden.</summary>
    private static IEnumerable<(int Yes, int Word, int Hidden, double Log)> States24(TableMachine rbm)
    {
        for (int state = 0; state < 24; state++)
        {
            (int yes, int word, int h) = (state % 2, state / 2 % 3, state / 6);
            double Input(int layer, int unit) =>
                rbm.Visible[layer].Units.Parameters[0].Values[unit] + ((h & 1) * (double)rbm.Couplings[layer].Weights[unit, 0])
                + ((h >> 1) * (double)rbm.Couplings[layer].Weights[unit, 1]);
            Tensor c = rbm.Hidden.Units.Parameters[0].Values;
            yield return (yes, word, h, (yes * Input(0, 0)) + Input(1, word) + ((h & 1) * (double)c[0]) + ((h >> 1) * (double)c[1]));
        }
    }

    private static double LogSum(TableMachine rbm, int? yes) =>
        Math.Log(States24(rbm).Where(state => yes is null || state.Yes == yes).Sum(state => Math.Exp(state.Log)));

    private static double ModelMean(TableMachine rbm, int layer, int unit, int j) =>
        States24(rbm).Sum(state => Math.Exp(state.Log) * (state.Hidden >> j & 1) * (layer == 0 ? state.Yes : state.Word == unit ? 1 : 0))
            / Math.Exp(LogSum(rbm, null));

    private static double UnitMean(TableMachine rbm, Table table, int layer, int unit, int hidden)
    {
        if (table.IsKnown(0, layer))
            return layer switch { 0 => (table[0, 0] - 10) / 2, 3 => (int)table[0, 3] == unit ? 1 : 0, _ => table[0, layer] };
        double mean = SmallTables.Means(rbm, layer, hidden)[unit];
        return layer == 0 ? (mean - 10) / 2 : mean;
    }

    private static Table Repeated(float[] cells, int rows) =>
        new("t", SmallTables.Schema, Tensor.From([.. Enumerable.Repeat(cells, rows).SelectMany(row => row)], rows, 4));

    private static MachineState StateOf(TableMachine rbm, Table table, bool mask = true)
    {
        MachineState state = new();
        foreach ((Layer layer, ExampleSource source) in ExampleSource.OfTable(rbm, table, table.Count, 1))
        {
            state[layer] = source.StatesOf(0);
            if (mask)
                state.Know(layer, source.KnownOf(0)!);
        }

        return state;
    }

    private static Phase DataPhase(TableMachine rbm, Table table, int sweeps, bool mask = true) =>
        new ContrastiveDivergence(rbm.Machine) { SweepsForMissing = sweeps }.Estimate(StateOf(rbm, table, mask), null, RandomStream.For(9, Purpose.Gibbs)).Data;
}
