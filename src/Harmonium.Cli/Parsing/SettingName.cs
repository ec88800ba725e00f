using System.Text.Json;
using System.Text.RegularExpressions;

namespace Harmonium.Cli.Parsing;

/// <summary>Converts the names of settings between camel case (files) and kebab case (command line).</summary>
internal static partial class SettingName
{
    /// <summary>Returns the option of a setting: learningRate → --learning-rate, fineTuning.epochs → --stage fine-tuning.epochs.</summary>
    /// <param name="setting">The name of the setting.</param>
    /// <param name="value">The value; null for the option without a value.</param>
    internal static string AsOption(string setting, string? value = null) => setting.Contains('.')
        ? $"{SettingOptions.StageOption} {AsWord(setting)}{(value is null ? "" : $"={value}")}"
        : $"--{AsWord(setting)}{(value is null ? "" : $" {value}")}";

    /// <summary>Converts camel case to kebab case: fineTuning.learningRate → fine-tuning.learning-rate.</summary>
    internal static string AsWord(string setting) => string.Join('.', setting.Split('.').Select(JsonNamingPolicy.KebabCaseLower.ConvertName));

    /// <summary>Converts kebab case to camel case: fine-tuning.learning-rate → fineTuning.learningRate. Names in camel case do not change.</summary>
    internal static string OfWord(string word) => AfterDash().Replace(word, match => match.Value[1..].ToUpperInvariant());

    /// <summary>Replaces settings in backquotes, such as `learningRate` or `offsets=none`, in a text of the library by options.</summary>
    internal static string InMessage(string message) =>
        Quoted().Replace(message, match => AsOption(match.Groups["name"].Value, match.Groups["value"] is { Success: true } value ? value.Value : null));

    [GeneratedRegex("-[a-z0-9]", RegexOptions.NonBacktracking)]
    private static partial Regex AfterDash();

    [GeneratedRegex("`(?<name>[a-zA-Z0-9.]+)(=(?<value>[^`]*))?`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}
