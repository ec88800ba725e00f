using System.Globalization;
using Harmonium.Data.Streams;
using Harmonium.Numerics;

namespace Harmonium.Data.Formats;

/// <summary>An array read from a file: bytes if the file contains bytes, float32 otherwise, in row-major order.</summary>
internal sealed class NumberArray
{
    private const int ChunkBytes = 1 << 16;
    private readonly byte[]? _bytes;
    private readonly float[] _numbers;
    private readonly string[]? _words;
    private readonly bool _booleans;

    private NumberArray(string source, int[] shape, NumberLayout layout, byte[]? bytes, float[] numbers, string[]? words)
    {
        Source = source;
        Shape = shape;
        _bytes = bytes;
        _numbers = numbers;
        _words = words;
        _booleans = layout.Kind == NumberKind.Boolean;
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
        string[]? words = null;
        if (layout.IsText)
            words = ReadWords(source, count, layout);
        else if (layout.Kind is NumberKind.UInt8 or NumberKind.Boolean)
            bytes = ReadBytes(source, count);
        else
            numbers = ReadNumbers(source, count, layout, shape);
        source.RequireEnd();
        if (layout.Kind == NumberKind.Boolean && bytes.AsSpan().ContainsAnyExcept((byte)0, (byte)1))
            throw new DataFileException(source.Name, "is an array of Booleans with a byte that is neither 0 nor 1. Fetch the file again.");
        if (!columnMajor)
            return new NumberArray(source.Name, shape, layout, bytes, numbers, words);
        return new NumberArray(source.Name, shape, layout, bytes is null ? null : RowMajor(bytes, shape), RowMajor(numbers, shape),
            words is null ? null : RowMajor(words, shape));
    }

    /// <summary>Returns the examples of an array [count, …], with their shape.</summary>
    internal Dataset ToDataset(string name, DataOptions options)
    {
        if (_words is not null)
            throw new DataFileException(Source, $"contains words, such as “{Printable.Of(_words[0])}”; numbers are expected. Words can be labels only.");
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

    /// <summary>
    /// Returns the classes of an array of labels, [count] or [count, 1] of numbers or words, or [count, classes] with a single 1 in each row (one-hot), with
    /// the names of the classes and a notice about how the array was read.
    /// </summary>
    internal (int[] Labels, IReadOnlyList<string>? Names, string? Notice) ToLabels(DataLimits limits)
    {
        if (Shape is [_, > 1])
            return OneHot();
        if (Shape is not ([_] or [_, 1]))
            throw new DataFileException(Source,
                $"has the shape {Tensor.Describe(Shape)}; labels need the shape [examples], or [examples, classes] with a single 1 in each row.");
        LabelColumn labels = new(limits);
        for (int i = 0; i < Shape[0]; i++)
            labels.Add(LabelOf(i), Source);
        (int[] classes, IReadOnlyList<string>? names) = labels.Finish();
        return (classes, names, null);
    }

    private string LabelOf(int i)
    {
        if (_words is not null)
            return _words[i];
        if (_booleans)
            return _bytes![i] == 0 ? "False" : "True";
        if (_bytes is not null)
            return _bytes[i].ToString(CultureInfo.InvariantCulture);
        // Beyond this bound float32 merges neighboring whole numbers.
        return MathF.Abs(_numbers[i]) <= 1 << 24 ? _numbers[i].ToString("R", CultureInfo.InvariantCulture)
            : throw new DataFileException(Source, $"has the label {_numbers[i]} for example {i}, counted from 0; labels that are numbers must be between " +
                $"{-(1 << 24)} and {1 << 24}. Save them as words: array.astype(str).");
    }

    private (int[] Labels, IReadOnlyList<string>? Names, string? Notice) OneHot()
    {
        int[] classes = new int[Shape[0]];
        int width = Shape[1];
        for (int i = 0; i < classes.Length; i++)
        {
            classes[i] = -1;
            for (int j = 0; j < width; j++)
            {
                float value = _words is not null ? float.NaN : _bytes is null ? _numbers[(i * width) + j] : _bytes[(i * width) + j];
                if (value == 0)
                    continue;
                classes[i] = value == 1 && classes[i] < 0 ? j : throw NotOneHot(i);
            }

            if (classes[i] < 0)
                throw NotOneHot(i);
        }

        return (classes, ClassLabels.NamesOf(null, width), $"The labels have {width} columns with a single 1 in each row; they are read as {width} classes.");
    }

    private DataFileException NotOneHot(int row) => new(Source,
        $"has the shape {Tensor.Describe(Shape)}, but row {row}, counted from 0, is not a single 1 among zeros. Labels need the shape [examples], or " +
        "[examples, classes] with a single 1 in each row.");

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

    private static string[] ReadWords(ByteSource source, int count, NumberLayout layout)
    {
        List<string> words = [];
        byte[] word = new byte[layout.Bytes];
        while (words.Count < count)
        {
            source.ReadExactly(word, "its values");
            words.Add(layout.ReadText(word));
        }

        return [.. words];
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
