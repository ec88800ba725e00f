using System.IO.Compression;
using System.Text;
using Harmonium.Data;
using Harmonium.Data.Sources;
using Harmonium.Data.Text;

namespace Harmonium.Tests.Data;

public sealed class CharacterTextTests
{
    [Theory]
    [InlineData("Съешь же ещё этих мягких французских булок")]
    [InlineData("日本語と🙂 together")]
    public void Texts_of_any_script_come_back_from_their_numbers(string text)
    {
        CharacterText characters = CharacterText.From("text", text);

        Assert.Equal(text, characters.Alphabet.Decode(characters.Codes));
        Assert.Equal(text.EnumerateRunes().Count(), characters.Codes.Length);
        Assert.Equal(text.EnumerateRunes().Distinct().Count(), characters.Alphabet.Count);
    }

    [Fact]
    public void A_packed_file_with_a_byte_order_mark_is_the_text_without_it()
    {
        using TemporaryFolder folder = new();
        string path = folder.At("verse.txt.gz");
        using (GZipStream stream = new(File.Create(path), CompressionLevel.Fastest))
            stream.Write([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("абв")]);

        CharacterText text = CharacterText.Read(path);

        Assert.Equal("verse", text.Name);
        Assert.Equal("абв", text.Alphabet.Decode(text.Codes));
    }

    [Fact]
    public void Bytes_that_are_no_utf_8_are_refused_with_their_place()
    {
        using TemporaryFolder folder = new();
        string path = folder.At("latin.txt");
        File.WriteAllBytes(path, [0x61, 0x62, 0xE9, 0x63]);

        Assert.Contains("byte 2", Assert.Throws<DataFileException>(() => CharacterText.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder.At("empty.txt");
        File.WriteAllBytes(path, []);

        Assert.Contains("is empty", Assert.Throws<DataFileException>(() => CharacterText.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_end_of_the_text_is_held_out()
    {
        using TemporaryFolder folder = new();
        string path = folder.At("digits.txt");
        File.WriteAllText(path, "0123456789");

        TextSplits parts = NamedText.Open(path, new DataLocations(null, ""), 0.2);

        Assert.Equal("01234567", parts.Train.Alphabet.Decode(parts.Train.Codes));
        Assert.Equal("89", parts.Validation!.Alphabet.Decode(parts.Validation.Codes));
    }
}
