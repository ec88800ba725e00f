using System.Buffers.Binary;

namespace Harmonium.Data.Formats;

/// <summary>The storage layout of one number of an array file.</summary>
internal readonly record struct NumberLayout(NumberKind Kind, bool BigEndian)
{
    /// <summary>The number of bytes per number.</summary>
    internal int Bytes => Kind switch
    {
        NumberKind.Boolean or NumberKind.UInt8 or NumberKind.Int8 => 1,
        NumberKind.UInt16 or NumberKind.Int16 or NumberKind.Float16 => 2,
        NumberKind.UInt32 or NumberKind.Int32 or NumberKind.Float32 => 4,
        _ => 8,
    };

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
