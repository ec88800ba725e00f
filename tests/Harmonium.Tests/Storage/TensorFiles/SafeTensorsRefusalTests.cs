using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Tests.Storage.TensorFiles;

public sealed class SafeTensorsRefusalTests
{
    private const long Allowance = 64L << 20;

    /// <summary>Invalid headers, the number of bytes after them, and a word that the message must contain.</summary>
    public static TheoryData<string, int, string> Lies { get; } = new()
    {
        { """{"a":{"dtype":"F32","shape":[2147483648],"data_offsets":[0,8589934592]}}""", 8, "2147483648" },
        { """{"a":{"dtype":"F32","shape":[2147483647],"data_offsets":[0,8589934588]}}""", 8, "at most" },
        { """{"a":{"dtype":"F32","shape":[536870912],"data_offsets":[0,2147483648]}}""", 8, "only 8 follow" },
        { """{"a":{"dtype":"F32","shape":[65536,65536,65536,65536],"data_offsets":[0,0]}}""", 0, "at most" },
        { """{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "at most" },
        { """{"a":{"dtype":"F32","shape":[0,9223372036854775807],"data_offsets":[0,0]}}""", 0, "at most" },
        { """{"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,4]}}""", 4, "whole number" },
        { """{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "whole number" },
        { """{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}""", 4, "whole number" },
        { """{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", 4, "whole number" },
        { """{"a":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}}""", 4, "whole number" },
        { """{"a":{"dtype":"F32","shape":[1,1,1,1,1],"data_offsets":[0,4]}}""", 4, "more than 4" },
        { """{"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}""", 4, "list of numbers" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "not above" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "Two numbers" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,2,4]}}""", 4, "more than 2" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 4, "whole number" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}""", 8, "must be equal" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[9223372036854775803,9223372036854775807]}}""", 4, "no gaps" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "overlap" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "overlap" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}""", 8, "overlap" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "no gaps" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "no gaps" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "do not belong to a tensor" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "truncated" },
        { "{}", 1, "do not belong to a tensor" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "twice" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0061":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "twice" },
        { """{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "twice" },
        { """{"__metadata__":{"k":"1","k":"2"}}""", 0, "twice" },
        { """{"__metadata__":{},"__metadata__":{}}""", 0, "twice" },
        { """{"__metadata__":{"k":1}}""", 0, "a string" },
        { """{"__metadata__":{"k":null}}""", 0, "a string" },
        { """{"__metadata__":[]}""", 0, "an object" },
        { """{"a":{"dtype":"F32","shape":[1]}}""", 0, "no data_offsets" },
        { """{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4, "no shape" },
        { """{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, "no dtype" },
        { """{"a":{}}""", 0, "no dtype" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"strides":[1]}}""", 4, "'strides'" },
        { """{"a":{"dtype":"F8_E5M2","shape":[4],"data_offsets":[0,4]}}""", 4, "BF16, F16, F32, F64, I32, I64, U8" },
        { """{"a":{"dtype":"f32","shape":[1],"data_offsets":[0,4]}}""", 4, "'f32'" },
        { """{"a":{"dtype":4,"shape":[1],"data_offsets":[0,4]}}""", 4, "a string" },
        { """{"a":null}""", 0, "an object" },
        { """{"a":"\uD800"}""", 0, "an object" },
        { """{"\uD800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "Unicode" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} {}""", 4, "not valid JSON" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},}""", 4, "not valid JSON" },
        { """{"a":/* */{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "not valid JSON" },
        { """{"a":{"dtype":"F32","shape":[01],"data_offsets":[0,4]}}""", 4, "not valid JSON" },
        { "[]", 0, "'{'" },
        { " {}", 0, "'{'" },
        { "", 0, "'{'" },
        { "{", 0, "not valid JSON" },
        { """{"a":{"dtype":"F32","shape":[""", 0, "not valid JSON" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void An_invalid_header_is_refused_with_a_message_and_little_memory(string header, int dataBytes, string word)
    {
        byte[] bytes = SafeTensorsBytes.Of(header, new byte[dataBytes]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ModelFileException refused = SafeTensorsBytes.Refused(bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains(word, refused.Message);
        Assert.StartsWith("'file': ", refused.Message);
        Assert.EndsWith(".", refused.Message);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL << 20)]
    [InlineData(100_000_001UL)]
    [InlineData(1UL << 31)]
    [InlineData((ulong)long.MaxValue)]
    [InlineData(1UL << 63)]
    [InlineData(ulong.MaxValue)]
    public void An_invalid_header_length_is_refused_before_memory_is_allocated(ulong length)
    {
        byte[] bytes = SafeTensorsBytes.Of("{}      ");
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        SafeTensorsBytes.Refused(bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Invalid_UTF8_is_refused_in_names_and_in_strings()
    {
        byte[] name = [.. "{\""u8, 0xFF, .. "\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}"u8];
        byte[] text = [.. "{\"__metadata__\":{\"k\":\""u8, 0xC3, .. "\"}}"u8];
        Assert.Contains("Unicode", SafeTensorsBytes.Refused(SafeTensorsBytes.Of(name)).Message);
        Assert.Contains("Unicode", SafeTensorsBytes.Refused(SafeTensorsBytes.Of(text)).Message);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void A_million_nested_brackets_are_refused(string bracket) =>
        SafeTensorsBytes.Refused(SafeTensorsBytes.Of("{\"a\":" + string.Concat(Enumerable.Repeat(bracket, 1_000_000))));

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        byte[] whole = SafeTensorsBytes.Written(SafeTensorsBytes.Sample());
        for (int length = 0; length < whole.Length; length++)
            SafeTensorsBytes.Refused(whole[..length]);
    }

    [Fact]
    public void One_flipped_bit_anywhere_in_the_header_is_refused_or_means_what_the_bytes_now_say()
    {
        byte[] whole = SafeTensorsBytes.Written(SafeTensorsBytes.Sample());
        int end = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(whole);
        for (int bit = 0; bit < 8 * end; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            _ = AssertRefusedOrRight(flipped);
        }
    }

    [Fact]
    public void Forty_thousand_mutations_are_refused_or_mean_what_the_bytes_now_say()
    {
        byte[] seed = SafeTensorsBytes.Written(SafeTensorsBytes.Sample());
        string[] scraps = ["{", "}", "[", "]", "\"", ",", ":", "0", "9", "-", "e", "\\u0061", "\\", "F64", "I64", "null", "__metadata__",
            "\"dtype\":\"F32\",", "2147483648", "\0", "ÿ"];
        int accepted = 0;
        Gen<Action<List<byte>>> change = Gen.Select(Gen.Int[0, 5], Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue], Gen.Byte, Mutation);
        change.Array[1, 4].Sample(
            changes =>
            {
                List<byte> bytes = [.. seed];
                foreach (Action<List<byte>> one in changes)
                    one(bytes);
                accepted += AssertRefusedOrRight([.. bytes]);
            },
            iter: 40_000,
            seed: "0000000000000",
            threads: 1);
        Assert.InRange(accepted, 400, 39_000); // both outcomes are frequent

        Action<List<byte>> Mutation(int kind, int where, int what, byte value) => bytes =>
        {
            int at = where % (bytes.Count + 1);
            int last = Math.Min(at, Math.Max(0, bytes.Count - 1));
            switch (kind)
            {
                case 0 when bytes.Count > 0:
                    bytes[last] = value;
                    break;
                case 1 when bytes.Count > 0:
                    bytes[last] ^= (byte)(1 << (what % 8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(what % 9, bytes.Count - at));
                    break;
                case 3:
                    Repair(bytes, () => bytes.InsertRange(Math.Max(at, Math.Min(8, bytes.Count)), Encoding.UTF8.GetBytes(scraps[what % scraps.Length])));
                    break;
                case 4:
                    bytes.InsertRange(at, bytes[last..Math.Min(bytes.Count, last + (what % 64))]);
                    break;
                default:
                    Repair(bytes, () => bytes.RemoveRange(Math.Min(8 + (where % 300), bytes.Count),
                        Math.Min(what % 5, Math.Max(0, bytes.Count - 8 - (where % 300)))));
                    break;
            }
        };

        // Keeps the declared length of the header correct, so that the header parser sees the change.
        static void Repair(List<byte> bytes, Action change)
        {
            int before = bytes.Count;
            change();
            if (bytes.Count < 8)
                return;
            byte[] length = [.. bytes[..8]];
            BinaryPrimitives.WriteInt64LittleEndian(length, BinaryPrimitives.ReadInt64LittleEndian(length) + bytes.Count - before);
            for (int i = 0; i < 8; i++)
                bytes[i] = length[i];
        }
    }

    [Fact]
    public void Random_bytes_are_refused() =>
        Gen.Byte.Array[0, 200].Sample(bytes => SafeTensorsBytes.Refused(bytes), iter: 5_000, seed: "0000000000000", threads: 1);

    [Fact]
    public void The_greediest_files_within_the_limits_stay_within_their_size_and_64_megabytes()
    {
        string manyTensors = "{" + string.Join(',', Enumerable.Range(0, 65_536).Select(i => $$"""
            "{{i:x}}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}
            """)) + "}";
        string manyStrings = """{"__metadata__":{""" + string.Join(',', Enumerable.Range(0, 65_536).Select(i => $"\"{i:x}\":\"\"")) + "}}";
        string longString = """{"__metadata__":{"k":"\n""" + new string('x', (8 << 20) - 40) + "\"}}";
        byte[] growing = SafeTensorsBytes.Of($$$"""{"a":{"dtype":"U8","shape":[{{{8 << 20}}}],"data_offsets":[0,{{{8 << 20}}}]}}""", new byte[8 << 20]);
        foreach (byte[] bytes in new[] { SafeTensorsBytes.Of(manyTensors), SafeTensorsBytes.Of(manyStrings), SafeTensorsBytes.Of(longString), growing })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            TensorFile file = SafeTensorsBytes.Read(bytes);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, bytes.Length + Allowance);
            GC.KeepAlive(file);
        }
    }

    [Fact]
    public void Each_limit_is_a_limit()
    {
        byte[] header = SafeTensorsBytes.Of("""{"__metadata__":{"a":"","b":""}}""");
        Assert.Equal(2, SafeTensorsBytes.Read(header, new SafeTensorsOptions { MaximumEntries = 2, MaximumHeaderBytes = 32 }).Metadata.Count);
        Assert.Contains("more than 1 ", SafeTensorsBytes.Refused(header, new SafeTensorsOptions { MaximumEntries = 1 }).Message);
        Assert.Contains("at most 31 ", SafeTensorsBytes.Refused(header, new SafeTensorsOptions { MaximumHeaderBytes = 31 }).Message);
        byte[] growing = SafeTensorsBytes.Of("""{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""", new byte[8]);
        Assert.Equal(8, SafeTensorsBytes.Read(growing, new SafeTensorsOptions { MaximumGrowthBytes = 24 }).Tensors["a"].Count);
        Assert.Contains("at most 23 ", SafeTensorsBytes.Refused(growing, new SafeTensorsOptions { MaximumGrowthBytes = 23 }).Message);
    }

    [Fact]
    public void A_file_larger_than_memory_is_refused_before_it_is_read()
    {
        using Stream huge = new EndlessZeros("""{"a":{"dtype":"F32","shape":[2147483000],"data_offsets":[0,8589932000]}""", 3000);
        ModelFileException refused = Assert.Throws<ModelFileException>(() => SafeTensors.Read(huge, "huge"));
        Assert.Contains("memory", refused.Message);
    }

    [Fact]
    public void Names_in_messages_cannot_control_or_flood_a_terminal()
    {
        string message = SafeTensorsBytes.Refused(SafeTensorsBytes.Of("{\"\\u001b[2J" + new string('x', 5000) + "\":{}}")).Message;
        Assert.DoesNotContain('\u001b', message);
        Assert.InRange(message.Length, 1, 1000);
    }

    /// <summary>Returns 1 for an accepted file, 0 for a refused one.</summary>
    private static int AssertRefusedOrRight(byte[] bytes)
    {
        TensorFile read;
        try
        {
            read = SafeTensorsBytes.Read(bytes);
        }
        catch (ModelFileException)
        {
            return 0;
        }

        Assert.True(SafeTensorsBytes.AreSame(SafeTensorsOracle.Read(bytes), read), Convert.ToHexString(bytes));
        return 1;
    }
}
