using Harmonium.Data;
using Harmonium.Data.Sources;
using Harmonium.Data.Tables;
using Harmonium.Imaging;

namespace Harmonium.Tests.Data;

/// <summary>The ids of rows, from every kind of source.</summary>
public sealed class RowIdsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_without_ids_are_numbered_from_1_and_keep_their_number_in_any_selection()
    {
        Dataset data = Open("rows.csv", "a,b\n1,0\n0,1\n1,1\n");
        Assert.Equal("row", data.RowIds.Column);
        Assert.Equal(["1", "2", "3"], data.RowIds);
        Assert.Equal(["3", "1"], data.Take([2, 0]).RowIds);
        Assert.Equal(["1"], data.Take([2, 0]).Take([1]).RowIds);
    }

    [Theory]
    [InlineData("id", "x1", "x2", "x3")]
    [InlineData("ID", "7", "3", "12")]
    [InlineData("", "0", "1", "2")]
    public void An_id_column_names_the_rows_and_is_not_data(string name, string first, string second, string third)
    {
        string text = $"{name},a,label\n{first},0.5,p\n{second},1,q\n{third},0,p\n";
        Dataset data = Open("ids.csv", text);
        Assert.Equal([first, second, third], data.RowIds);
        Assert.Equal(["a"], data.ColumnNames!);
        Assert.Contains(data.Notices, notice => notice.Contains("ids of the rows", StringComparison.Ordinal));
        Table table = TableFile.Read(_folder.At("ids.csv"), null, DataLimits.Default);
        Assert.Equal([first, second, third], table.RowIds);
        Assert.Equal(["a", "label"], table.Schema.Columns.Select(column => column.Name));
    }

    [Fact]
    public void An_id_column_with_equal_numbers_is_data_and_one_with_equal_words_is_refused()
    {
        Assert.Equal(2, Open("numbers.csv", "id,a\n1,0\n1,1\n2,1\n").Examples.Columns);
        Assert.Contains("holds ids if every line has another one",
            Assert.Throws<DataFileException>(() => Open("words.csv", "id,a\nx,0\nx,1\n")).Message);
    }

    [Fact]
    public void Files_are_named_by_their_path_in_the_folder()
    {
        foreach (string name in (string[])["b/two.txt", "a/one.txt"])
            _folder.Write(name, "some words of a text");
        Assert.Equal("file", Open(".").RowIds.Column);
        Assert.Equal(["a/one.txt", "b/two.txt"], Open(".").RowIds);
    }

    private Dataset Open(string name, string? content = null)
    {
        if (content is not null)
            _folder.Write(name, content);
        return DataSource.Open(_folder.At(name), new DataLocations(null, "/nowhere") { Images = SkiaImageDecoder.Default }, DataLimits.Default, new()).Train;
    }
}
