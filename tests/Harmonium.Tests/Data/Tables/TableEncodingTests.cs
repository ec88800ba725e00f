using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Numerics;

namespace Harmonium.Tests.Data.Tables;

public sealed class TableEncodingTests
{
    private static readonly TableSchema _schema = new(
        [TableColumn.Categorical("town", "a", "b", "c"), TableColumn.Real("age"), TableColumn.YesNo("ok"), TableColumn.Count("few"),
            TableColumn.Count("many")]);

    private static readonly Table _table =
        new("t", _schema, Tensor.From([2, 10, 1, 3, 100, float.NaN, 30, 0, float.NaN, 300, 0, float.NaN, float.NaN, 5, 900], 3, 5));

    [Fact]
    public void Each_kind_of_column_has_its_layer_and_large_counts_join_the_real_ones()
    {
        TableEncoding encoding = TableEncoding.Of(_table);
        Assert.Equal(
            [("real", "gaussian", "1 4", 2), ("count", "poisson", "3", 1), ("yes-no", "bernoulli", "2", 1), ("category-0", "categorical", "0", 3)],
            encoding.Layers.Select(layer => (layer.Name, layer.UnitKind, string.Join(' ', layer.Columns), layer.Units)));
    }

    [Fact]
    public void Known_cells_become_states_and_missing_ones_no_numbers()
    {
        IReadOnlyList<Dataset> states = TableEncoding.Of(_table).Encode(_table);
        float[] Of(int layer) => states[layer].Examples.Rows([0, 1, 2]).AsSpan().ToArray();
        Assert.Equal([3, float.NaN, 5], Of(1));
        Assert.Equal([1, 0, float.NaN], Of(2));
        Assert.Equal([0, 0, 1, float.NaN, float.NaN, float.NaN, 1, 0, 0], Of(3));
        // Ages 10 and 30: mean 20, standard deviation 10. The logarithms of 101, 301 and 901 are computed by hand.
        double[] logs = [Math.Log(101), Math.Log(301), Math.Log(901)];
        double mean = logs.Average(), deviation = Math.Sqrt(logs.Average(x => (x - mean) * (x - mean)));
        Assert.Equal([-1, (float)((logs[0] - mean) / deviation), 1, (float)((logs[1] - mean) / deviation), float.NaN,
            (float)((logs[2] - mean) / deviation)], Of(0));
    }

    [Fact]
    public void The_mean_and_variance_of_a_cell_are_those_of_its_distribution_by_quadrature()
    {
        ColumnScale scale = new(2, 0.8, Logarithm: true);
        (double mean, double variance) = scale.Decode(0.3, 0.25);
        (double zeroth, double first, double second) = (0, 0, 0);
        for (double z = -8; z <= 8; z += 1e-3)
        {
            double weight = Math.Exp(-z * z / 2), x = Math.Exp(2 + (0.8 * (0.3 + (0.5 * z)))) - 1;
            (zeroth, first, second) = (zeroth + weight, first + (weight * x), second + (weight * x * x));
        }

        Assert.Equal(first / zeroth, mean, 1e-6);
        Assert.Equal((second / zeroth) - (mean * mean), variance, 1e-5);
        Assert.Equal((2 + (0.8 * 0.3), 0.8 * 0.8 * 0.25), new ColumnScale(2, 0.8, Logarithm: false).Decode(0.3, 0.25));
    }

    [Fact]
    public void A_column_without_a_known_cell_is_refused_by_name()
    {
        Table table = new("t", new TableSchema([TableColumn.Real("age")]), Tensor.From([float.NaN, float.NaN], 2, 1));
        Assert.Contains("“age”", Assert.Throws<DataFileException>(() => TableEncoding.Of(table)).Message);
    }

    [Fact]
    public void A_fraction_of_the_cells_is_removed_and_the_others_stay()
    {
        Table people = PeopleTable.Draw(2000, 1), holed = people.WithMissing(0.2, 7);
        int cells = people.Count * people.Schema.Columns.Count;
        // Five standard deviations of a binomial.
        Assert.Equal(0.2 * cells, holed.Missing, 5 * Math.Sqrt(cells * 0.2 * 0.8));
        for (int row = 0; row < people.Count; row++)
        {
            for (int column = 0; column < people.Schema.Columns.Count; column++)
                Assert.True(!holed.IsKnown(row, column) || holed[row, column] == people[row, column]);
        }
    }

    [Fact]
    public void A_person_is_the_same_in_a_table_of_any_length()
    {
        Table few = PeopleTable.Draw(5, 2), many = PeopleTable.Draw(40, 2);
        for (int column = 0; column < few.Schema.Columns.Count; column++)
            Assert.Equal(many[4, column], few[4, column]);
        Assert.NotEqual(PeopleTable.Draw(5, 3)[4, 1], few[4, 1]);
    }
}
