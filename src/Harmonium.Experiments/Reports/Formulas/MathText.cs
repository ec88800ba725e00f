namespace Harmonium.Experiments.Reports.Formulas;

/// <summary>
/// The notation of formulas, plain text in Unicode: w_ij and x^2 have an index and a power of letters and digits, w_{i+1} a longer one, {a}/{b} is a fraction,
/// "words" are upright, and two spaces separate formulas on one line. Single letters are symbols, longer words are names such as exp. Raised and lowered
/// letters of Unicode are scripts as well. Any text is a formula; marks without a partner stand for themselves.
/// </summary>
internal static class MathText
{
    /// <summary>Returns the formula as a tree.</summary>
    public static MathNode Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new MathParser(text).Formula();
    }

    /// <summary>Returns the formula for a reader of plain text: without quotes and braces.</summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Concat(text.Where(c => c is not ('"' or '{' or '}')));
    }

    /// <summary>Returns the symbols of a formula without their indices, each once: every one of them needs a name.</summary>
    public static IReadOnlyCollection<string> Symbols(string text) => [.. Parse(text).Symbols.Distinct()];
}
