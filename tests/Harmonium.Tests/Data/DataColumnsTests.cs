using Harmonium.Data;
using Harmonium.Runs.Kinds.EnergyModels;
using static Harmonium.Tests.Data.Formats.Reading;

namespace Harmonium.Tests.Data;

public sealed class DataColumnsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Columns_in_another_order_are_rearranged_by_name()
    {
        Dataset expected = Open(CaseFiles.Write(_folder.Path, "labelled-abcd.csv")),
            other = Open(CaseFiles.Write(_folder.Path, "labelled-reordered-badc.csv"));

        Dataset arranged = DataColumns.Arranged(other, expected.ColumnNames);

        Assert.Equal(["a", "b", "c", "d"], arranged.ColumnNames!);
        Assert.Equal(All(expected), All(arranged));
        Assert.Equal(expected.Labels!, arranged.Labels!);
        Assert.Contains("matched by name", arranged.Notices[^1]);
    }

    [Theory]
    [InlineData("a,c\n1,2\n", "lacks the column b")]
    [InlineData("a,b,c,d\n1,2,3,4\n", "has the column d")]
    [InlineData("a,B,c\n1,2,3\n", "lacks the column b of the training data, and has the column B")]
    public void Missing_and_additional_columns_are_refused_by_name(string text, string said)
    {
        DataFileException refused = Assert.Throws<DataFileException>(() => DataColumns.Arranged(Open(_folder.Write("t.csv", text)), ["a", "b", "c"]));

        Assert.Contains(said, refused.Message);
        Assert.Contains("a, b, c", refused.Message);
    }

    [Fact]
    public void Data_without_names_are_taken_by_position_and_it_is_said()
    {
        Dataset arranged = DataColumns.Arranged(Open(_folder.Write("t.csv", "1,2\n3,4\n")), ["a", "b"]);

        Assert.Equal([1f, 2, 3, 4], All(arranged));
        Assert.Contains("no names", Assert.Single(arranged.Notices));
    }

    [Fact]
    public void A_header_that_counts_from_0_is_a_header_and_it_is_said()
    {
        string path = CaseFiles.Write(_folder.Path, "numeric-header-pandas.csv");
        Dataset data = Open(path);

        Assert.Equal(40, data.Count);
        Assert.Equal(["0", "1", "2", "3"], data.ColumnNames!);
        Assert.Contains("counts the columns", Assert.Single(data.Notices));
        Assert.Equal(41, Open(path, new DataOptions { Header = false }).Count);
        Assert.Equal(40, Open(path, new DataOptions { Header = true }).Count);
        Assert.Equal(2, Open(_folder.Write("xor.csv", "0,1\n1,0\n")).Count);
        Assert.Equal(2, Open(_folder.Write("same.csv", "0,1,2\n0,1,2\n")).Count);
        Assert.Equal(1, Open(_folder.Write("floats.csv", "0,1\n0.5,0\n")).Count);
        Assert.Equal(1, Open(_folder.Write("index.csv", ",0,1\n0,1,0\n")).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Unnamed: 0")]
    public void A_column_that_numbers_the_rows_is_left_out_and_it_is_said(string name)
    {
        string text = File.ReadAllText(CaseFiles.Write(_folder.Path, "index-column-pandas.csv"));
        Dataset data = Open(_folder.Write("a.csv", name + text));

        Assert.Equal(["a", "b"], data.ColumnNames!);
        Assert.Equal([0f, 0, 1, 1, 0, 0], All(data).Take(6));
        Assert.Contains("different in each line", Assert.Single(data.Notices));
    }

    [Fact]
    public void A_nameless_column_that_does_not_number_the_rows_is_kept() =>
        Assert.Equal([0.5f, 1, 0.5f, 2], All(Open(_folder.Write("a.csv", ",a\n0.5,1\n0.5,2\n"))));

    [Fact]
    public void A_model_keeps_the_names_of_its_columns_in_its_file_and_matches_rows_by_them()
    {
        Dataset abcd = Open(CaseFiles.Write(_folder.Path, "labelled-abcd.csv")),
            badc = Open(CaseFiles.Write(_folder.Path, "labelled-reordered-badc.csv"));
        Rbm.Train(abcd, new RbmSettings { Hidden = 3, Epochs = 1 }, cancel: TestContext.Current.CancellationToken).Save(_folder.At("m.safetensors"));
        Rbm rbm = Rbm.Load(_folder.At("m.safetensors"));

        Assert.Equal(["a", "b", "c", "d"], rbm.ColumnNames!);
        Assert.Equal(rbm.Score(abcd), rbm.Score(badc));
        Assert.Equal(rbm.Transform(abcd), rbm.Transform(badc));
        Assert.Contains("the column e",
            Assert.Throws<ArgumentException>(() => rbm.Score(Open(_folder.Write("e.csv", "a,b,c,e\n1,0,1,0\n")))).Message);
    }
}
