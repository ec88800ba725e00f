using System.Text;

namespace Harmonium.Data.Text;

/// <summary>The characters of a text, each with a number: Unicode code points in rising order, of any script.</summary>
public sealed class Alphabet
{
    private readonly Dictionary<Rune, int> _codes = [];
    private readonly Rune[] _characters;

    private Alphabet(Rune[] characters)
    {
        _characters = characters;
        for (int i = 0; i < characters.Length; i++)
            _codes[characters[i]] = i;
    }

    /// <summary>How many characters there are.</summary>
    public int Count => _characters.Length;

    /// <summary>The characters that occur in a text.</summary>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public static Alphabet Of(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return new Alphabet([.. text.EnumerateRunes().Distinct().Order()]);
    }

    /// <summary>The number of every character of a text.</summary>
    /// <exception cref="ArgumentException">The alphabet lacks one of them.</exception>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> codes = new(text.Length);
        foreach (Rune character in text.EnumerateRunes())
        {
            codes.Add(_codes.TryGetValue(character, out int code)
                ? code
                : throw new ArgumentException(
                    $"The character '{character}' (U+{character.Value:X4}) does not occur in the text that was learned, so nothing can follow it. Leave it " +
                    "out.", nameof(text)));
        }

        return [.. codes];
    }

    /// <summary>The text of numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is no character's.</exception>
    public string Decode(ReadOnlySpan<int> codes)
    {
        StringBuilder text = new();
        foreach (int code in codes)
        {
            if ((uint)code >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(codes), $"The characters have the numbers 0 to {Count - 1}; one is {code}.");
            text.Append(_characters[code]);
        }

        return text.ToString();
    }

    /// <summary>All characters in the order of their numbers.</summary>
    public override string ToString() => string.Concat(_characters);
}
