using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Harmonium.Numerics;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Tests.Storage.TensorFiles;

public sealed class SafeTensorsTests
{
    private static readonly Gen<Tensor> _tensor =
        Gen.Int[0, 5].Array[0, Tensor.MaximumRank].SelectMany(shape =>
            Gen.Int.Array[shape.Aggregate(1, (a, b) => a * b)].Select(bits => Tensor.From([.. bits.Select(BitConverter.Int32BitsToSingle)], shape)));

    private static readonly Gen<TensorFile> _file =
        Gen.Select(
            Gen.Dictionary(Text(), _tensor)[0, 6],
            Gen.Dictionary(Text(), Text())[0, 4],
            (tensors, strings) => new TensorFile(tensors, strings));

    [Fact]
    public void Written_files_are_read_back_bit_for_bit_including_NaN_payloads() =>
        _file.Sample(file => SafeTensorsBytes.AreSame(file, SafeTensorsBytes.Read(SafeTensorsBytes.Written(file))), iter: 2000, seed: "0000000000000");

    [Fact]
    public void The_bytes_do_not_depend_on_the_order_of_the_names() =>
        _file.Sample(
            file => SafeTensorsBytes.Written(file).AsSpan().SequenceEqual(SafeTensorsBytes.Written(new TensorFile(
                file.Tensors.Reverse().ToDictionary(), file.Metadata.Reverse().ToDictionary()))),
            iter: 500,
            seed: "0000000000000");

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        TensorFile file = new(
            new Dictionary<string, Tensor> { ["b"] = Tensor.From([1f], 1), ["a"] = Tensor.From([2f, 3f], 1, 2) },
            new Dictionary<string, string> { ["k"] = "say \"ü\"" });
        const string Header = """{"__metadata__":{"k":"say \"ü\""},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""";
        int padding = (8 - (Encoding.UTF8.GetByteCount(Header) % 8)) % 8;
        byte[] expected = SafeTensorsBytes.Of(Header + new string(' ', padding), [0, 0, 0, 0x40, 0, 0, 0x40, 0x40, 0, 0, 0x80, 0x3F]);
        Assert.Equal(expected, SafeTensorsBytes.Written(file));
    }

    [Fact]
    public void The_values_start_at_a_multiple_of_8_bytes() =>
        _file.Sample(file => BinaryPrimitives.ReadInt64LittleEndian(SafeTensorsBytes.Written(file)) % 8 == 0, iter: 200, seed: "0000000000000");

    [Fact]
    public void Sha256_is_that_of_the_written_bytes()
    {
        TensorFile file = SafeTensorsBytes.Sample();
        byte[] digest = System.Security.Cryptography.SHA256.HashData(SafeTensorsBytes.Written(file));
        Assert.Equal(Convert.ToHexStringLower(digest), file.Sha256());
    }

    [Fact]
    public void A_tensor_longer_than_one_chunk_keeps_every_number()
    {
        float[] numbers = [.. Enumerable.Range(0, 200_001).Select(i => i * 0.5f)];
        TensorFile file = new(new Dictionary<string, Tensor> { ["long"] = Tensor.From(numbers, 200_001) }, new Dictionary<string, string>());
        Assert.Equal(numbers, SafeTensorsBytes.Read(SafeTensorsBytes.Written(file)).Tensors["long"].AsSpan().ToArray());
    }

    [Fact]
    public void Other_number_types_become_float32_if_it_can_represent_them()
    {
        byte[] data =
        [
            .. BitConverter.GetBytes(0.1), .. BitConverter.GetBytes(double.NegativeInfinity), // F64
            .. BitConverter.GetBytes((Half)1.5f), // F16
            0xC0, 0x3F, // BF16: 1.5
            .. BitConverter.GetBytes(1L << 40), .. BitConverter.GetBytes(long.MinValue), // I64
            .. BitConverter.GetBytes(-16_777_216), // I32
            0, 255, // U8
        ];
        TensorFile file = SafeTensorsBytes.Read(SafeTensorsBytes.Of(
            """
            {"f64":{"dtype":"F64","shape":[2],"data_offsets":[0,16]},"f16":{"dtype":"F16","shape":[],"data_offsets":[16,18]},
            "bf16":{"dtype":"BF16","shape":[1],"data_offsets":[18,20]},"i64":{"dtype":"I64","shape":[2],"data_offsets":[20,36]},
            "i32":{"dtype":"I32","shape":[1],"data_offsets":[36,40]},"u8":{"dtype":"U8","shape":[2],"data_offsets":[40,42]}}
            """,
            data));
        Assert.Equal([0.1f, float.NegativeInfinity], file.Tensors["f64"].AsSpan().ToArray());
        Assert.Equal([1.5f], file.Tensors["f16"].AsSpan().ToArray());
        Assert.Equal([1.5f], file.Tensors["bf16"].AsSpan().ToArray());
        Assert.Equal([1L << 40, long.MinValue], file.Tensors["i64"].AsSpan().ToArray());
        Assert.Equal([-16_777_216f], file.Tensors["i32"].AsSpan().ToArray());
        Assert.Equal([0f, 255f], file.Tensors["u8"].AsSpan().ToArray());
    }

    [Theory]
    [InlineData(16_777_217L)]
    [InlineData(long.MaxValue)]
    [InlineData(-(1L << 60) - 1)]
    public void A_whole_number_that_float32_would_round_is_refused_with_its_tensor_and_place(long number)
    {
        ModelFileException refused = SafeTensorsBytes.Refused(SafeTensorsBytes.Of(
            """{"steps":{"dtype":"I64","shape":[2],"data_offsets":[0,16]}}""", [.. BitConverter.GetBytes(5L), .. BitConverter.GetBytes(number)]));
        Assert.Equal("steps", refused.Tensor);
        Assert.Contains("value 1", refused.Message);
    }

    [Fact]
    public void A_double_beyond_the_range_of_float32_is_refused() =>
        Assert.Contains("float32", SafeTensorsBytes.Refused(SafeTensorsBytes.Of(
            """{"x":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", BitConverter.GetBytes(1e300))).Message);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_number_that_is_not_finite_is_refused_where_that_is_asked_with_its_tensor_and_place(float number)
    {
        byte[] bytes = SafeTensorsBytes.Of("""{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", SafeTensorsBytes.Floats(1, 2, number));
        Assert.Equal(number, SafeTensorsBytes.Read(bytes).Tensors["w"][2]);
        ModelFileException refused = SafeTensorsBytes.Refused(bytes, new SafeTensorsOptions { RefuseNonFinite = true });
        Assert.Equal("w", refused.Tensor);
        Assert.Equal(bytes.Length - 4, refused.Offset);
    }

    [Fact]
    public void Content_that_could_not_be_read_again_is_not_written()
    {
        Tensor one = Tensor.Zeros(1);
        Dictionary<string, string> none = [];
        Assert.Throws<ArgumentException>(() => SafeTensorsBytes.Written(new TensorFile(new Dictionary<string, Tensor> { ["__metadata__"] = one }, none)));
        Assert.Throws<ArgumentException>(() => SafeTensorsBytes.Written(new TensorFile(new Dictionary<string, Tensor> { ["\uD800"] = one }, none)));
        Assert.Throws<ArgumentException>(() =>
            SafeTensorsBytes.Written(new TensorFile(new Dictionary<string, Tensor>(), new Dictionary<string, string> { ["k"] = "\uDC00" })));
        Assert.Throws<ArgumentException>(() =>
            SafeTensorsBytes.Written(new TensorFile(new Dictionary<string, Tensor>(), new Dictionary<string, string> { ["k"] = new string('x', 9 << 20) })));
        Assert.Throws<ArgumentException>(() => SafeTensorsBytes.Written(new TensorFile(
            new Dictionary<string, Tensor>(), Enumerable.Range(0, 70_000).ToDictionary(i => $"{i}", _ => ""))));
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_storage_errors_not_model_errors()
    {
        using TemporaryFolder folder = new();
        Assert.Contains("does not exist", Assert.Throws<StorageException>(() => SafeTensors.Read(folder.At("absent"))).Message);
        Assert.Contains("folder", Assert.Throws<StorageException>(() => SafeTensors.Read(folder.Path)).Message);
    }

    private static Gen<string> Text() =>
        Gen.OneOf(Gen.String[Gen.Char.AlphaNumeric, 1, 8], Gen.OneOf("", "ü.ß", "quote\"slash\\", "tab\tnull\0", "日本", "𝄞", "a/b", "<&>'", "\u2028"));
}
