using System.Text;

namespace Harmonium.Data.Text;

/// <summary>The characters of a text with their codes: Unicode code points in increasing order, of any script.</summary>
internal sealed class Alphabet
{
    private readonly Dictionary<Rune, int> _codes = [];
    private readonly Rune[] _characters;

    private Alphabet(Rune[] characters)
    {
        _characters = characters;
        for (int i = 0; i < characters.Length; i++)
            _codes[characters[i]] = i;
    }

    /// <summary>The number of characters.</summary>
    public int Count => _characters.Length;

    /// <summary>Returns the alphabet of a text.</summary>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public static Alphabet Of(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return new Alphabet([.. text.EnumerateRunes().Distinct().Order()]);
    }

    /// <summary>Returns the code of every character of a text.</summary>
    /// <exception cref="ArgumentException">A character is not in the alphabet.</exception>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> codes = new(text.Length);
        foreach (Rune character in text.EnumerateRunes())
        {
            codes.Add(_codes.TryGetValue(character, out int code)
                ? code
                : throw new ArgumentException(
                    $"The character '{character}' (U+{character.Value:X4}) does not occur in the training text. Leave it " +
                    "out.", nameof(text)));
        }

        return [.. codes];
    }

    /// <summary>Returns the text for codes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A code is out of range.</exception>
    public string Decode(ReadOnlySpan<int> codes)
    {
        StringBuilder text = new();
        foreach (int code in codes)
        {
            if ((uint)code >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(codes), $"Character codes must be 0 to {Count - 1}; one is {code}.");
            text.Append(_characters[code]);
        }

        return text.ToString();
    }

    /// <summary>Returns all characters in the order of their codes.</summary>
    public override string ToString() => string.Concat(_characters);
}
