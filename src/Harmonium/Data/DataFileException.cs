namespace Harmonium.Data;

/// <summary>Thrown when a data file, folder or data set cannot be used. The message states what was found, what was expected and what to do.</summary>
public sealed class DataFileException : Exception
{
    /// <summary>Creates an exception for a file, or for a line and column of it.</summary>
    /// <param name="file">The file, folder or named data set.</param>
    /// <param name="trouble">What was found, what was expected and what to do, without the position.</param>
    /// <param name="line">The line of a text file, counted from 1.</param>
    /// <param name="column">The field of the line, counted from 1.</param>
    /// <param name="inner">The cause.</param>
    public DataFileException(string file, string trouble, long? line = null, int? column = null, Exception? inner = null)
        : base($"{file}{(line is null ? "" : $", line {line}")}{(column is null ? "" : $", column {column}")}: {trouble}", inner)
    {
        File = file;
        Line = line;
        Column = column;
    }

    /// <summary>The file, folder or named data set.</summary>
    public string File { get; }

    /// <summary>The line of a text file, counted from 1; null if there is none.</summary>
    public long? Line { get; }

    /// <summary>The field of the line, counted from 1; null if there is none.</summary>
    public int? Column { get; }
}
