using System.Globalization;
using Harmonium.Numerics.Errors;
using Harmonium.Numerics.Kernels.Execution;

namespace Harmonium.Numerics;

/// <summary>
/// A float32 tensor with up to four dimensions, row-major, with the batch as the first dimension.
/// A tensor belongs to a <see cref="Device"/>, which runs its operations. Nothing needs to be disposed.
/// </summary>
public sealed partial class Tensor
{
    /// <summary>The maximum number of dimensions.</summary>
    public const int MaximumRank = 4;

    /// <summary>The number of elements in a cache line, and in the widest vector.</summary>
    internal const int LineLength = MatrixView.LineLength;

    private readonly int[] _shape;

    private Tensor(TensorStorage storage, int offset, ReadOnlySpan<int> shape, int? rowStride = null)
    {
        _shape = shape.ToArray();
        Storage = storage;
        Offset = offset;
        Count = CountOf(shape);
        RowStride = rowStride ?? Columns;
    }

    internal TensorStorage Storage { get; }

    internal int Offset { get; }

    /// <summary>The device that stores the tensor and runs its operations.</summary>
    public Device Device => Storage.Device;

    /// <summary>The size of every dimension.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The number of dimensions, from 0 (a single number) to 4.</summary>
    public int Rank => _shape.Length;

    /// <summary>The number of elements: the product of the dimensions.</summary>
    public int Count { get; }

    /// <summary>The first dimension, which indexes examples; 1 for a single number.</summary>
    public int Rows => _shape.Length == 0 ? 1 : _shape[0];

    /// <summary>The number of elements per row: the product of all dimensions except the first.</summary>
    public int Columns => _shape.Length == 0 ? 1 : CountOf(_shape.AsSpan(1));

    /// <summary>The distance between rows, in elements. Larger than <see cref="Columns"/> if rows are padded (<see cref="Aligned"/>).</summary>
    public int RowStride { get; }

    /// <summary>True if there is no padding between the rows.</summary>
    public bool IsContiguous => RowStride == Columns || Rows <= 1;

    /// <summary>The elements including the padding between rows, for operations on tensors of the same layout.</summary>
    internal Span<float> Block => Storage.HostSpan.Slice(Offset, IsContiguous ? Count : Rows * RowStride);

    /// <summary>The elements as a span, row-major, for reading and writing. Intended for data, files and images, not for models.</summary>
    /// <exception cref="InvalidOperationException">The rows are padded. Use <see cref="Row"/> or <see cref="Contiguous"/>.</exception>
    public Span<float> AsSpan() => IsContiguous
        ? Storage.HostSpan.Slice(Offset, Count)
        : throw new InvalidOperationException(
            $"The rows of this tensor of shape {Describe(Shape)} are {RowStride} elements apart, so they are not a single span. " +
            "Use Row(i), or Contiguous() for a copy without padding.");

    /// <summary>The elements of one row, for reading and writing.</summary>
    public Span<float> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        return Storage.HostSpan.Slice(Offset + (row * RowStride), Columns);
    }

    /// <summary>The element at an index of a vector.</summary>
    public float this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    /// <summary>The element at a row and column; dimensions after the first are merged into columns.</summary>
    public float this[int row, int column]
    {
        get => Row(row)[column];
        set => Row(row)[column] = value;
    }

    /// <summary>Creates a tensor of zeros on the default device.</summary>
    public static Tensor Zeros(params ReadOnlySpan<int> shape) => Zeros(Device.Default, shape);

    /// <summary>Creates a tensor of zeros on a device.</summary>
    /// <exception cref="ArgumentException">There are more than four dimensions, a negative dimension, or more than 2³¹ − 1 elements.</exception>
    public static Tensor Zeros(Device device, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (shape.Length > MaximumRank)
            throw new ArgumentException($"A tensor has at most {MaximumRank} dimensions; the shape {Describe(shape)} has {shape.Length}.", nameof(shape));
        return new Tensor(device.Allocate(CountOf(shape)), 0, shape);
    }

    /// <summary>
    /// Creates a matrix of zeros with rows aligned to cache lines, padded if necessary.
    /// Kernels that gather rows read such a matrix a third faster. A padded matrix is not a single span.
    /// </summary>
    /// <exception cref="ArgumentException">A dimension is negative, or there are more elements, including padding, than a tensor may have.</exception>
    public static Tensor Aligned(Device device, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(device);
        _ = CountOf([rows, columns]);
        int stride = (columns + LineLength - 1) / LineLength * LineLength;
        return new Tensor(device.Allocate(CountOf([rows, stride])), 0, [rows, columns], stride);
    }

    /// <summary>Creates a tensor of zeros with the shape, layout and device of another.</summary>
    public static Tensor ZerosLike(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.RowStride == other.Columns ? Zeros(other.Device, other.Shape) : Aligned(other.Device, other.Rows, other.Columns);
    }

    /// <summary>Creates a tensor with all elements equal to <paramref name="value"/>.</summary>
    public static Tensor Filled(float value, params ReadOnlySpan<int> shape)
    {
        Tensor result = Zeros(shape);
        result.AsSpan().Fill(value);
        return result;
    }

    /// <summary>Creates a tensor with a copy of the given values.</summary>
    /// <exception cref="ArgumentException">The number of values does not match the shape.</exception>
    public static Tensor From(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        if (CountOf(shape) != values.Length)
            throw new ArgumentException($"The shape {Describe(shape)} has {CountOf(shape)} elements, but {values.Length} values were given.", nameof(shape));
        Tensor result = Zeros(shape);
        values.CopyTo(result.AsSpan());
        return result;
    }

    /// <summary>The same elements in another shape, copied only if the rows are padded. One dimension may be −1; it is computed from the others.</summary>
    /// <exception cref="ArgumentException">The new shape has a different number of elements.</exception>
    public Tensor Reshape(params ReadOnlySpan<int> shape)
    {
        int[] wanted = shape.ToArray();
        int open = Array.IndexOf(wanted, -1);
        if (open >= 0)
        {
            wanted[open] = 1;
            int rest = CountOf(wanted);
            wanted[open] = rest == 0 ? 0 : Count / rest;
        }

        if (wanted.Length > MaximumRank || CountOf(wanted) != Count)
            throw new ArgumentException($"A tensor of shape {Describe(Shape)} ({Count} elements) cannot be reshaped to {Describe(shape)}.", nameof(shape));
        return new Tensor(Contiguous().Storage, IsContiguous ? Offset : 0, wanted);
    }

    /// <summary>
    /// A view of rows <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/>. It shares its memory with this tensor.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is out of bounds.</exception>
    public Tensor RowRange(int start, int count)
    {
        if (start < 0 || count < 0 || start > Rows - count)
            throw new ArgumentOutOfRangeException(nameof(start), $"Rows {start} to {start + count} are out of range for a tensor of shape {Describe(Shape)}.");
        int[] shape = Rank == 0 ? [1] : [.. _shape];
        shape[0] = count;
        return new Tensor(Storage, Offset + (start * RowStride), shape, RowStride);
    }

    /// <summary>Returns a copy.</summary>
    public Tensor Clone() => CopyTo(ZerosLike(this));

    /// <summary>Returns this tensor if its rows are not padded, otherwise a copy without padding.</summary>
    public Tensor Contiguous() => IsContiguous ? this : CopyTo(Zeros(Device, Shape));

    /// <summary>Copies the elements to a tensor of the same shape, and returns it.</summary>
    public Tensor CopyTo(Tensor into)
    {
        ArgumentNullException.ThrowIfNull(into);
        RequireSameShape(into);
        if (RowStride == into.RowStride)
        {
            Block.CopyTo(into.Block);
            return into;
        }

        for (int row = 0; row < Rows; row++)
            Row(row).CopyTo(into.Row(row));
        return into;
    }

    /// <summary>Returns a copy on another device, or this tensor if it is already there.</summary>
    public Tensor To(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return ReferenceEquals(device, Device) ? this : new Tensor(device.Adopt(Storage), Offset, Shape, RowStride);
    }

    /// <summary>Returns the shape and the first few elements.</summary>
    public override string ToString()
    {
        string numbers = string.Join(", ",
            (Count == 0 ? [] : Contiguous().AsSpan()[..Math.Min(6, Count)]).ToArray().Select(x => x.ToString("G4", CultureInfo.InvariantCulture)));
        return $"Tensor {Describe(Shape)} {{{numbers}{(Count > 6 ? ", …" : "")}}}";
    }

    /// <summary>Formats a shape, such as [100, 784].</summary>
    public static string Describe(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    internal void RequireSameShape(Tensor other)
    {
        if (!Shape.SequenceEqual(other.Shape))
            throw new ArgumentException($"The tensors must have the same shape; they are {Describe(Shape)} and {Describe(other.Shape)}.");
    }

    private static int CountOf(ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (int length in shape)
        {
            if (length < 0)
                throw new ArgumentException($"Dimensions must not be negative; the shape is {Describe(shape)}.");
            count *= length;
            if (count > Array.MaxLength)
                throw new TensorSizeException($"A tensor of shape {Describe(shape)} has more than {Array.MaxLength} elements.");
        }

        return (int)count;
    }
}
