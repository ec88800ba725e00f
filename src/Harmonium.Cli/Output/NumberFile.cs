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
        bool isCsv = string.Equals(Path.GetExtension(path), ".csv", StringComparison.OrdinalIgnoreCase);
        ResultFile.Write(path, stream =>
        {
            if (isCsv)
                WriteCsv(stream, matrix, column, ids, labels);
            else
                WriteNpy(stream, matrix);
        });
    }

    private static void WriteNpy(Stream stream, Tensor matrix)
    {
        const int Alignment = 64, Before = 10;
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({matrix.Rows}, {matrix.Columns}), }}";
        int length = (((Before + header.Length + 1 + Alignment - 1) / Alignment) * Alignment) - Before;
        stream.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)(length & 0xFF), (byte)(length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n"));
        for (int row = 0; row < matrix.Rows; row++)
            stream.Write(MemoryMarshal.AsBytes(matrix.Row(row)));
    }

    private static void WriteCsv(Stream stream, Tensor matrix, string column, RowIds? ids, IReadOnlyList<string>? labels)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16,
            leaveOpen: true)
        { NewLine = "\n" };
        writer.Write(ids is null ? "" : $"{CsvText.Field(ids.Column)},");
        writer.Write(string.Join(',', Enumerable.Range(0, matrix.Columns).Select(i => $"{column}{i}")));
        writer.WriteLine(labels is null ? "" : ",label");
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
