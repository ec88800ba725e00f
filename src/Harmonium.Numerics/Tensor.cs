using System.Globalization;
using Harmonium.Numerics.Kernels.Execution;

namespace Harmonium.Numerics;

/// <summary>
/// A block of float32 numbers with up to four dimensions, row-major, batch first: the one currency of the library.
/// A tensor lives on a <see cref="Device"/>; operations run there. Nothing needs to be disposed.
/// </summary>
public sealed partial class Tensor
{
    /// <summary>The largest number of dimensions.</summary>
    public const int MaximumRank = 4;

    /// <summary>The numbers of one cache line, and of the widest vector.</summary>
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

    /// <summary>Where the numbers live and the operations run.</summary>
    public Device Device => Storage.Device;

    /// <summary>The length of every dimension, slowest first.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The number of dimensions, 0 (a single number) to 4.</summary>
    public int Rank => _shape.Length;

    /// <summary>How many numbers there are: the product of the dimensions.</summary>
    public int Count { get; }

    /// <summary>The first dimension, which counts examples; 1 for a single number.</summary>
    public int Rows => _shape.Length == 0 ? 1 : _shape[0];

    /// <summary>The numbers of one row: the product of all dimensions but the first.</summary>
    public int Columns => _shape.Length == 0 ? 1 : CountOf(_shape.AsSpan(1));

    /// <summary>How far it is from a row to the next; more than <see cref="Columns"/> where rows are <see cref="Aligned"/>.</summary>
    public int RowStride { get; }

    /// <summary>Whether the rows follow each other without a gap.</summary>
    public bool IsContiguous => RowStride == Columns || Rows <= 1;

    /// <summary>The numbers with the gaps between rows, for operations on tensors of one layout.</summary>
    internal Span<float> Block => Storage.HostSpan.Slice(Offset, IsContiguous ? Count : Rows * RowStride);

    /// <summary>The numbers themselves, row-major, open to reading and writing; for data, files and pictures, not for models.</summary>
    /// <exception cref="InvalidOperationException">There are gaps between the rows: take <see cref="Row"/> or <see cref="Contiguous"/>.</exception>
    public Span<float> AsSpan() => IsContiguous
        ? Storage.HostSpan.Slice(Offset, Count)
        : throw new InvalidOperationException(
            $"The rows of this tensor of shape {Describe(Shape)} are {RowStride} numbers apart, so it is no single span: take Row(i), or Contiguous() for a " +
            "copy without gaps.");

    /// <summary>The numbers of one row, open to reading and writing.</summary>
    public Span<float> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        return Storage.HostSpan.Slice(Offset + (row * RowStride), Columns);
    }

    /// <summary>The number at an index of a vector.</summary>
    public float this[int i]
    {
        get => AsSpan()[i];
        set => AsSpan()[i] = value;
    }

    /// <summary>The number at a row and column, the trailing dimensions taken as one.</summary>
    public float this[int row, int column]
    {
        get => Row(row)[column];
        set => Row(row)[column] = value;
    }

    /// <summary>A tensor of zeros on the default device.</summary>
    public static Tensor Zeros(params ReadOnlySpan<int> shape) => Zeros(Device.Default, shape);

    /// <summary>A tensor of zeros on a device.</summary>
    /// <exception cref="ArgumentException">More than four dimensions, a negative one, or more than 2³¹ − 1 numbers.</exception>
    public static Tensor Zeros(Device device, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (shape.Length > MaximumRank)
            throw new ArgumentException($"A tensor has at most {MaximumRank} dimensions; the shape {Describe(shape)} has {shape.Length}.", nameof(shape));
        return new Tensor(device.Allocate(CountOf(shape)), 0, shape);
    }

    /// <summary>
    /// A matrix of zeros whose rows all start on a cache line, with gaps between them where the columns do not fill their last line.
    /// Kernels that gather rows read such a matrix a third faster; it has no single span.
    /// </summary>
    /// <exception cref="ArgumentException">A negative dimension, or more numbers, gaps included, than a tensor may have.</exception>
    public static Tensor Aligned(Device device, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(device);
        _ = CountOf([rows, columns]);
        int stride = (columns + LineLength - 1) / LineLength * LineLength;
        return new Tensor(device.Allocate(CountOf([rows, stride])), 0, [rows, columns], stride);
    }

    /// <summary>A tensor of zeros with the shape, layout and device of another.</summary>
    public static Tensor ZerosLike(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.RowStride == other.Columns ? Zeros(other.Device, other.Shape) : Aligned(other.Device, other.Rows, other.Columns);
    }

    /// <summary>A tensor whose numbers all equal <paramref name="value"/>.</summary>
    public static Tensor Filled(float value, params ReadOnlySpan<int> shape)
    {
        Tensor result = Zeros(shape);
        result.AsSpan().Fill(value);
        return result;
    }

    /// <summary>A tensor with a copy of the given numbers.</summary>
    /// <exception cref="ArgumentException">The shape does not hold as many numbers as are given.</exception>
    public static Tensor From(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        if (CountOf(shape) != values.Length)
            throw new ArgumentException($"The shape {Describe(shape)} holds {CountOf(shape)} numbers, but {values.Length} were given.", nameof(shape));
        Tensor result = Zeros(shape);
        values.CopyTo(result.AsSpan());
        return result;
    }

    /// <summary>The same numbers under another shape, copied only where there are gaps between the rows; one dimension may be −1, to be worked out.</summary>
    /// <exception cref="ArgumentException">The new shape holds another number of numbers.</exception>
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
            throw new ArgumentException($"A tensor of shape {Describe(Shape)} ({Count} numbers) cannot take the shape {Describe(shape)}.", nameof(shape));
        return new Tensor(Contiguous().Storage, IsContiguous ? Offset : 0, wanted);
    }

    /// <summary>Rows <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/>, not copied: writing to one writes to the other.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie inside the tensor.</exception>
    public Tensor RowRange(int start, int count)
    {
        if (start < 0 || count < 0 || start > Rows - count)
            throw new ArgumentOutOfRangeException(nameof(start), $"Rows {start} to {start + count} do not lie inside a tensor of shape {Describe(Shape)}.");
        int[] shape = Rank == 0 ? [1] : [.. _shape];
        shape[0] = count;
        return new Tensor(Storage, Offset + (start * RowStride), shape, RowStride);
    }

    /// <summary>A copy with numbers of its own.</summary>
    public Tensor Clone() => CopyTo(ZerosLike(this));

    /// <summary>The tensor without gaps between its rows: itself where there are none.</summary>
    public Tensor Contiguous() => IsContiguous ? this : CopyTo(Zeros(Device, Shape));

    /// <summary>Copies these numbers over those of a tensor of the same shape, and returns it.</summary>
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

    /// <summary>The same numbers on another device; itself when it lives there already.</summary>
    public Tensor To(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return ReferenceEquals(device, Device) ? this : new Tensor(device.Adopt(Storage), Offset, Shape, RowStride);
    }

    /// <summary>The shape and the first few numbers.</summary>
    public override string ToString()
    {
        string numbers = string.Join(", ",
            (Count == 0 ? [] : Contiguous().AsSpan()[..Math.Min(6, Count)]).ToArray().Select(x => x.ToString("G4", CultureInfo.InvariantCulture)));
        return $"Tensor {Describe(Shape)} {{{numbers}{(Count > 6 ? ", …" : "")}}}";
    }

    /// <summary>A shape in words, such as [100, 784].</summary>
    public static string Describe(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    internal void RequireSameShape(Tensor other)
    {
        if (!Shape.SequenceEqual(other.Shape))
            throw new ArgumentException($"Two tensors of the same shape are needed; these are {Describe(Shape)} and {Describe(other.Shape)}.");
    }

    private static int CountOf(ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (int length in shape)
        {
            if (length < 0)
                throw new ArgumentException($"A dimension cannot be negative; the shape is {Describe(shape)}.");
            count *= length;
            if (count > Array.MaxLength)
                throw new ArgumentException($"A tensor of shape {Describe(shape)} has more than {Array.MaxLength} numbers.");
        }

        return (int)count;
    }
}
