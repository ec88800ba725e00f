using System.Text;
using Harmonium.Data;
using static Harmonium.Tests.Data.Formats.Reading;

namespace Harmonium.Tests.Data.Formats;

public sealed class CsvFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1,2\n-3.5,4e2\n")]
    [InlineData("1,2\r\n-3.5,4e2")]
    [InlineData("1;2\n-3.5;4e2\n\n\n")]
    [InlineData("1\t2\n-3.5\t4e2\n")]
    [InlineData("1 2\n-3.5 4e2\n")]
    [InlineData("  1   2  \n -3.5    4e2\n")]
    [InlineData("1 , 2\n -3.5 ,4e2 \n")]
    [InlineData("\"1\",\"2\"\n\"-3.5\" , \"4e2\"\n")]
    [InlineData("\uFEFF1,2\n-3.5,4e2\n")]
    [InlineData("a,b\n1,2\n-3.5,4e2\n")]
    [InlineData("\"a,b\",\"the \"\"second\"\"\"\n1,2\n-3.5,4e2\n")]
    public void Numbers_are_read_however_they_are_separated(string text)
    {
        Assert.Equal([1f, 2, -3.5f, 400], All(Open(_folder.Write("a.csv", text))));
        Assert.Equal([1f, 2, -3.5f, 400], All(Open(_folder.Write("a.csv.gz", TemporaryFolder.Gzip(Encoding.UTF8.GetBytes(text))))));
    }

    [Fact]
    public void Numbers_are_rounded_correctly()
    {
        Dataset data = Open(_folder.Write("a.csv", "0.1,16777217,1e-46,3.4028235e38,-0,1.00000005960464477540\n"));

        Assert.Equal([0.1f, 16777216f, 0f, float.MaxValue, -0f, 1.0000001f], All(data));
    }

    [Theory]
    [InlineData("1,2\n3\n", 2L, 1, "has 1 fields")]
    [InlineData("1,2\n3,4,5\n", 2L, 3, "more than 2")]
    [InlineData("1,2\n3,1e400\n", 2L, 2, "too large for float32")]
    [InlineData("1,2\n3,-1e39\n", 2L, 2, "too large for float32")]
    [InlineData("1,2\n3,NaN\n", 2L, 2, "finite")]
    [InlineData("1,2\n-inf,4\n", 2L, 1, "number is expected")]
    [InlineData("1,2\n-Infinity,4\n", 2L, 1, "finite")]
    [InlineData("1,2\n3,\n", 2L, 2, "is empty")]
    [InlineData("1,2\n3,abc\n", 2L, 2, "“abc”")]
    [InlineData("1,2\n\n3,4\n", 2L, null, "is empty")]
    [InlineData("1,2\n3,\"4\n5\n", 2L, 2, "not closed")]
    [InlineData("1,2\n\"3\"4,5\n", 2L, 1, "closing quote")]
    [InlineData("1,2\n3,4\0\n", 2L, null, "NUL")]
    [InlineData("1,2\n3,0x10\n", 2L, 2, "0x10")]
    [InlineData("1,2\n3,1_000\n", 2L, 2, "1_000")]
    [InlineData("a,b\n", 1L, null, "no line of numbers")]
    [InlineData("\n1,2\n", 1L, null, "is empty")]
    [InlineData("a,b\n1,2\n3,4\u001b[31m\n", 3L, 2, "\\u001b")]
    public void Errors_are_reported_with_line_and_column(string text, long line, int? column, string said)
    {
        DataFileException error = Refused(_folder.Write("bad.csv", text));

        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains(said, error.Message);
        Assert.Contains($"line {line}", error.Message);
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\n\n\n")]
    [InlineData(" ")]
    public void Text_without_a_number_is_refused(string text) => Refused(_folder.Write("bad.csv", text));

    [Fact]
    public void UTF_16_is_refused_with_advice() =>
        Assert.Contains("UTF-8", Refused(_folder.Write("bad.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("1,2\n")])).Message);

    [Fact]
    public void A_column_of_labels_is_found_by_name_number_or_usual_name()
    {
        string path = _folder.Write("a.csv", "width,kind,height\n1,2,3\n4,0,6\n");
        foreach (string labels in (string[])["kind", "1", "-2"])
        {
            Dataset data = Open(path, new DataOptions { Labels = labels });
            Assert.Equal(["2", "0"], data.LabelNames!);
            Assert.Equal([1f, 3, 4, 6], All(data));
            Assert.Equal(["width", "height"], data.ColumnNames!);
        }

        Assert.Equal(["7", "5"], Open(_folder.Write("b.csv", "a,Label\n1,7\n2,5\n")).LabelNames!);
        Assert.Null(Open(path).Labels);
    }

    [Fact]
    public void Labels_that_are_words_become_classes_in_ordinal_order()
    {
        Dataset data = Open(_folder.Write("a.csv", "1.5,setosa\n2.5,Virginica\n3.5,setosa\n4.5,10\n"), new DataOptions { Labels = "-1" });

        Assert.Equal(["10", "Virginica", "setosa"], data.ClassNames!);
        Assert.Equal([2, 1, 2, 0], data.Labels!);
        Assert.Equal([1.5f, 2.5f, 3.5f, 4.5f], All(data));
    }

    [Fact]
    public void A_line_of_numbers_is_a_header_only_on_demand()
    {
        string path = _folder.Write("a.csv", "0,1\n5,6\n");

        Assert.Equal([0f, 1, 5, 6], All(Open(path)));
        Assert.Equal([5f, 6], All(Open(path, new DataOptions { Header = true })));
        Assert.Equal((1L, 1), Place(Refused(_folder.Write("b.csv", "a,b\n5,6\n"), new DataOptions { Header = false })));

        static (long?, int?) Place(DataFileException error) => (error.Line, error.Column);
    }

    [Theory]
    [InlineData("color", "no column “color”")]
    [InlineData("3", "no column 3")]
    [InlineData("-4", "no column -4")]
    [InlineData("a", "two columns")]
    public void A_column_that_does_not_exist_is_refused(string labels, string said) =>
        Assert.Contains(said, Refused(_folder.Write("a.csv", "a,b,a\n1,2,3\n"), new DataOptions { Labels = labels }).Message);

    [Fact]
    public void Limits_are_exact()
    {
        string path = _folder.Write("a.csv", "1,22\r\n3,44\r\n");

        Assert.Equal(2, Open(path, limits: new DataLimits { MaximumRows = 2, MaximumLineBytes = 4, MaximumBytes = 16 }).Count);
        Assert.Equal(2, Refused(path, limits: new DataLimits { MaximumRows = 1 }).Line);
        Assert.Equal(2, Refused(path, limits: new DataLimits { MaximumBytes = 15 }).Line);
        Assert.Equal((1, 1), Place(Refused(path, limits: new DataLimits { MaximumLineBytes = 3 })));
        Assert.Equal(2, Open(path, new DataOptions { Labels = "1" }, new DataLimits { MaximumClasses = 45 }).Count);
        Assert.Equal((2, 2), Place(Refused(_folder.Write("b.csv", "1,x\n2,y\n"), new DataOptions { Labels = "1" }, new DataLimits { MaximumClasses = 1 })));

        static (long?, int?) Place(DataFileException error) => (error.Line, error.Column);
    }

    [Fact]
    public void A_line_of_10_MB_is_refused_without_reading_it_whole()
    {
        byte[] text = new byte[10_000_000];
        "1,2\n3,"u8.CopyTo(text);
        text.AsSpan(6).Fill((byte)'4');

        Assert.Equal((2L, 1), (Refused(_folder.Write("a.csv", text)).Line, Refused(_folder.Write("a.csv", text)).Column));
    }

    [Fact]
    public void Lines_across_the_ends_of_the_buffer_are_whole()
    {
        StringBuilder text = new();
        for (int i = 0; i < 40_000; i++)
            text.Append(i).Append(',').Append(i % 7).Append(i % 2 == 0 ? "\r\n" : "\n");

        Dataset data = Open(_folder.Write("a.csv", text.ToString()), new DataOptions { Labels = "1" });

        Assert.Equal(Enumerable.Range(0, 40_000).Select(i => (float)i), All(data));
        Assert.Equal(Enumerable.Range(0, 40_000).Select(i => i % 7), data.Labels!);
    }
}
