using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Tests;

public sealed class ReportModelTests
{
    [Fact]
    public void A_ragged_row_is_refused_with_its_cells()
    {
        var error = Assert.Throws<ArgumentException>(() => new ReportTable("t", [new("a"), new("b")], [["1", "2"], ["3"]]));
        Assert.Contains("2 columns, but the row \"3\" has 1 cells", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ReportTable("t", [], []));
    }

    [Fact]
    public void A_likelihood_without_its_binarization_is_refused() =>
        Assert.Throws<ArgumentException>(() => MeasuredRow.Likelihood("CD-1", MeasuredValue.Exact(-100), " "));

    [Fact]
    public void A_table_has_a_column_of_notes_only_if_there_are_notes()
    {
        MeasuredRow row = new("epoch", MeasuredValue.Exact(0.44), "s");
        Assert.Equal(5, new MeasuredTable("t", [row]).ToTable().Columns.Count);
        Assert.Equal(["epoch", "0.44", "", "s", "", "warm"], new MeasuredTable("t", [row with { Note = "warm" }]).ToTable().Rows[0]);
    }

    [Fact]
    public void Files_of_another_kind_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ReportPicture.Png([1, 2, 3]));
        Assert.Throws<ArgumentException>(() => ReportPicture.Gif([1, 2, 3]));
        Assert.Throws<ArgumentException>(() => ReportPicture.Svg("<svg/>"));
        Assert.Throws<ArgumentException>(() => ReportPicture.Svg("no picture"));
    }
}
