using System.Text;
using Harmonium.Data;
using static Harmonium.Tests.Data.Formats.Reading;

namespace Harmonium.Tests.Data.Formats;

public sealed class NpyFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, float[]> EveryType => new()
    {
        { "|b1", "0100", [1, 0] },
        { "|u1", "33FF", [51 * (1 / 255f), 1] },
        { "|i1", "7FFF", [127, -1] },
        { "<u2", "0100FFFF", [1, 65535] },
        { ">u2", "0001FFFF", [1, 65535] },
        { "<i2", "0100FFFF", [1, -1] },
        { "<u4", "01000000FFFFFFFF", [1, 4294967295f] },
        { "<i4", "01000000FFFFFFFF", [1, -1] },
        { "<u8", "0100000000000000FFFFFFFFFFFFFFFF", [1, 18446744073709551615f] },
        { "<i8", "0100000000000000FEFFFFFFFFFFFFFF", [1, -2] },
        { ">i8", "0000000000000001FFFFFFFFFFFFFFFE", [1, -2] },
        { "<f2", "003C00C4", [1, -4] },
        { "<f4", "0000803F000000C0", [1, -2] },
        { ">f4", "3F800000C0000000", [1, -2] },
        { "<f8", "000000000000F03F00000000000000C0", [1, -2] },
    };

    [Theory, MemberData(nameof(EveryType))]
    public void Every_type_of_number_is_read(string type, string values, float[] expected) =>
        Assert.Equal(expected, All(Open(_folder.Write("a.npy", Npy($"{{'descr': '{type}', 'fortran_order': False, 'shape': (2, 1), }}", values)))));

    [Fact]
    public void Every_version_of_the_header_is_read()
    {
        const string header = "{'descr': '|i1', 'fortran_order': False, 'shape': (1, 2)}";
        foreach (int version in (int[])[1, 2, 3])
            Assert.Equal([3f, 4], All(Open(_folder.Write("a.npy", Npy(header, "0304", version)))));
    }

    [Fact]
    public void Column_major_arrays_are_turned()
    {
        // 2 examples of 3 × 2; the value 100 i + 10 j + k is at i + 2 j + 6 k.
        sbyte[] stored = new sbyte[12];
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                for (int k = 0; k < 2; k++)
                    stored[i + (2 * j) + (6 * k)] = (sbyte)((100 * i) + (10 * j) + k);
            }
        }

        string values = Convert.ToHexString([.. stored.Select(value => (byte)value)]);
        Dataset data = Open(_folder.Write("a.npy", Npy("{'descr': '|i1', 'fortran_order': True, 'shape': (2, 3, 2), }", values)));

        Assert.Equal(ItemShape.Image(3, 2), data.Shape);
        Assert.Equal([0f, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121], All(data));
    }

    [Fact]
    public void Four_dimensions_are_images_with_channels_last_or_one_channel_first()
    {
        Dataset last = Open(_folder.Write("a.npy", Npy("{'descr': '|i1', 'fortran_order': False, 'shape': (1, 2, 1, 3), }", "010203040506")));
        Dataset first = Open(_folder.Write("b.npy", Npy("{'descr': '|i1', 'fortran_order': False, 'shape': (1, 1, 1, 6), }", "010203040506")));

        Assert.Equal(ItemShape.Image(2, 1, 3), last.Shape);
        Assert.Equal(ItemShape.Image(1, 6), first.Shape);
        Assert.Contains("[1, 3, 1, 6]",
            Refused(_folder.Write("c.npy",
            Npy("{'descr': '|i1', 'fortran_order': False, 'shape': (1, 3, 1, 6), }", string.Concat(Enumerable.Repeat("01", 18))))).Message);
    }

    [Fact]
    public void Vectors_take_the_shape_of_images_on_demand()
    {
        string path = _folder.Write("a.npy", Npy("{'descr': '|i1', 'fortran_order': False, 'shape': (1, 6), }", "010203040506"));

        Assert.Equal(ItemShape.Image(2, 3), Open(path, new DataOptions { Shape = ItemShape.Image(2, 3) }).Shape);
        Assert.Contains("do not fit the shape", Refused(path, new DataOptions { Shape = ItemShape.Image(2, 2) }).Message);
        Assert.Equal([0.5f, 1, 1.5f, 2, 2.5f, 3], All(Open(path, new DataOptions { Scale = 0.5f })));
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1, 1), }", "Python objects")]
    [InlineData("{'descr': 'O', 'fortran_order': False, 'shape': (1, 1), }", "Python objects")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1, 1), }", "a record")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1, 1), }", "<c8")]
    [InlineData("{'descr': '<U1', 'fortran_order': False, 'shape': (1, 1), }", "contains words")]
    [InlineData("{'descr': '<M8[s]', 'fortran_order': False, 'shape': (1, 1), }", "<M8[s]")]
    [InlineData("{'descr': '|f4', 'fortran_order': False, 'shape': (1, 1), }", "byte order")]
    [InlineData("{'descr': '=f4', 'fortran_order': False, 'shape': (1, 1), }", "=f4")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), ", "is expected")]
    [InlineData("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (1, 1), }", "True or False")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 1), }", "whole number")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 1), }", "whole number")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1 1), }", "is expected")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", "0 dimensions")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1, 1, 1), }", "5 dimensions")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 0), }", "contains no values")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "is expected")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", "without one of the fields")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), }", "repeated field")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), 'extra': '1'}", "extra")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), } import os", "the end")]
    [InlineData("__import__('os')", "is expected")]
    [InlineData("{'descr': '<f4", "closing quote")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647), }", "limit")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }", "at most 4 can follow")]
    [InlineData("{'descr': '|i1', 'fortran_order': False, 'shape': (1, 2), }", "continues")]
    [InlineData("{'descr': '|b1', 'fortran_order': False, 'shape': (1, 4), }", "neither 0 nor 1")]
    public void Errors_are_reported(string header, string said) =>
        Assert.Contains(said, Refused(_folder.Write("bad.npy", Npy(header, "0000803F"))).Message);

    [Fact]
    public void Files_of_another_kind_or_version_are_refused()
    {
        const string header = "{'descr': '|i1', 'fortran_order': False, 'shape': (1, 2)}";

        Assert.Contains("4.0", Refused(_folder.Write("a.npy", Npy(header, "0304", 4))).Message);
        Assert.Contains("504B0304", Refused(_folder.Write("a.npy", Convert.FromHexString("504B03040A000000000000000000"))).Message);
        Assert.Contains("header of 65535 bytes", Refused(_folder.Write("a.npy", Convert.FromHexString("934E554D50590100FFFF"))).Message);
        Assert.Contains("header of 4294967295 bytes", Refused(_folder.Write("a.npy", Convert.FromHexString("934E554D50590200FFFFFFFF"))).Message);
    }

    [Theory]
    [InlineData("0000C07F", "NaN")]
    [InlineData("0000807F", "∞")]
    public void Numbers_that_are_not_finite_are_refused_with_their_place(string value, string said)
    {
        string message = Refused(_folder.Write("a.npy", Npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }", "00000000" + value))).Message;

        Assert.Contains("value 1 ", message);
        Assert.True(message.Contains(said) || message.Contains("Infinity"), message);
    }

    internal static byte[] Npy(string header, string values, int version = 1)
    {
        byte[] text = Encoding.Latin1.GetBytes(header + "   \n");
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. text, .. Convert.FromHexString(values)];
    }
}
