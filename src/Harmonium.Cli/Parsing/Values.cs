using System.Globalization;
using System.Text.Json;
using Harmonium.Data;
using Harmonium.Runs.Settings;

namespace Harmonium.Cli.Parsing;

/// <summary>Parses the values of options. Throws a <see cref="UsageException"/> that names the option if a value is not valid.</summary>
internal static class Values
{
    /// <summary>Parses a whole number.</summary>
    internal static int Whole(string option, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : throw Refuse(option, text, "a whole number");

    /// <summary>Parses a seed.</summary>
    internal static ulong Seed(string option, string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number
            : throw Refuse(option, text, "a whole number, 0 or above");

    /// <summary>Parses a number with a decimal point.</summary>
    internal static double Number(string option, string text) =>
        RealNumber.TryParse(text, out double number) ? number : throw Refuse(option, text, RealNumber.Expected);

    /// <summary>Parses a value of an enumeration, in kebab case.</summary>
    internal static T Choice<T>(string option, string text)
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            if (Word(value) == text)
                return value;
        }

        string[] words = [.. Enum.GetValues<T>().Select(Word)];
        string hint = NameDistance.Hint(text, words);
        throw Refuse(option, text, $"one of {string.Join(", ", words)}", hint);
    }

    /// <summary>Returns the values of an enumeration in kebab case, for the help.</summary>
    internal static string WordsOf<T>()
        where T : struct, Enum
        => string.Join(", ", Enum.GetValues<T>().Select(Word));

    /// <summary>Returns a value of an enumeration in kebab case.</summary>
    internal static string Word<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static UsageException Refuse(string option, string text, string expected, string hint = "") =>
        new($"{option} is “{text}”; expected {expected}.{hint}", "Add --help to see all options.");
}
