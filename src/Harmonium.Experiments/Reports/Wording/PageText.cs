using System.Reflection;
using System.Text.RegularExpressions;
using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Values;
using Harmonium.Figures.Charts;

namespace Harmonium.Experiments.Reports.Wording;

/// <summary>
/// The texts of a chapter, or of the frame of all reports, in one language. They are the file <c>Texts/en/NAME.md</c> or <c>Texts/ru/NAME.md</c>: the line
/// "## key" begins a text, and {{name}} in a text is replaced by a value.
/// </summary>
internal sealed partial class PageText
{
    private const string Heading = "## ";
    private const string Bullet = "- ";
    private readonly string _name;
    private readonly IReadOnlyDictionary<string, string> _texts;
    private readonly IReadOnlyDictionary<string, string> _values;

    private PageText(string name, Language language, IReadOnlyDictionary<string, string> texts, IReadOnlyDictionary<string, string> values) =>
        (_name, Language, _texts, _values) = (name, language, texts, values);

    /// <summary>Gets the language.</summary>
    public Language Language { get; }

    /// <summary>Gets the keys of all texts.</summary>
    public IReadOnlyCollection<string> Keys => [.. _texts.Keys];

    /// <summary>Gets a text: paragraphs are separated by an empty line, and the lines of a paragraph are joined.</summary>
    /// <exception cref="InvalidOperationException">Thrown when the file has no such key, or a value for the text is missing.</exception>
    public string this[string key] => string.Join("\n\n", Paragraphs(key));

    /// <summary>Returns the texts of a page, or null if it is not written in that language.</summary>
    public static PageText? Find(string name, Language language)
    {
        using Stream? file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{LanguageCode.Of(language)}.{name}");
        if (file is null)
            return null;
        using StreamReader reader = new(file);
        return Parse(name, language, reader.ReadToEnd());
    }

    /// <summary>Returns the texts of a page.</summary>
    /// <exception cref="InvalidOperationException">Thrown when the page is not written in that language.</exception>
    public static PageText Of(string name, Language language) => Find(name, language)
        ?? throw new InvalidOperationException($"The page {name} has no text in the language {LanguageCode.Of(language)}. Write Texts/" +
            $"{LanguageCode.Of(language)}/{name}.md.");

    /// <summary>Reads the texts of a file.</summary>
    internal static PageText Parse(string name, Language language, string file)
    {
        Dictionary<string, string> texts = [];
        foreach (string part in $"\n{file.ReplaceLineEndings("\n")}".Split($"\n{Heading}").Skip(1))
        {
            string[] lines = part.Split('\n');
            texts.Add(lines[0].Trim(), string.Join('\n', lines.Skip(1)).Trim());
        }

        return new PageText(name, language, texts, new Dictionary<string, string>());
    }

    /// <summary>Returns the same texts with more values. Numbers are formatted in the language of the texts.</summary>
    /// <param name="values">The values with their names: text, whole numbers or real numbers.</param>
    public PageText With(params IReadOnlyList<(string Name, object Value)> values)
    {
        Dictionary<string, string> all = new(_values);
        foreach ((string name, object value) in values)
            all[name] = Format(value);
        return new PageText(_name, Language, _texts, all);
    }

    /// <summary>Returns the paragraphs of a text.</summary>
    /// <exception cref="InvalidOperationException">Thrown when the file has no such key, or a value for the text is missing.</exception>
    public IReadOnlyList<string> Paragraphs(string key) => [.. Filled(key).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(Joined)];

    /// <summary>Returns the items of a list whose lines begin with "- ".</summary>
    /// <exception cref="InvalidOperationException">Thrown when the file has no such key, or a value for the text is missing.</exception>
    public IReadOnlyList<string> Items(string key) =>
        [.. $"\n{Filled(key)}".Split($"\n{Bullet}", StringSplitOptions.RemoveEmptyEntries).Select(Joined)];

    /// <summary>Returns the symbols of a formula with their meanings, from a list with items "- symbol: meaning".</summary>
    /// <exception cref="InvalidOperationException">Thrown when the file has no such key, or an item has no colon.</exception>
    public IReadOnlyList<SymbolMeaning> Symbols(string key) => [.. Items(key).Select(item => item.Split(": ", 2) is [var symbol, var meaning]
        ? new SymbolMeaning(symbol, meaning)
        : throw new InvalidOperationException($"The item \"{item}\" of {key} in {Place} has no colon. Write \"symbol: meaning\"."))];

    /// <summary>Formats a count in the language of the texts, as in "60,000".</summary>
    public string Count(long number) => NumberText.Count(number, Language);

    /// <summary>Formats a number with a fixed number of digits after the decimal point in the language of the texts.</summary>
    public string Fixed(double number, int decimals) => NumberText.Fixed(number, decimals, Language);

    /// <summary>Formats a number with three significant digits in the language of the texts.</summary>
    public string Significant(double number) => NumberText.Significant(number, 3, Language);

    /// <summary>Returns a text, or a default if the file has no such key.</summary>
    internal string Or(string key, string otherwise) => _texts.ContainsKey(key) ? this[key] : otherwise;

    /// <summary>Returns the labels of a chart: those of "key.title", "key.x" and "key.y" that exist.</summary>
    internal ChartOptions Labels(string key)
    {
        return new ChartOptions { Title = At("title"), XLabel = At("x"), YLabel = At("y"), DecimalComma = Language == Language.Russian };

        string? At(string label) => _texts.ContainsKey($"{key}.{label}") ? this[$"{key}.{label}"] : null;
    }

    /// <summary>Returns the names of the values in a text.</summary>
    internal IReadOnlyCollection<string> ValuesIn(string key) => [.. Placeholder().Matches(_texts[key]).Select(match => match.Groups["name"].Value).Distinct()];

    private string Place => $"Texts/{LanguageCode.Of(Language)}/{_name}.md";

    private static string Joined(string lines) => string.Join(' ', lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private string Filled(string key)
    {
        if (!_texts.TryGetValue(key, out string? text))
            throw new InvalidOperationException($"{Place} has no text \"{key}\". Add a line \"{Heading}{key}\" and the text below it.");
        return Placeholder().Replace(text, match => _values.TryGetValue(match.Groups["name"].Value, out string? value) ? value
            : throw new InvalidOperationException($"The text \"{key}\" in {Place} needs the value {match.Value}, which the caller does not give."));
    }

    private string Format(object value) => value switch
    {
        int or long => Count(Convert.ToInt64(value)),
        double number => NumberText.Shortest(number, Language),
        _ => value.ToString() ?? "",
    };

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
