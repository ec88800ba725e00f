namespace Harmonium.Data.Formats;

/// <summary>The types of the values of array files.</summary>
internal enum NumberKind
{
    Boolean,
    UInt8,
    Int8,
    UInt16,
    Int16,
    UInt32,
    Int32,
    UInt64,
    Int64,
    Float16,
    Float32,
    Float64,

    /// <summary>Words of a fixed number of code points, 4 bytes each.</summary>
    Unicode,

    /// <summary>Words of a fixed number of bytes.</summary>
    Bytes,
}
