using System.Globalization;
using System.Text;
using Harmonium.Data.Streams;
using Harmonium.Numerics;

namespace Harmonium.Data.Formats;

/// <summary>The header of an NPY file (NumPy Enhancement Proposal 1; versions 1.0, 2.0 and 3.0).</summary>
internal sealed record NpyHeader(NumberLayout Layout, bool ColumnMajor, int[] Shape)
{
    /// <summary>NumPy itself rejects headers of more than 10,000 bytes.</summary>
    private const int MaximumBytes = 10_000;

    // A label is a word, not a document.
    private const int MaximumWord = 1000;

    /// <summary>Reads the header from the start of a source.</summary>
    internal static NpyHeader Read(ByteSource source)
    {
        Span<byte> start = stackalloc byte[8];
        source.ReadExactly(start, "the NPY header");
        if (!start[..6].SequenceEqual(Magic))
            throw new DataFileException(source.Name,
                $"starts with the bytes {Convert.ToHexString(start[..6])}; an NPY file starts with {Convert.ToHexString(Magic)}. Check that this is the " +
                "right file.");
        if (start[6] is 0 or > 3 || start[7] != 0)
            throw new DataFileException(source.Name, $"is NPY version {start[6]}.{start[7]}; versions 1.0, 2.0 and 3.0 are supported.");
        Span<byte> size = stackalloc byte[start[6] == 1 ? 2 : 4];
        source.ReadExactly(size, "the NPY header");
        uint length = 0;
        for (int i = size.Length - 1; i >= 0; i--)
            length = (length << 8) | size[i];
        if (length > MaximumBytes)
            throw new DataFileException(source.Name, $"declares a header of {length} bytes; at most {MaximumBytes} are expected.");
        byte[] text = new byte[length];
        source.ReadExactly(text, "the NPY header");
        return Parse(source.Name, Encoding.Latin1.GetString(text));
    }

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    private static NpyHeader Parse(string name, string text)
    {
        PythonLiteralReader reader = new(name, text);
        NumberLayout? layout = null;
        bool? columnMajor = null;
        int[]? shape = null;
        reader.Expect('{');
        while (!reader.Accept('}'))
        {
            string key = reader.ReadString();
            reader.Expect(':');
            switch (key)
            {
                case "descr" when layout is null:
                    layout = LayoutOf(name, reader.At('[') ? "a record" : reader.ReadString());
                    break;
                case "fortran_order" when columnMajor is null:
                    columnMajor = reader.ReadBoolean();
                    break;
                case "shape" when shape is null:
                    shape = reader.ReadIntegers();
                    break;
                default:
                    throw new DataFileException(name, $"has an unknown or repeated field “{key}” in its NPY header.");
            }

            if (!reader.Accept(','))
            {
                reader.Expect('}');
                break;
            }
        }

        reader.ExpectEnd();
        if (layout is null || columnMajor is null || shape is null)
            throw new DataFileException(name, "has an NPY header without one of the fields descr, fortran_order and shape.");
        if (shape.Length is 0 or > Tensor.MaximumRank)
            throw new DataFileException(name, $"has {shape.Length} dimensions; 1 to {Tensor.MaximumRank} are expected.");
        return new NpyHeader(layout.Value, columnMajor.Value, shape);
    }

    private static NumberLayout LayoutOf(string name, string type)
    {
        if (type.Contains('O'))
            throw new DataFileException(name,
                "contains Python objects (dtype object), which cannot be loaded without running foreign code. Save numbers with " +
                "array.astype('float32') and words with array.astype(str).");
        if (type.Length > 2 && type[1] is ('U' or 'S') && int.TryParse(type.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            && length is > 0 and <= MaximumWord && type[0] is ('<' or '>' or '|'))
            return new NumberLayout(type[1] == 'U' ? NumberKind.Unicode : NumberKind.Bytes, BigEndian: type[0] == '>', length);
        NumberKind? kind = type.Length == 3 ? type[1..] switch
        {
            "b1" => NumberKind.Boolean,
            "u1" => NumberKind.UInt8,
            "i1" => NumberKind.Int8,
            "u2" => NumberKind.UInt16,
            "i2" => NumberKind.Int16,
            "u4" => NumberKind.UInt32,
            "i4" => NumberKind.Int32,
            "u8" => NumberKind.UInt64,
            "i8" => NumberKind.Int64,
            "f2" => NumberKind.Float16,
            "f4" => NumberKind.Float32,
            "f8" => NumberKind.Float64,
            _ => null,
        }
        : null;
        if (kind is null || type[0] is not ('<' or '>' or '|'))
            throw new DataFileException(name,
                $"contains values of type {Printable.Of(type)}; Booleans, integers, floating-point numbers up to 64 bits and words are expected. Save " +
                "numbers with array.astype('float32') and words with array.astype(str).");
        NumberLayout layout = new(kind.Value, BigEndian: type[0] == '>');
        if (type[0] == '|' && layout.Bytes > 1)
            throw new DataFileException(name, $"does not specify the byte order of its type {type}.");
        return layout;
    }
}
