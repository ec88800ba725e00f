namespace Harmonium.Data.Formats;

/// <summary>Reads the Python literals of an NPY header: strings, Booleans and tuples of whole numbers.</summary>
internal sealed class PythonLiteralReader(string file, string text)
{
    private int _position;

    /// <summary>Returns true if the next character is this one.</summary>
    internal bool At(char wanted)
    {
        SkipSpace();
        return _position < text.Length && text[_position] == wanted;
    }

    /// <summary>Skips a character if it comes next. Returns true if it does.</summary>
    internal bool Accept(char wanted)
    {
        if (!At(wanted))
            return false;
        _position++;
        return true;
    }

    /// <summary>Skips a character that must come next.</summary>
    internal void Expect(char wanted)
    {
        if (!Accept(wanted))
            throw Unexpected($"“{wanted}”");
    }

    /// <summary>Requires that only white space follows.</summary>
    internal void ExpectEnd()
    {
        SkipSpace();
        if (_position < text.Length)
            throw Unexpected("the end");
    }

    /// <summary>Reads a string in single or double quotes, without escapes.</summary>
    internal string ReadString()
    {
        char quote = At('"') ? '"' : '\'';
        Expect(quote);
        int end = text.IndexOf(quote, _position);
        if (end < 0)
            throw Unexpected("a closing quote");
        string content = text[_position..end];
        _position = end + 1;
        return content;
    }

    /// <summary>Reads True or False.</summary>
    internal bool ReadBoolean()
    {
        SkipSpace();
        foreach (string word in (ReadOnlySpan<string>)["True", "False"])
        {
            if (text.AsSpan(_position).StartsWith(word))
            {
                _position += word.Length;
                return word == "True";
            }
        }

        throw Unexpected("True or False");
    }

    /// <summary>Reads a tuple of whole numbers: (), (3,), (3, 4), and (3L, 4L) as Python 2 writes it.</summary>
    internal int[] ReadIntegers()
    {
        List<int> numbers = [];
        Expect('(');
        while (!Accept(')'))
        {
            SkipSpace();
            int start = _position;
            while (_position < text.Length && char.IsAsciiDigit(text[_position]))
                _position++;
            if (!int.TryParse(text.AsSpan(start, _position - start), out int number))
                throw Unexpected("a whole number of at most 2147483647");
            numbers.Add(number);
            if (_position < text.Length && text[_position] == 'L')
                _position++; // a long of Python 2
            if (!Accept(','))
            {
                Expect(')');
                break;
            }
        }

        return [.. numbers];
    }

    private void SkipSpace()
    {
        while (_position < text.Length && text[_position] is (' ' or '\n' or '\t'))
            _position++;
    }

    private DataFileException Unexpected(string wanted)
    {
        string found = _position < text.Length ? $"“{Printable.Of(text.AsSpan(_position))}”" : "its end";
        return new DataFileException(file, $"has a damaged NPY header: {wanted} is expected at character {_position}; found {found}. Fetch the file again.");
    }
}
