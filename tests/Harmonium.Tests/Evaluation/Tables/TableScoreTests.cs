using Harmonium.Data.Tables;
using Harmonium.Evaluation.Tables;
using Harmonium.Numerics;

namespace Harmonium.Tests.Evaluation.Tables;

public sealed class TableScoreTests
{
    private static readonly TableSchema _schema = new([TableColumn.Real("a"), TableColumn.Categorical("b", "x", "y", "z")]);

    // Standard deviation of the first column: √5.
    private static readonly Table _truth = new("t", _schema, Tensor.From([1, 0, 3, 1, 5, 1, 7, 2], 4, 2));
    private static readonly Table _holed = new("t", _schema, Tensor.From([float.NaN, 0, 3, float.NaN, 5, float.NaN, float.NaN, 2], 4, 2));

    [Fact]
    public void Numbers_are_scored_in_standard_deviations_and_words_by_the_fraction_of_wrong_ones()
    {
        TableScore score = TableScore.Of(_truth, _holed, (row, column) => column == 0 ? (row == 0 ? 2 : 4) : row == 1 ? 1 : 0);
        Assert.Equal(Math.Sqrt((1 + 9) / 2.0 / 5), score.Of(0)!.Value, 1e-12);
        Assert.Equal(0.5, score.Of(1));
        Assert.Equal([ColumnKind.Real, ColumnKind.Categorical], score.Errors.Keys);
    }

    [Fact]
    public void Averages_use_known_cells_only()
    {
        ColumnAverages averages = new(_holed);
        Assert.Equal((4, 0), (averages[0], averages[1]));
    }

    [Fact]
    public void A_filling_as_wrong_as_another_has_a_relative_error_of_one()
    {
        TableScore score = TableScore.Of(_truth, _holed, (_, _) => 2);
        Assert.Equal(1, score.RelativeTo(score), 1e-12);
        Assert.Throws<ArgumentException>(() => TableScore.Of(_truth, _holed.Take([0, 1]), (_, _) => 0));
    }
}
