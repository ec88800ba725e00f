using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Harmonium.Data;
using Harmonium.Numerics;

namespace Harmonium.Cli.Output;

/// <summary>Writes a matrix to a file, in the NumPy format (version 1.0) or as CSV.</summary>
internal static class NumberFile
{
    /// <summary>Writes a matrix, [rows, columns], in the format given by the extension of the path.</summary>
    /// <param name="path">A path that ends in <c>.npy</c> or <c>.csv</c>.</param>
    /// <param name="matrix">The matrix.</param>
    /// <param name="column">The prefix of the column names of a CSV file, before the column number from 0.</param>
    /// <param name="ids">The ids of the rows for the first column of a CSV file; null for no such column.</param>
    /// <param name="labels">The labels for the last column of a CSV file; null for no such column.</param>
    internal static void Write(string path, Tensor matrix, string column, RowIds? ids = null, IReadOnlyList<string>? labels = null)
    {
        ResultFile.Write(path, stream =>
        {
            if (IsCsv(path))
                WriteCsv(stream, matrix, column, ids, labels, "label");
            else
                WriteNpy(stream, matrix, "", matrix.Rows);
        });
    }

    /// <summary>
    /// Writes several matrices of equal shape, [rows, columns] each: as an array [matrices, rows, columns], or as a table with a last column that tells them
    /// apart. A single matrix is written as such.
    /// </summary>
    /// <param name="path">A path that ends in <c>.npy</c> or <c>.csv</c>.</param>
    /// <param name="matrices">The matrices, at least one.</param>
    /// <param name="column">The prefix of the column names of a CSV file, before the column number from 0.</param>
    /// <param name="sweeps">The number of sweeps after which each matrix was drawn, for the column <c>sweeps</c> of a CSV file.</param>
    internal static void Write(string path, IReadOnlyList<Tensor> matrices, string column, IReadOnlyList<int> sweeps)
    {
        int rows = matrices[0].Rows;
        Tensor all = Tensor.Zeros(matrices.Count * rows, matrices[0].Columns);
        for (int i = 0; i < matrices.Count; i++)
            matrices[i].CopyTo(all.RowRange(i * rows, rows));
        ResultFile.Write(path, stream =>
        {
            if (IsCsv(path))
                WriteCsv(stream, all, column, null,
                    matrices.Count > 1 ? [.. Enumerable.Range(0, all.Rows).Select(row => $"{sweeps[row / rows]}")] : null, "sweeps");
            else
                WriteNpy(stream, all, matrices.Count > 1 ? $"{matrices.Count}, " : "", rows);
        });
    }

    private static bool IsCsv(string path) => string.Equals(Path.GetExtension(path), ".csv", StringComparison.OrdinalIgnoreCase);

    private static void WriteNpy(Stream stream, Tensor matrix, string matrices, int rows)
    {
        const int Alignment = 64, Before = 10;
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({matrices}{rows}, {matrix.Columns}), }}";
        int length = (((Before + header.Length + 1 + Alignment - 1) / Alignment) * Alignment) - Before;
        stream.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)(length & 0xFF), (byte)(length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n"));
        for (int row = 0; row < matrix.Rows; row++)
            stream.Write(MemoryMarshal.AsBytes(matrix.Row(row)));
    }

    private static void WriteCsv(Stream stream, Tensor matrix, string column, RowIds? ids, IReadOnlyList<string>? labels, string labelColumn)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16,
            leaveOpen: true)
        { NewLine = "\n" };
        writer.Write(ids is null ? "" : $"{CsvText.Field(ids.Column)},");
        writer.Write(string.Join(',', Enumerable.Range(0, matrix.Columns).Select(i => $"{column}{i}")));
        writer.WriteLine(labels is null ? "" : $",{labelColumn}");
        for (int row = 0; row < matrix.Rows; row++)
        {
            writer.Write(ids is null ? "" : $"{CsvText.Field(ids[row])},");
            ReadOnlySpan<float> numbers = matrix.Row(row);
            for (int i = 0; i < numbers.Length; i++)
            {
                if (i > 0)
                    writer.Write(',');
                writer.Write(numbers[i].ToString("R", CultureInfo.InvariantCulture));
            }

            writer.WriteLine(labels is null ? "" : $",{CsvText.Field(labels[row])}");
        }
    }
}
