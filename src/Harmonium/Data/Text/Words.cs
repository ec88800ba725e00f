namespace Harmonium.Data.Text;

/// <summary>The words of a text: runs of letters and digits, in lowercase.</summary>
internal static class Words
{
    /// <summary>The length of the shortest word. Shorter runs carry no information, and longer ones are encoded images and programs.</summary>
    internal const int Shortest = 2;

    /// <summary>The length of the longest word.</summary>
    internal const int Longest = 30;

    /// <summary>Calls an action for every word of a text, in order.</summary>
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
