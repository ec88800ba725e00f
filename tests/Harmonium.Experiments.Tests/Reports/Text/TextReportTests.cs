using Harmonium.Experiments.Reports.Text;

namespace Harmonium.Experiments.Tests.Reports.Text;

public sealed class TextReportTests
{
    [Fact]
    public void A_small_report_matches_the_approved_text()
    {
        using StringWriter text = new() { NewLine = "\n" };
        TextReport.Write(SmallReport.Create(), text, 60);
        Approved.Check("SmallReport.txt", text.ToString());
    }

    [Fact]
    public void One_table_can_be_written_separately()
    {
        using StringWriter text = new() { NewLine = "\n" };
        TextReport.Write(SmallReport.Create().Tables.First(), text);
        Assert.Equal(
            """
            Time of an epoch
            threads  machine          time (s)
            -------  ---------------  --------
                  1  plain                1.89
                 16  centered & more     -0.40


            """.ReplaceLineEndings("\n"),
            text.ToString());
    }

    [Fact]
    public void All_tables_are_found_in_order() =>
        Assert.Equal(["Time of an epoch", "Likelihoods"], SmallReport.Create().Tables.Select(t => t.Caption));

    [Fact]
    public void Lines_too_short_to_read_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TextReport.Write(SmallReport.Create(), TextWriter.Null, 20));
}
