using System.Text;
using CsCheck;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;

namespace Harmonium.Tests.Storage.Folders;

public sealed class RunRecordTests
{
    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "an object is expected")]
    [InlineData("{}", "'format' is missing")]
    [InlineData("""{"format":"other"}""", "not a run of this program")]
    [InlineData("""{"format":"harmonium-run","version":3}""", "as new as the run")]
    [InlineData("""{"format":"harmonium-run","version":1.5}""", "whole number")]
    [InlineData("""{"format":"harmonium-run","format":"harmonium-run"}""", "not valid JSON")]
    public void An_invalid_record_is_refused_with_a_message(string text, string word) => Assert.Contains(word, Refusal(Encoding.UTF8.GetBytes(text))!);

    [Theory]
    [InlineData("\"seed\": 18446744073709551615", "\"seed\": -1", "'seed'")]
    [InlineData("\"state\": \"running\"", "\"state\": \"asleep\"", "'asleep'")]
    [InlineData("\"state\": \"running\"", "\"state\": 3", "'state'")]
    [InlineData("\"fingerprint\": \"00ff\"", "\"fingerprint\": null", "'fingerprint'")]
    [InlineData("\"started\": \"0001", "\"started\": \"year", "'started'")]
    [InlineData("\"kind\": \"rbm\"", "\"kind\": \"\\uDC00\"", "Unicode")]
    [InlineData("\"kind\": \"rbm\"", "\"\\uDC00\": 1", "Unicode")]
    [InlineData("\"cpu\": \"a processor\"", "\"cpu\": 1", "'cpu'")]
    [InlineData("\"cpu\": \"a processor\"", "\"cpu\": \"\\uD800\"", "Unicode")]
    [InlineData("\"name\": \"letters\"", "\"nom\": \"letters\"", "'name' is missing")]
    public void A_field_that_is_wrong_is_refused_by_name(string right, string wrong, string word)
    {
        string text = Encoding.UTF8.GetString(Bytes());
        Assert.Contains(right, text);
        Assert.Contains(word, Refusal(Encoding.UTF8.GetBytes(text.Replace(right, wrong)))!);
    }

    [Fact]
    public void Any_bytes_in_place_of_a_record_are_a_record_or_a_storage_error()
    {
        byte[] whole = Bytes();
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length]).Sample(
            (at, value, length) =>
            {
                byte[] bytes = [.. whole];
                bytes[at] = value;
                _ = Refusal(length % 2 == 0 ? bytes : bytes[..length]);
            },
            iter: 5_000,
            seed: "0000000000000",
            threads: 1);
    }

    private static byte[] Bytes()
    {
        using MemoryStream stream = new();
        RunRecordJson.Write(stream, Runs.Record);
        return stream.ToArray();
    }

    private static string? Refusal(byte[] bytes)
    {
        try
        {
            _ = RunRecordJson.Read(bytes, "run.json");
            return null;
        }
        catch (StorageException exception)
        {
            return exception.Message;
        }
    }
}
