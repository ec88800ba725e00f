namespace Harmonium.Experiments.Reports.Languages;

/// <summary>The codes of languages by ISO 639-1.</summary>
internal static class LanguageCode
{
    // The order of precedence of POSIX: the first variable that is set decides.
    private static readonly string[] _variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>Gets all codes.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<Language>().Select(Of)];

    /// <summary>Returns the code of a language.</summary>
    public static string Of(Language language) => language == Language.Russian ? "ru" : "en";

    /// <summary>Returns the language with a code, or null.</summary>
    public static Language? Find(string code) => Enum.GetValues<Language>().Cast<Language?>().FirstOrDefault(language => Of(language!.Value) == code);

    /// <summary>Returns the language of the environment, as in <c>LANG=ru_RU.UTF-8</c>; English if the environment names no known language.</summary>
    /// <param name="variable">Returns the value of an environment variable.</param>
    public static Language FromEnvironment(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        string locale = _variables.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
        return Find(locale.Split('_', '.', '@', '-')[0].ToLowerInvariant()) ?? Language.English;
    }
}
