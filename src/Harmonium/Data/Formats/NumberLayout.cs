using System.Buffers.Binary;
using System.Text;

namespace Harmonium.Data.Formats;

/// <summary>The storage layout of one value of an array file.</summary>
/// <param name="Kind">The type.</param>
/// <param name="BigEndian">True if the most significant byte comes first.</param>
/// <param name="Length">The maximum length of words; 0 for numbers.</param>
internal readonly record struct NumberLayout(NumberKind Kind, bool BigEndian, int Length = 0)
{
    private static readonly UTF32Encoding _bigEndianCodePoints = new(bigEndian: true, byteOrderMark: false);

    /// <summary>True for words, false for numbers.</summary>
    internal bool IsText => Kind is NumberKind.Unicode or NumberKind.Bytes;

    /// <summary>The number of bytes per value.</summary>
    internal int Bytes => Kind switch
    {
        NumberKind.Boolean or NumberKind.UInt8 or NumberKind.Int8 => 1,
        NumberKind.UInt16 or NumberKind.Int16 or NumberKind.Float16 => 2,
        NumberKind.UInt32 or NumberKind.Int32 or NumberKind.Float32 => 4,
        NumberKind.Unicode => 4 * Length,
        NumberKind.Bytes => Length,
        _ => 8,
    };

    /// <summary>Returns the word stored in some bytes, without the padding at its end.</summary>
    internal string ReadText(ReadOnlySpan<byte> at)
    {
        Encoding encoding = Kind == NumberKind.Bytes ? Encoding.UTF8 : BigEndian ? _bigEndianCodePoints : Encoding.UTF32;
        return encoding.GetString(at).TrimEnd('\0');
    }

    /// <summary>Returns the number stored at the start of some bytes.</summary>
    internal double Read(ReadOnlySpan<byte> at)
    {
        ulong bits = (Bytes, BigEndian) switch
        {
            (1, _) => at[0],
            (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(at),
            (2, true) => BinaryPrimitives.ReadUInt16BigEndian(at),
            (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(at),
            (4, true) => BinaryPrimitives.ReadUInt32BigEndian(at),
            (_, false) => BinaryPrimitives.ReadUInt64LittleEndian(at),
            _ => BinaryPrimitives.ReadUInt64BigEndian(at),
        };
        return Kind switch
        {
            NumberKind.Int8 => (sbyte)bits,
            NumberKind.Int16 => (short)bits,
            NumberKind.Int32 => (int)bits,
            NumberKind.Int64 => (long)bits,
            NumberKind.Float16 => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
            NumberKind.Float32 => BitConverter.UInt32BitsToSingle((uint)bits),
            NumberKind.Float64 => BitConverter.UInt64BitsToDouble(bits),
            _ => bits,
        };
    }
}
