namespace Harmonium.Data;

/// <summary>A data file, folder or set cannot be used; the message says what was found, what was expected and what to do.</summary>
public sealed class DataFileException : Exception
{
    /// <summary>Trouble with a file as a whole, or at a line and column of it.</summary>
    /// <param name="file">The file, folder or named set.</param>
    /// <param name="trouble">What was found, expected, and what to do, without the place.</param>
    /// <param name="line">The line, from 1, of a text file.</param>
    /// <param name="column">The field of the line, from 1.</param>
    /// <param name="inner">What caused it.</param>
    public DataFileException(string file, string trouble, long? line = null, int? column = null, Exception? inner = null)
        : base($"{file}{(line is null ? "" : $", line {line}")}{(column is null ? "" : $", column {column}")}: {trouble}", inner)
    {
        File = file;
        Line = line;
        Column = column;
    }

    /// <summary>The file, folder or named set.</summary>
    public string File { get; }

    /// <summary>The line, from 1, where the file is text.</summary>
    public long? Line { get; }

    /// <summary>The field of the line, from 1, where there is one.</summary>
    public int? Column { get; }
}
