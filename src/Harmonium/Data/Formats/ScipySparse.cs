using System.Text;
using Harmonium.Numerics;

namespace Harmonium.Data.Formats;

/// <summary>A sparse matrix that scipy.sparse.save_npz wrote: CSR, CSC or COO, one example per row.</summary>
internal static class ScipySparse
{
    /// <summary>The number of values beyond which float32 does not count exactly.</summary>
    private const int MostValues = 1 << 24;

    /// <summary>Returns true if an archive has the arrays of a sparse matrix.</summary>
    internal static bool Recognizes(NpzArchive archive) =>
        archive.Names.Contains("format") && archive.Names.Contains("shape") && archive.Names.Contains("data");

    /// <summary>Reads the matrix.</summary>
    /// <exception cref="DataFileException">The format is not supported, or the arrays do not fit each other.</exception>
    internal static Dataset Read(NpzArchive archive, string path, string name, DataLimits limits, DataOptions options)
    {
        string format = FormatOf(archive.Content("format", 4096));
        if (format is not ("csr" or "csc" or "coo"))
            throw new DataFileException(path,
                $"is a SciPy sparse matrix in the format {Printable.Of(format)}; csr, csc and coo are supported. Save it as matrix.tocsr().");
        if (archive.Read("shape").ToTensor().AsSpan() is not [float height, float width] || height < 1 || width < 1)
            throw new DataFileException(path, "is a SciPy sparse matrix without rows or columns.");
        (int rows, int columns) = ((int)height, (int)width);
        if (rows > limits.MaximumRows || columns > limits.MaximumColumns)
            throw new DataFileException(path, $"has {rows} × {columns} values; the limits are {limits.MaximumRows} rows and {limits.MaximumColumns} columns.");
        float[] values = Numbers("data");
        int[] major = format == "coo" ? Whole("row") : Expanded(path, Whole("indptr"), values.Length, format == "csr" ? rows : columns);
        int[] minor = format == "coo" ? Whole("col") : Whole("indices");
        (int[] rowOf, int[] columnOf) = format == "csc" ? (minor, major) : (major, minor);
        if (rowOf.Length != values.Length || columnOf.Length != values.Length
            || rowOf.Any(row => row < 0 || row >= rows) || columnOf.Any(column => column < 0 || column >= columns))
            throw new DataFileException(path,
                $"has positions that do not fit its {values.Length} values or its size {rows} × {columns}. Save it again with scipy.sparse.save_npz.");
        string notice = $"A sparse matrix of SciPy ({format}): {rows} × {columns} with {values.Length} stored values; all others are 0.";
        return new Dataset(name, ExamplesOf(path, rowOf, columnOf, values, rows, columns, limits, options.Scale), options.Shape ?? ItemShape.Vector(columns))
        {
            Notices = [notice],
        };

        float[] Numbers(string array)
        {
            if (archive.Find(array) is not { } found)
                throw new DataFileException(path, $"is a SciPy sparse matrix in the format {format}, but the array {array} is missing. Save it " +
                    "again with scipy.sparse.save_npz.");
            float[] numbers = archive.Read(found).ToTensor().AsSpan().ToArray();
            return numbers.Length <= MostValues ? numbers
                : throw new DataFileException(path, $"stores {numbers.Length} values; the limit for a sparse matrix is {MostValues}. Split it.");
        }

        int[] Whole(string array) => [.. Numbers(array).Select(number => (int)number)];
    }

    /// <summary>Returns the examples: word counts if all values are counts, else float32.</summary>
    private static Examples ExamplesOf(string path, int[] rowOf, int[] columnOf, float[] values, int rows, int columns, DataLimits limits, float? scale)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => rowOf[i]).ThenBy(i => columnOf[i])];
        bool areDistinct = !order.Zip(order.Skip(1)).Any(pair => rowOf[pair.First] == rowOf[pair.Second] && columnOf[pair.First] == columnOf[pair.Second]);
        if (scale is null && areDistinct && values.All(value => value is >= 0 and <= ushort.MaxValue && value == MathF.Truncate(value)))
        {
            int[] starts = new int[rows + 1];
            foreach (int row in rowOf)
                starts[row + 1]++;
            for (int row = 0; row < rows; row++)
                starts[row + 1] += starts[row];
            return new SparseExamples(starts, [.. order.Select(i => columnOf[i])], [.. order.Select(i => (ushort)values[i])], columns);
        }

        long numbers = (long)rows * columns;
        if (numbers * sizeof(float) > limits.MaximumBytes || numbers > Array.MaxLength)
            throw new DataFileException(path,
                $"has {rows} × {columns} values that are not counts, {numbers * sizeof(float)} bytes as float32; the limit is {limits.MaximumBytes}. " +
                "Select fewer columns or rows.");
        Tensor dense = Tensor.Zeros(rows, columns);
        Span<float> all = dense.AsSpan();
        foreach (int i in order)
            all[(rowOf[i] * columns) + columnOf[i]] += values[i] * (scale ?? 1);
        return new FloatExamples(dense);
    }

    /// <summary>Returns the row (or column) of every value.</summary>
    private static int[] Expanded(string path, int[] starts, int count, int length)
    {
        if (starts.Length != length + 1 || starts[0] != 0 || starts[^1] != count || starts.Zip(starts.Skip(1)).Any(pair => pair.First > pair.Second))
            throw new DataFileException(path, $"has an array indptr that does not fit its {count} values and its size. Save it again with " +
                "scipy.sparse.save_npz.");
        int[] expanded = new int[count];
        for (int i = 0; i < length; i++)
            expanded.AsSpan(starts[i]..starts[i + 1]).Fill(i);
        return expanded;
    }

    /// <summary>Returns the text of an NPY file of one string: ASCII or UTF-32 after the line of its header.</summary>
    private static string FormatOf(byte[] content) =>
        Encoding.ASCII.GetString([.. content.AsSpan(content.AsSpan().LastIndexOf((byte)'\n') + 1).ToArray().Where(letter => letter != 0)]);
}
