using Harmonium.Data.Streams;
using Harmonium.Numerics;

namespace Harmonium.Data.Formats;

/// <summary>An array read from a file: bytes if the file contains bytes, float32 otherwise, in row-major order.</summary>
internal sealed class NumberArray
{
    private const int ChunkBytes = 1 << 16;
    private readonly byte[]? _bytes;
    private readonly float[] _numbers;

    private NumberArray(string source, int[] shape, byte[]? bytes, float[] numbers)
    {
        Source = source;
        Shape = shape;
        _bytes = bytes;
        _numbers = numbers;
    }

    /// <summary>The name of the source in errors.</summary>
    internal string Source { get; }

    /// <summary>The dimensions, slowest first.</summary>
    internal int[] Shape { get; }

    /// <summary>Reads the values that a header declared, to the end of the source.</summary>
    internal static NumberArray Read(ByteSource source, int[] shape, NumberLayout layout, bool columnMajor, DataLimits limits)
    {
        int count = RequireWithinLimits(source, shape, layout, limits);
        byte[]? bytes = null;
        float[] numbers = [];
        if (layout.Kind is NumberKind.UInt8 or NumberKind.Boolean)
            bytes = ReadBytes(source, count);
        else
            numbers = ReadNumbers(source, count, layout, shape);
        source.RequireEnd();
        if (layout.Kind == NumberKind.Boolean && bytes.AsSpan().ContainsAnyExcept((byte)0, (byte)1))
            throw new DataFileException(source.Name, "is an array of Booleans with a byte that is neither 0 nor 1. Fetch the file again.");
        if (!columnMajor)
            return new NumberArray(source.Name, shape, bytes, numbers);
        return new NumberArray(source.Name, shape, bytes is null ? null : RowMajor(bytes, shape), RowMajor(numbers, shape));
    }

    /// <summary>Returns the examples of an array [count, …], with their shape.</summary>
    internal Dataset ToDataset(string name, DataOptions options)
    {
        ItemShape shape = options.Shape ?? ShapeOfItems();
        int columns = (int)Shape.Skip(1).Aggregate(1L, (product, length) => product * length);
        if (shape.Columns != columns)
            throw new DataFileException(Source, $"has {columns} values per example, which do not fit the shape {shape} of {shape.Columns}.");
        if (_bytes is not null)
        {
            bool binary = !_bytes.AsSpan().ContainsAnyExcept((byte)0, (byte)1);
            return new Dataset(name, new ByteExamples(_bytes, columns, options.Scale ?? (binary ? 1 : 1 / 255f)), shape)
            {
                Notices = binary || options.Scale is not null ? [] : ["Bytes 0 to 255 are read as gray levels from 0 to 1."],
            };
        }

        Tensor values = Tensor.From(_numbers, Shape[0], columns);
        if (options.Scale is float scale)
            System.Numerics.Tensors.TensorPrimitives.Multiply(values.AsSpan(), scale, values.AsSpan());
        return new Dataset(name, new FloatExamples(values), shape);
    }

    /// <summary>Returns the values as stored, in the shape of the array.</summary>
    internal Tensor ToTensor() => Tensor.From(_bytes is null ? _numbers : [.. _bytes.Select(value => (float)value)], Shape);

    /// <summary>Returns the classes of an array [count] of whole numbers from 0.</summary>
    internal int[] ToLabels(DataLimits limits)
    {
        if (Shape.Length != 1)
            throw new DataFileException(Source, $"has the shape {Tensor.Describe(Shape)}; labels must have one dimension.");
        int[] labels = new int[Shape[0]];
        for (int i = 0; i < labels.Length; i++)
        {
            float value = _bytes is null ? _numbers[i] : _bytes[i];
            if (!(value >= 0 && value < limits.MaximumClasses && value == MathF.Truncate(value)))
                throw new DataFileException(Source,
                    $"has the label {value} for example {i}, counted from 0; whole numbers from 0 to {limits.MaximumClasses - 1} are expected.");
            labels[i] = (int)value;
        }

        return labels;
    }

    private static int RequireWithinLimits(ByteSource source, int[] shape, NumberLayout layout, DataLimits limits)
    {
        long count = 1;
        foreach (int length in shape)
        {
            if (length == 0)
                throw new DataFileException(source.Name, $"has the shape {Tensor.Describe(shape)}, which contains no values.");
            count = length > long.MaxValue / 8 / count ? long.MaxValue / 8 : count * length;
        }

        long columns = shape.Length == 0 ? 1 : count / shape[0];
        if (shape.Length > 0 && shape[0] > limits.MaximumRows)
            throw new DataFileException(source.Name, $"declares {shape[0]} examples; the limit is {limits.MaximumRows}.");
        if (columns > limits.MaximumColumns)
            throw new DataFileException(source.Name, $"declares {columns} values per example; the limit is {limits.MaximumColumns}.");
        if (count * layout.Bytes > source.MostBytes - source.Position)
        {
            throw new DataFileException(
                source.Name, $"declares {Tensor.Describe(shape)} values, {count * layout.Bytes} bytes, but at most " +
                    $"{source.MostBytes - source.Position} can follow. Fetch the file again.");
        }

        if (count * layout.Bytes > limits.MaximumBytes || count > Array.MaxLength)
            throw new DataFileException(source.Name,
                $"declares {Tensor.Describe(shape)} values, {count * layout.Bytes} bytes; the limit is {Math.Min(limits.MaximumBytes, Array.MaxLength)}.");
        return (int)count;
    }

    private static byte[] ReadBytes(ByteSource source, int count)
    {
        byte[] bytes = [];
        for (int filled = 0; filled < count; filled = bytes.Length)
        {
            bytes = Growth.Enlarge(bytes, count);
            source.ReadExactly(bytes.AsSpan(filled), "its values");
        }

        return bytes;
    }

    private static float[] ReadNumbers(ByteSource source, int count, NumberLayout layout, int[] shape)
    {
        float[] numbers = [];
        Span<byte> chunk = new byte[ChunkBytes];
        for (int filled = 0; filled < count;)
        {
            int arriving = Math.Min(ChunkBytes / layout.Bytes, count - filled);
            source.ReadExactly(chunk[..(arriving * layout.Bytes)], "its values");
            if (filled + arriving > numbers.Length)
                numbers = Growth.Enlarge(numbers, count);
            for (int i = 0; i < arriving; i++)
                numbers[filled + i] = RequireFinite(layout.Read(chunk[(i * layout.Bytes)..]), source, filled + i, shape);
            filled += arriving;
        }

        return numbers;
    }

    private static float RequireFinite(double value, ByteSource source, int index, int[] shape)
    {
        float number = (float)value;
        if (float.IsFinite(number))
            return number;
        string found = double.IsFinite(value) ? $"{value}, which is too large for float32" : $"{value}, which is not a finite number";
        throw new DataFileException(source.Name,
            $"contains {found}, as value {index} (counted from 0) of its {Tensor.Describe(shape)}. Replace or remove such values.");
    }

    /// <summary>Converts an array from column-major to row-major order.</summary>
    private static T[] RowMajor<T>(T[] columnMajor, int[] shape)
    {
        if (columnMajor.Length == 0 || shape.Length < 2)
            return columnMajor;
        T[] result = new T[columnMajor.Length];
        int[] strides = new int[shape.Length];
        strides[0] = 1;
        for (int d = 1; d < shape.Length; d++)
            strides[d] = strides[d - 1] * shape[d - 1];
        int[] index = new int[shape.Length];
        int from = 0;
        for (int to = 0; to < result.Length; to++)
        {
            result[to] = columnMajor[from];
            for (int d = shape.Length - 1; d >= 0; d--)
            {
                from += strides[d];
                if (++index[d] < shape[d])
                    break;
                from -= index[d] * strides[d];
                index[d] = 0;
            }
        }

        return result;
    }

    private ItemShape ShapeOfItems() => Shape switch
    {
        [_, var length] => ItemShape.Vector(length),
        [_, var height, var width] => ItemShape.Image(height, width),
        [_, var height, var width, var channels and <= 4] => ItemShape.Image(height, width, channels),
        [_, 1, var height, var width] => ItemShape.Image(height, width),
        _ => throw new DataFileException(
            Source, $"has the shape {Tensor.Describe(Shape)}; [examples, values], [examples, height, width] or [examples, height, width, channels] with up " +
                "to 4 channels is expected."),
    };
}
