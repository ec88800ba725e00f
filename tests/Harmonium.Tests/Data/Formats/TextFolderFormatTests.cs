using Harmonium.Data;
using Harmonium.Data.Sources;
using static Harmonium.Tests.Data.Formats.Reading;

namespace Harmonium.Tests.Data.Formats;

public sealed class TextFolderFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sub_folders_are_labels_and_other_files_are_counted()
    {
        _folder.Write("dog/2.txt", "a dog barks");
        _folder.Write("cat/1.txt", "a cat purrs");
        _folder.Write("cat/notes.pdf", "unread");
        _folder.Write("dog/.hidden.txt", "hidden");
        File.CreateSymbolicLink(_folder.At("dog/link.txt"), _folder.At("cat/1.txt"));

        Dataset data = Open(_folder.Path);

        Assert.Equal(["cat", "dog"], data.ClassNames!);
        Assert.Equal([0, 1], data.Labels!);
        Assert.Equal(["barks", "cat", "dog", "purrs"], data.ColumnNames!);
        Assert.StartsWith("3 entries of the folder were left out", Assert.Single(data.Notices));
    }

    [Fact]
    public void Without_sub_folders_there_are_no_labels()
    {
        _folder.Write("1.txt", "one two");
        _folder.Write("2.txt", "two three");

        Dataset data = Open(_folder.Path);

        Assert.Null(data.Labels);
        Assert.Equal(["two", "one", "three"], data.ColumnNames!);
        Assert.Equal([1f, 1, 0, 1, 0, 1], All(data));
    }

    [Fact]
    public void A_text_beyond_the_limit_is_refused()
    {
        _folder.Write("1.txt", "one two");

        DataFileException error = Assert.Throws<DataFileException>(() =>
            DataSource.Open(_folder.Path, new DataLocations(null, ""), DataLimits.Default with { MaximumTextBytes = 6 }, new DataOptions()));

        Assert.Contains("limit for a document is 6", error.Message);
    }
}
