namespace Harmonium.Data.Formats;

/// <summary>
/// Collects the first column of a table whose name allows ids. They are ids if every line has another one, and if those that are numbers are whole and not
/// negative. Otherwise the column is one of numbers like any other.
/// </summary>
/// <param name="name">The name of the column; may be empty.</param>
internal sealed class IdColumn(string name)
{
    private readonly List<string> _words = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private bool _different = true;
    private (string Word, long Line)? _noNumber;

    /// <summary>Adds a field.</summary>
    /// <returns>Its number; NaN if it is none.</returns>
    internal float Add(CsvFields fields, long line)
    {
        string word = fields.Text;
        bool isNumber = CsvNumbers.IsNumber(fields.Current, out float number);
        _words.Add(word);
        _different &= _seen.Add(word) && word.Length > 0 && (!isNumber || (number >= 0 && float.IsInteger(number)));
        if (isNumber)
            return number;
        _noNumber ??= (word, line);
        return float.NaN;
    }

    /// <summary>Returns the ids; null if the column holds numbers.</summary>
    /// <exception cref="DataFileException">The column holds neither ids nor numbers.</exception>
    internal RowIds? Finish(string path)
    {
        if (_different)
            return new RowIds(name, _words);
        return _noNumber is not { } other ? null
            : throw new DataFileException(path,
                $"({Printable.Of(name)}) contains “{Printable.Of(other.Word)}”, which is not a number. A column of this name holds ids if every line has " +
                "another one; give it another name to use it as data.", other.Line, 1);
    }
}
