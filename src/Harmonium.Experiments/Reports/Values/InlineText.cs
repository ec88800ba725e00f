using System.Text;

namespace Harmonium.Experiments.Reports.Values;

/// <summary>
/// The markup inside prose: *emphasis* and `code`. A star opens only before a word and closes only after one, so that "a * b" is three
/// words; a mark without its partner is itself. Everything else is text.
/// </summary>
public static class InlineText
{
    /// <summary>The words without their markup.</summary>
    public static string Plain(string text) => string.Concat(Parse(text).Select(run => run.Words));

    /// <summary>The runs of words with the HTML element that each stands in, null for none.</summary>
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
