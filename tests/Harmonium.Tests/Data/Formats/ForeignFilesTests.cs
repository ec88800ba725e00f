using System.Text;
using Harmonium.Data;
using Harmonium.Data.Tables;
using static Harmonium.Tests.Data.Formats.Reading;

namespace Harmonium.Tests.Data.Formats;

/// <summary>Files as spreadsheets, pandas, R and NumPy write them.</summary>
public sealed class ForeignFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_with_a_decimal_comma_are_numbers_for_both_readers()
    {
        string path = CaseFiles.Write(_folder.Path, "decimal-comma.csv");
        Dataset data = Open(path);

        Assert.Equal(40, data.Count);
        Assert.All(Enumerable.Range(0, 40), row => Assert.Equal([0.5f, 1.25f], All(data.Range(row, 1))));
        Assert.Contains("decimal comma", Assert.Single(data.Notices));
        string named = _folder.Write("named.csv", "x;y\n0,5;1,25\n1,5;2.000,25\n0,25;7\n");
        Assert.Equal([0.5f, 1.25f, 1.5f, 2000.25f, 0.25f, 7], All(Open(named)));
        Table table = TableFile.Read(named, null, DataLimits.Default);
        Assert.Equal([ColumnKind.Real, ColumnKind.Real], table.Schema.Columns.Select(column => column.Kind));
        Assert.Equal([0.5f, 1.25f, 1.5f, 2000.25f, 0.25f, 7], All(table.ToDataset()));
    }

    [Fact]
    public void Numbers_with_groups_of_thousands_are_numbers_for_both_readers()
    {
        string path = CaseFiles.Write(_folder.Path, "thousands-quoted.csv");
        Dataset data = Open(path);

        Assert.Equal([1708.5f, 0, 1486.5f, 1, 1894.5f, 2], All(data).Take(6));
        Assert.Contains("groups of three digits", Assert.Single(data.Notices));
        Table table = TableFile.Read(path, null, DataLimits.Default);
        Assert.Equal([("price", ColumnKind.Real), ("n", ColumnKind.Count)], table.Schema.Columns.Select(column => (column.Name, column.Kind)));
        Assert.Equal(All(data), All(table.ToDataset()));
    }

    [Fact]
    public void A_comma_that_can_mean_both_is_refused() =>
        Assert.Contains("decimals or thousands", Refused(_folder.Write("a.csv", "x;y\n1,708;2\n3,500;1\n")).Message);

    [Fact]
    public void A_number_that_cannot_be_parsed_is_not_a_category()
    {
        string typo = _folder.Write("typo.csv", "x,y\n1.5,1\n2.5,2\n3.5,1\n4.5,2\n1O.5,1\n"), commas = _folder.Write("commas.csv", "x;y\n1,708;1\n3,500;2\n");
        foreach ((string path, string word, long line) in ((string, string, long)[])[(typo, "1O.5", 6), (commas, "1,708", 2)])
        {
            DataFileException refused = Assert.Throws<DataFileException>(() => TableFile.Read(path, null, DataLimits.Default));
            Assert.Equal((line, 1), (refused.Line, refused.Column));
            Assert.Contains(word, refused.Message);
            Assert.Contains("decimal point", refused.Message);
            Assert.Contains(word, Refused(path).Message);
        }
    }

    [Fact]
    public void The_columns_that_were_found_are_told_with_kind_range_and_missing_cells() =>
        Assert.Contains("x (real, from -1.5 to 2, 1 missing); town (categorical, Bath, Ely, York)",
            TableFile.Read(_folder.Write("a.csv", "x,town\n-1.5,Bath\n2,York\nNA,Ely\n0.5,Bath\n"), null, DataLimits.Default).Notices[0]);

    [Fact]
    public void A_comma_is_decided_by_the_other_numbers_of_the_file() =>
        Assert.Equal([1.708f, 2, 0.5f, 1], All(Open(_folder.Write("a.csv", "x;y\n1,708;2\n0,5;1\n"))));

    [Theory]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("null")]
    [InlineData("NULL")]
    [InlineData("N/A")]
    [InlineData("NA")]
    [InlineData("?")]
    [InlineData("-")]
    [InlineData("")]
    public void Words_for_missing_values_are_missing_for_tables_and_refused_with_advice_for_examples(string word)
    {
        string path = _folder.Write("a.csv", $"x,y\n1.5,0.5\n{word},2.5\n3.5,1\n");

        Table table = TableFile.Read(path, null, DataLimits.Default);
        Assert.Equal([ColumnKind.Real, ColumnKind.Real], table.Schema.Columns.Select(column => column.Kind));
        Assert.Equal(1, table.Missing);
        DataFileException refused = Refused(path);
        Assert.Equal((3L, 1), (refused.Line, refused.Column));
        Assert.Contains("harmonium train table-rbm", refused.Message);
    }

    [Fact]
    public void Booleans_are_1_and_0()
    {
        string path = CaseFiles.Write(_folder.Path, "bools.csv");
        Dataset data = Open(path);

        Assert.Equal(20, data.Count);
        Assert.Equal([0f, 0, 1, 1, 0, 0], All(data).Take(6));
        Assert.Contains("True is read as 1", Assert.Single(data.Notices));
        Assert.All(TableFile.Read(path, null, DataLimits.Default).Schema.Columns, column => Assert.Equal(ColumnKind.YesNo, column.Kind));
        Assert.Equal(2, Open(_folder.Write("b.csv", "true,FALSE\n0,1\n")).Count);
    }

    [Fact]
    public void A_separator_at_the_ends_of_lines_is_not_a_column()
    {
        string path = CaseFiles.Write(_folder.Path, "trailing-comma.csv");
        Dataset data = Open(path);

        Assert.Equal(["a", "b", "c"], data.ColumnNames!);
        Assert.Equal([0f, 0, 1, 1, 1, 1], All(data).Take(6));
        Assert.Contains("separator", Assert.Single(data.Notices));
        Assert.Equal([1f, 2], All(Open(_folder.Write("a.csv", "a,b\n1,2,\n"))));
        Assert.Equal([1f, 2, 3, 4], All(Open(_folder.Write("b.csv", "1,2,\n3,4,\n"))));
        Assert.Contains("more than 2", Refused(_folder.Write("c.csv", "a,b\n1,2,,\n")).Message);
        Assert.Equal(["a", "b", "c"], TableFile.Read(path, null, DataLimits.Default).Schema.Columns.Select(column => column.Name).Append("c").Distinct());
    }

    [Fact]
    public void Lines_may_end_in_CR_alone()
    {
        string path = CaseFiles.Write(_folder.Path, "cr-lines.csv");
        Dataset data = Open(path);

        Assert.Equal(20, data.Count);
        Assert.Equal(["a", "b"], data.ColumnNames!);
        Assert.Equal([0f, 0, 1, 1, 0, 0, 1, 0], All(data).Take(8));
        Assert.Equal(20, TableFile.Read(path, null, DataLimits.Default).Count);
    }

    [Fact]
    public void A_quoted_field_may_have_several_lines()
    {
        string path = CaseFiles.Write(_folder.Path, "quoted-newline.csv");
        Table table = TableFile.Read(path, null, DataLimits.Default);

        Assert.Equal(40, table.Count);
        Assert.Equal(["Bath", "He said \"hi\"", "New\nYork"],
            table.Schema.Columns[1].Values.Select(word => word.StartsWith("Bath", StringComparison.Ordinal) ? "Bath" : word));
        using MemoryStream same = new();
        TableFile.WriteFilled(path, table, (_, _) => 0, DataLimits.Default, same);
        Assert.Equal(File.ReadAllText(path), Encoding.UTF8.GetString(same.ToArray()));
        Dataset data = Open(_folder.Write("a.csv", "\"the\nfirst\",label\n1,\"a\nb\"\n2,c\n"));
        Assert.Equal(["the\nfirst"], data.ColumnNames!);
        Assert.Equal(["a\nb", "c"], data.ClassNames!);
        Assert.Equal(4, Refused(_folder.Write("b.csv", "a,label\n1,\"x\ny\"\nz,c\n")).Line);
    }

    [Fact]
    public void A_long_integer_of_Python_2_is_a_dimension()
    {
        Dataset data = Open(CaseFiles.Write(_folder.Path, "npy-python2-long-shape.npy"));

        Assert.Equal((50, 12), (data.Count, data.Shape.Columns));
    }

    [Fact]
    public void Levels_of_0_and_1_are_read_as_0_and_1_from_images_and_arrays()
    {
        Dataset images = Open(CaseFiles.Write(_folder.Path, "png-mask-0-1"));

        Assert.Equal([0f, 1], All(images).Distinct().Order());
        Assert.Contains(images.Notices, notice => notice.Contains("0 or 1", StringComparison.Ordinal));
    }

    [Fact]
    public void All_formats_give_the_same_values_and_labels_for_the_same_content()
    {
        string csv = _folder.Write("a.csv", "1,0,1,5\n0,1,1,3\n"),
            idx = _folder.Write("a-images-idx3-ubyte", Convert.FromHexString("00000803000000020000000100000003" + "010001000101"));
        _folder.Write("a-labels-idx1-ubyte", Convert.FromHexString("0000080100000002" + "0503"));
        byte[] values = NpyFormatTests.Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }", "010001000101"),
            labels = NpyFormatTests.Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", "0503"),
            words = NpyFormatTests.Npy("{'descr': '<U1', 'fortran_order': False, 'shape': (2,), }", "3500000033000000");
        string npz = _folder.Write("a.npz", NpzFormatTests.Zip(System.IO.Compression.CompressionLevel.Optimal, ("x.npy", values), ("y.npy", labels))),
            text = _folder.Write("b.npz", NpzFormatTests.Zip(System.IO.Compression.CompressionLevel.Optimal, ("x.npy", values), ("y.npy", words)));
        foreach (string path in (string[])[csv, idx, npz, text])
        {
            Dataset data = Open(path, new DataOptions { Labels = path == csv ? "-1" : null });

            Assert.Equal([1f, 0, 1, 0, 1, 1], All(data));
            Assert.Equal(["5", "3"], data.LabelNames!);
            Assert.Equal(["3", "5"], data.ClassNames!);
        }

        Assert.Equal([1f, 0, 1, 0, 1, 1], All(Open(_folder.Write("a.npy", values))));
    }

    [Fact]
    public void A_model_or_a_run_is_not_data()
    {
        Assert.Contains("is a model file", Refused(_folder.Write("m.safetensors", "{}")).Message);
        _folder.Write("run/run.json", "{}");
        _folder.Write("run/checkpoints/a", "");
        Assert.Contains("is the folder of a run", Refused(_folder.At("run")).Message);
    }
}
