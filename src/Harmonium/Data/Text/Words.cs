namespace Harmonium.Data.Text;

/// <summary>The words of a text: runs of letters and digits, in lower case.</summary>
internal static class Words
{
    /// <summary>Shorter runs say nothing, and longer ones are encoded pictures and programs.</summary>
    internal const int Shortest = 2;

    /// <summary>The length of the longest word.</summary>
    internal const int Longest = 30;

    /// <summary>Hands on every word of a text, in its order.</summary>
    internal static void Each(ReadOnlySpan<char> text, Action<ReadOnlySpan<char>> word)
    {
        Span<char> lower = stackalloc char[Longest];
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                start = start < 0 ? i : start;
                continue;
            }

            int length = i - start;
            if (start >= 0 && length is >= Shortest and <= Longest)
                word(lower[..text[start..i].ToLowerInvariant(lower)]);
            start = -1;
        }
    }
}
