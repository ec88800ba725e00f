using System.Text;
using Harmonium.Data;
using Harmonium.Data.Tables;

namespace Harmonium.Tests.Data.Tables;

public sealed class TableFileTests
{
    private const string Text = "name;age;visits;town;smoker\nAnn;41.5;3;Bath;no\n\"B; C\";NA;0;York;yes\nDee; 7 ;?;\"Bath\";\n";

    private static readonly TableSchema _schema = new(
        [TableColumn.Real("age"), TableColumn.Count("visits"), TableColumn.Categorical("town", "Bath", "York"), TableColumn.YesNo("smoker")]);

    [Fact]
    public void Cells_are_read_by_the_schema_and_missing_ones_are_marked()
    {
        using TemporaryFolder folder = new();
        Table table = TableFile.Read(folder.Write("people.csv", Text), _schema, DataLimits.Default);
        Assert.Equal("people", table.Name);
        Assert.Equal([41.5f, 3, 0, 0, float.NaN, 0, 1, 1, 7, float.NaN, 0, float.NaN], Cells(table));
        Assert.Equal(3, table.Missing);
        Assert.Contains("name", Assert.Single(table.Notices));
    }

    [Fact]
    public void A_packed_file_and_one_with_a_byte_order_mark_and_other_line_ends_are_the_same_table()
    {
        using TemporaryFolder folder = new();
        byte[] withMark = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text.Replace("\n", "\r\n"))];
        float[] plain = Cells(TableFile.Read(folder.Write("a.csv", Text), _schema, DataLimits.Default));
        Assert.Equal(plain, Cells(TableFile.Read(folder.Write("b.csv", withMark), _schema, DataLimits.Default)));
        Assert.Equal(plain, Cells(TableFile.Read(folder.Write("c.csv.gz", TemporaryFolder.Gzip(withMark)), _schema, DataLimits.Default)));
    }

    [Theory]
    [InlineData("age,visits,town,smoker\n1,2,Leeds,no\n", 2, 3, "Leeds")]
    [InlineData("age,visits,town,smoker\n1,2,Bath,no\n1,2.5,Bath,no\n", 3, 2, "whole number")]
    [InlineData("age,visits,town,smoker\n1,-1,Bath,no\n", 2, 2, "whole number")]
    [InlineData("age,visits,town,smoker\nold,1,Bath,no\n", 2, 1, "number")]
    [InlineData("age,visits,town,smoker\n1e400,1,Bath,no\n", 2, 1, "too large")]
    [InlineData("age,visits,town,smoker\nInfinity,1,Bath,no\n", 2, 1, "finite")]
    [InlineData("age,visits,town,smoker\n1,1,Bath,maybe\n", 2, 4, "no, yes")]
    [InlineData("age,visits,town,smoker\n1,1,Bath\n", 2, 3, "3 fields")]
    [InlineData("age,visits,town,smoker\n1,1,Bath,no,no\n", 2, 5, "more than 4")]
    [InlineData("age,visits,town,age,smoker\n1,1,Bath,2,no\n", 1, 4, "two columns")]
    [InlineData("age,visit,town,smoker\n1,1,Bath,no\n", 1, null, "Did you mean “visit”")]
    [InlineData("age,visits,town,smoker\n1,1,Bath,no\n\n1,1,Bath,no\n", 3, null, "empty")]
    [InlineData("age,visits,town,smoker\n", 1, null, "no rows")]
    public void A_cell_or_line_that_does_not_fit_is_refused_with_its_line_and_column(string text, int line, int? column, string word)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("t.csv", text);
        DataFileException refused = Assert.Throws<DataFileException>(() => TableFile.Read(path, _schema, DataLimits.Default));
        Assert.Equal((line, column), (refused.Line, refused.Column));
        Assert.StartsWith(path, refused.Message);
        Assert.Contains(word, refused.Message);
    }

    [Fact]
    public void Limits_on_rows_and_bytes_are_kept()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("t.csv", Text);
        Assert.Equal(3, TableFile.Read(path, _schema, new DataLimits { MaximumRows = 3 }).Count);
        Assert.Contains("2 rows", Assert.Throws<DataFileException>(() => TableFile.Read(path, _schema, new DataLimits { MaximumRows = 2 })).Message);
        Assert.Throws<DataFileException>(() => TableFile.Read(path, _schema, new DataLimits { MaximumBytes = 40 }));
        Assert.Throws<DataFileException>(() => TableFile.Read(path, _schema, new DataLimits { MaximumColumns = 4 }));
    }

    [Fact]
    public void A_filled_table_has_every_other_byte_of_its_lines_as_it_was()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("people.csv", Text);
        Table table = TableFile.Read(path, _schema, DataLimits.Default);
        using MemoryStream filled = new();
        TableFile.WriteFilled(path, table, (_, column) => column switch { 0 => 33.25, 1 => 2.4, _ => 1 }, DataLimits.Default, filled);
        Assert.Equal("name;age;visits;town;smoker\nAnn;41.5;3;Bath;no\n\"B; C\";33.25;0;York;yes\nDee; 7 ;2;\"Bath\";yes\n",
            Encoding.UTF8.GetString(filled.ToArray()));
    }

    [Fact]
    public void A_file_that_changed_since_it_was_read_is_not_filled()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("people.csv", Text);
        Table table = TableFile.Read(path, _schema, DataLimits.Default);
        folder.Write("people.csv", Text + "Eve;1;1;Bath;no\n");
        Assert.Contains("changed", Assert.Throws<DataFileException>(() =>
            TableFile.WriteFilled(path, table, (_, _) => 0, DataLimits.Default, new MemoryStream())).Message);
    }

    [Fact]
    public void A_written_table_is_read_back_cell_for_cell()
    {
        using TemporaryFolder folder = new();
        Table people = PeopleTable.Draw(50, 3).WithMissing(0.3, 4);
        using MemoryStream written = new();
        TableFile.Write(people, written);
        Assert.Equal(Cells(people), Cells(TableFile.Read(folder.Write("p.csv", written.ToArray()), PeopleTable.Schema, DataLimits.Default)));
    }

    [Fact]
    public void Kinds_are_found_out_from_cells()
    {
        using TemporaryFolder folder = new();
        StringBuilder text = new("id,age,visits,town,smoker,same,note,flag\n");
        for (int i = 0; i < 70; i++)
            text.Append($"person {i},{i / 2.0},{i % 5},{(i % 3 == 0 ? "York" : "Bath")},{(i % 2 == 0 ? "No" : "yes")},1,,{i % 2}\n");
        Table table = TableFile.Read(folder.Write("t.csv", text.ToString()), null, DataLimits.Default);
        Assert.Equal(
            [("age", ColumnKind.Real, ""), ("visits", ColumnKind.Count, ""), ("town", ColumnKind.Categorical, "Bath York"),
                ("smoker", ColumnKind.YesNo, "No yes"), ("flag", ColumnKind.YesNo, "0 1")],
            table.Schema.Columns.Select(column => (column.Name, column.Kind, string.Join(' ', column.Values))));
        string left = Assert.Single(table.Notices, notice => notice.StartsWith("Ignored columns", StringComparison.Ordinal));
        Assert.Contains("id (the ids of the rows)", left);
        Assert.Contains("same (a single value)", left);
        Assert.Contains("note (empty)", left);
    }

    private static float[] Cells(Table table) =>
        [.. Enumerable.Range(0, table.Count).SelectMany(row => Enumerable.Range(0, table.Schema.Columns.Count).Select(column => table[row, column]))];
}
