using System.Formats.Tar;
using System.Text;
using Harmonium.Data;
using Harmonium.Data.Sources;

namespace Harmonium.Tests.Data.Text;

public sealed class TextArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_are_parts_and_classes_and_the_most_frequent_words_the_columns()
    {
        string path = Write(
            ("my-train/cat/1", "Cats purr. The cat and the CAT"), ("my-train/dog/1", "the dog barks, dog!"), ("my-train/dog/2", "a dog"),
            ("my-test/cat/9", "cat cat unheard"));

        DataSplits parts = Open(path, new DataOptions { Vocabulary = 3, Words = WordValues.Counts });

        // Words in two training documents: dog, the. In one: and, barks, cat, cats, purr; the first in alphabetical order is taken.
        Assert.Equal(["dog", "the", "and"], parts.Train.ColumnNames!);
        Assert.Equal(["cat", "dog"], parts.Train.ClassNames!);
        Assert.Equal([0, 1, 1], parts.Train.Labels!);
        Assert.Equal([0f, 2, 1, 2, 1, 0, 1, 0, 0], parts.Train.Examples.Rows([0, 1, 2]).AsSpan());
        Assert.Equal([0], parts.Test!.Labels!);
        Assert.Equal([0f, 0, 0], parts.Test.Examples.Rows([0]).AsSpan());
        Assert.Null(parts.Validation);
    }

    [Fact]
    public void Words_are_counted_as_present_unless_counts_are_asked_for()
    {
        string path = Write(("b/1", "dog dog dog"), ("a/1", "cat"));

        DataSplits parts = Open(path, new DataOptions());

        Assert.Equal(["cat", "dog"], parts.Train.ColumnNames!);
        Assert.Equal([0f, 1, 1, 0], parts.Train.Examples.Rows([0, 1]).AsSpan());
        Assert.Equal([1, 0], parts.Train.Labels!);
    }

    [Fact]
    public void Texts_that_are_not_UTF_8_are_read_as_Latin1_with_a_notice()
    {
        string path = Write([("a/1", [(byte)'n', 0xE9, (byte)'e']), ("a/2", Encoding.UTF8.GetBytes("née")), ("b/3", Encoding.UTF8.GetBytes("\uFEFFЁлка"))]);

        Dataset data = Open(path, new DataOptions()).Train;

        Assert.Equal(["née", "ёлка"], data.ColumnNames!);
        Assert.Contains("1 documents", Assert.Single(data.Notices));
    }

    [Theory]
    [InlineData("../evil/1")]
    [InlineData("a/../1")]
    [InlineData("/etc/passwd")]
    [InlineData("a\\b/1")]
    [InlineData("a//1")]
    [InlineData("c:/x/1")]
    public void Names_that_lead_elsewhere_are_refused(string name)
    {
        string message = Refusal(Write((name, "text")));

        Assert.Contains(name[..2] == "a\\" ? "a\\b" : name, message);
        Assert.Contains("class/name", message);
    }

    [Fact]
    public void Folders_that_are_too_deep_or_not_splits_are_refused()
    {
        Assert.Contains("3 folders deep", Refusal(Write(("a-train/b/c/1", "x"))));
        Assert.Contains("train, test or validation", Refusal(Write(("a/b/1", "x"))));
        Assert.Contains("both", Refusal(Write(("1", "dog"), ("a/1", "cat"))));
        Assert.Contains("no training split", Refusal(Write(("the-test/a/1", "cat"))));
        Assert.Contains("no word", Refusal(Write(("a/1", "! ?"))));
    }

    [Fact]
    public void Links_and_texts_with_NUL_bytes_are_refused()
    {
        string path = _folder.At("links.tar");
        using (TarWriter tar = new(File.Create(path)))
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "a/1") { LinkName = "/etc/passwd" });

        Assert.Contains("link", Refusal(path));
        Assert.Contains("NUL", Refusal(Write([("a/1", [65, 66, 0, 67])])));
    }

    [Fact]
    public void Limits_hold_for_documents_for_all_bytes_and_for_the_number_of_documents()
    {
        string path = Write(("a/1", "four score"), ("a/2", "and seven"));

        Assert.Contains("limit for a document is 9", Refusal(path, DataLimits.Default with { MaximumTextBytes = 9 }));
        Assert.Contains("limit of 1000 decompressed bytes", Refusal(path, DataLimits.Default with { MaximumBytes = 1000 }));
        Assert.Contains("limit of 1 documents", Refusal(path, DataLimits.Default with { MaximumRows = 1 }));
        _ = DataSource.Open(path, new DataLocations(null, ""), DataLimits.Default with { MaximumTextBytes = 10, MaximumRows = 2 }, new DataOptions());
    }

    [Fact]
    public void A_bomb_stops_at_the_limit()
    {
        string path = _folder.Write("bomb.tar.gz", TemporaryFolder.Gzip(new byte[10 << 20]));

        Assert.Contains("limit", Refusal(path, DataLimits.Default with { MaximumBytes = 1 << 20 }));
    }

    [Fact]
    public void An_archive_truncated_anywhere_is_refused_with_a_message()
    {
        byte[] whole = File.ReadAllBytes(Write(("a/1", "some text of a cat"), ("b/1", "some text of a dog")));
        for (int length = 1; length < whole.Length; length += 7)
        {
            string path = _folder.Write("cut.tar.gz", whole.AsSpan(0, length));
            Assert.Throws<DataFileException>(() => Open(path, new DataOptions()));
        }
    }

    [Fact]
    public void Changed_bytes_give_data_or_a_refusal_and_nothing_else()
    {
        string plain = WritePlain([("a/1", "some text of a cat"u8.ToArray()), ("b/1", "some text of a dog"u8.ToArray())]);
        byte[] whole = File.ReadAllBytes(plain);
        for (int place = 0; place < 1024; place++)
        {
            byte[] changed = [.. whole];
            changed[place] ^= 0x41;
            string path = _folder.Write("changed.tar", changed);
            try
            {
                Open(path, new DataOptions());
            }
            catch (DataFileException)
            {
            }
        }
    }

    private static DataSplits Open(string path, DataOptions options) => DataSource.Open(path, new DataLocations(null, ""), DataLimits.Default, options);

    private static string Refusal(string path, DataLimits? limits = null) =>
        Assert.Throws<DataFileException>(() => DataSource.Open(path, new DataLocations(null, ""), limits ?? DataLimits.Default, new DataOptions())).Message;

    private string Write(params (string Name, string Text)[] texts) => Write([.. texts.Select(text => (text.Name, Encoding.UTF8.GetBytes(text.Text)))]);

    private string Write((string Name, byte[] Content)[] texts) =>
        _folder.Write($"{Guid.NewGuid()}.tar.gz", TemporaryFolder.Gzip(File.ReadAllBytes(WritePlain(texts))));

    private string WritePlain((string Name, byte[] Content)[] texts)
    {
        string path = _folder.At($"{Guid.NewGuid()}.tar");
        using TarWriter tar = new(File.Create(path), TarEntryFormat.Ustar);
        foreach ((string name, byte[] content) in texts)
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        return path;
    }
}
