using Harmonium.Data;
using Harmonium.Data.Tables;

namespace Harmonium.Tests.Data.Tables;

public sealed class TableSchemaTests
{
    [Fact]
    public void A_schema_is_read_back_as_it_was_written()
    {
        using TemporaryFolder folder = new();
        TableSchema written = new([TableColumn.Real("größe"), TableColumn.Count("n"), TableColumn.Categorical("a \"b\"", "x", "y, z"),
            TableColumn.YesNo("ok", "0", "1")], ["-", ""]);
        TableSchema read = TableSchema.Read(folder.Write("s.json", written.ToJson()), DataLimits.Default);
        Assert.Equal(written.Missing, read.Missing);
        Assert.Equal(
            written.Columns.Select(column => (column.Name, column.Kind, string.Join('|', column.Values))),
            read.Columns.Select(column => (column.Name, column.Kind, string.Join('|', column.Values))));
    }

    [Fact]
    public void A_schema_has_defaults()
    {
        using TemporaryFolder folder = new();
        TableSchema schema = TableSchema.Read(folder.Write("s.json", """{"columns":[{"name":"a","kind":"yes-no"}]}"""), DataLimits.Default);
        Assert.Equal(TableSchema.UsualMissing, schema.Missing);
        Assert.Equal(["no", "yes"], schema.Columns[0].Values);
    }

    [Theory]
    [InlineData("""{"columns":[""", "line 1")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("""{"colums":[]}""", "colums")]
    [InlineData("""{"columns":[]}""", "at least one column")]
    [InlineData("""{"columns":[{"kind":"real"}]}""", "column 1")]
    [InlineData("""{"columns":[{"name":"a"}]}""", "'kind'")]
    [InlineData("""{"columns":[{"name":"a","kind":"yesno"}]}""", "Did you mean yes-no")]
    [InlineData("""{"columns":[{"name":"a","kind":"real","unit":"m"}]}""", "unit")]
    [InlineData("""{"columns":[{"name":"a","kind":"real","values":["x","y"]}]}""", "remove 'values'")]
    [InlineData("""{"columns":[{"name":"a","kind":"categorical"}]}""", "at least 2")]
    [InlineData("""{"columns":[{"name":"a","kind":"categorical","values":["x","x"]}]}""", "twice")]
    [InlineData("""{"columns":[{"name":"a","kind":"categorical","values":["x","NA"]}]}""", "missing")]
    [InlineData("""{"columns":[{"name":"a","kind":"categorical","values":[1,2]}]}""", "list of words")]
    [InlineData("""{"columns":[{"name":"a","kind":"yes-no","values":["a","b","c"]}]}""", "3 words")]
    [InlineData("""{"columns":[{"name":"a","kind":"real"},{"name":"a","kind":"count"}]}""", "two columns")]
    [InlineData("""{"columns":[{"name":"a","kind":"real","mean":1}]}""", "mean")]
    [InlineData("""{"columns":[{"name":"a\ud800","kind":"real"}]}""", "Unicode")]
    public void A_file_that_is_not_a_schema_is_refused_with_a_message(string text, string word)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("s.json", text);
        string message = Assert.Throws<DataFileException>(() => TableSchema.Read(path, DataLimits.Default)).Message;
        Assert.StartsWith(path, message);
        Assert.Contains(word, message);
    }
}
