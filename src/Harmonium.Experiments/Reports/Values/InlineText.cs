using System.Text;

namespace Harmonium.Experiments.Reports.Values;

/// <summary>
/// The markup of prose: *emphasis* and `code`. A star opens only before a word and closes only after a word, so "a * b" is plain text. An unmatched mark is
/// plain text, as is everything else.
/// </summary>
internal static class InlineText
{
    /// <summary>Returns the text without its markup.</summary>
    public static string Plain(string text) => string.Concat(Parse(text).Select(run => run.Words));

    /// <summary>Returns the runs of text, each with its HTML element or null.</summary>
    internal static IReadOnlyList<(string? Element, string Words)> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<(string?, string)> runs = [];
        StringBuilder plain = new();
        for (int i = 0; i < text.Length; i++)
        {
            int end = PartnerOf(text, i);
            if (end < 0)
            {
                plain.Append(text[i]);
                continue;
            }

            Flush();
            runs.Add((text[i] == '`' ? "code" : "em", text[(i + 1)..end]));
            i = end;
        }

        Flush();
        return runs;

        void Flush()
        {
            if (plain.Length > 0)
                runs.Add((null, plain.ToString()));
            plain.Clear();
        }
    }

    private static int PartnerOf(string text, int open)
    {
        char mark = text[open];
        if (mark is not ('*' or '`') || open + 2 >= text.Length || (mark == '*' && char.IsWhiteSpace(text[open + 1])))
            return -1;
        for (int close = open + 2; close < text.Length; close++)
        {
            if (text[close] == mark && (mark == '`' || !char.IsWhiteSpace(text[close - 1])))
                return close;
        }

        return -1;
    }
}
