using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Harmonium.Numerics;

namespace Harmonium.Data;

/// <summary>Examples with one byte per value, such as gray levels. A value is its byte times a scale.</summary>
internal sealed class ByteExamples : Examples
{
    // Rows far apart in memory are copied together before they are widened, so that the memory accesses overlap.
    // This reduces the time for a batch of 100 random MNIST rows from 55 µs to 22 µs.
    private const int GatheredBytes = 1 << 16;
    private readonly byte[] _values;
    private readonly RowSelection _selection;

    /// <summary>Creates examples from an array, without copying it.</summary>
    /// <param name="values">The bytes, example by example.</param>
    /// <param name="columns">The number of values per example.</param>
    /// <param name="scale">The factor of the bytes: 1/255 maps gray levels to [0, 1].</param>
    /// <exception cref="ArgumentException">The number of bytes is not a multiple of <paramref name="columns"/>, or the scale is not finite.</exception>
    public ByteExamples(byte[] values, int columns, float scale = 1 / 255f)
        : this(values, columns, scale, RowSelection.All(RowsIn(values, columns, scale)))
    {
    }

    private ByteExamples(byte[] values, int columns, float scale, RowSelection selection)
    {
        _values = values;
        _selection = selection;
        Columns = columns;
        Scale = scale;
    }

    /// <summary>The factor of the bytes.</summary>
    public float Scale { get; }

    /// <inheritdoc/>
    public override int Count => _selection.Count;

    /// <inheritdoc/>
    public override int Columns { get; }

    /// <inheritdoc/>
    protected internal override string Encoding => $"uint8 * {Scale:R}";

    /// <summary>Returns the stored bytes of one example.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row does not exist.</exception>
    public ReadOnlySpan<byte> Row(int row) => _values.AsSpan(_selection[row] * Columns, Columns);

    /// <inheritdoc/>
    public override void CopyRows(ReadOnlySpan<int> rows, Tensor into)
    {
        RequireRoom(rows.Length, into);
        Span<float> numbers = into.AsSpan();
        int rowsAtOnce = Math.Clamp(GatheredBytes / Columns, 1, Math.Max(1, rows.Length));
        byte[] gathered = ArrayPool<byte>.Shared.Rent(rowsAtOnce * Columns);
        for (int start = 0; start < rows.Length; start += rowsAtOnce)
        {
            int count = Math.Min(rowsAtOnce, rows.Length - start);
            for (int i = 0; i < count; i++)
                Row(rows[start + i]).CopyTo(gathered.AsSpan(i * Columns));
            Widen(gathered.AsSpan(0, count * Columns), Scale, numbers.Slice(start * Columns, count * Columns));
        }

        ArrayPool<byte>.Shared.Return(gathered);
    }

    /// <inheritdoc/>
    public override Examples Take(ReadOnlySpan<int> rows) => new ByteExamples(_values, Columns, Scale, _selection.Take(rows));

    /// <inheritdoc/>
    protected internal override void AppendRow(int row, IncrementalHash hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        hash.AppendData(Row(row));
    }

    // Fully compiled at its first call, so that the first epoch is as fast as the others.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(ReadOnlySpan<byte> bytes, float scale, Span<float> into)
    {
        Vector<float> factor = new(scale);
        int lanes = Vector<float>.Count;
        int i = 0;
        for (; i <= bytes.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(bytes[i..]), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> a, out Vector<uint> b);
            Vector.Widen(high, out Vector<uint> c, out Vector<uint> d);
            Span<float> target = into.Slice(i, Vector<byte>.Count);
            (Vector.ConvertToSingle(a.As<uint, int>()) * factor).CopyTo(target);
            (Vector.ConvertToSingle(b.As<uint, int>()) * factor).CopyTo(target[lanes..]);
            (Vector.ConvertToSingle(c.As<uint, int>()) * factor).CopyTo(target[(2 * lanes)..]);
            (Vector.ConvertToSingle(d.As<uint, int>()) * factor).CopyTo(target[(3 * lanes)..]);
        }

        for (; i < bytes.Length; i++)
            into[i] = bytes[i] * scale;
    }

    private static int RowsIn(byte[] values, int columns, float scale)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (!float.IsFinite(scale))
            throw new ArgumentException($"The scale must be finite; it is {scale}.", nameof(scale));
        if (values.Length % columns != 0)
            throw new ArgumentException($"{values.Length} bytes are not a whole number of examples of {columns} values.", nameof(values));
        return values.Length / columns;
    }
}
