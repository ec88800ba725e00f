using System.Text.Json;
using System.Text.RegularExpressions;

namespace Harmonium.Cli.Parsing;

/// <summary>A setting is in camel case in files and in kebab case on the command line.</summary>
internal static partial class SettingName
{
    /// <summary>learningRate → --learning-rate; fineTuning.epochs → --stage fine-tuning.epochs: the settings of stages have one option together.</summary>
    /// <param name="setting">The name of the setting.</param>
    /// <param name="value">Its value; null for the option alone.</param>
    internal static string AsOption(string setting, string? value = null) => setting.Contains('.')
        ? $"{SettingOptions.StageOption} {AsWord(setting)}{(value is null ? "" : $"={value}")}"
        : $"--{AsWord(setting)}{(value is null ? "" : $" {value}")}";

    /// <summary>fineTuning.learningRate → fine-tuning.learning-rate.</summary>
    internal static string AsWord(string setting) => string.Join('.', setting.Split('.').Select(JsonNamingPolicy.KebabCaseLower.ConvertName));

    /// <summary>fine-tuning.learning-rate → fineTuning.learningRate; names in camel case stay as they are.</summary>
    internal static string OfWord(string word) => AfterDash().Replace(word, match => match.Value[1..].ToUpperInvariant());

    /// <summary>A message of the library with the settings in it, `learningRate` or `offsets=none`, as options.</summary>
    internal static string InMessage(string message) =>
        Quoted().Replace(message, match => AsOption(match.Groups["name"].Value, match.Groups["value"] is { Success: true } value ? value.Value : null));

    [GeneratedRegex("-[a-z0-9]", RegexOptions.NonBacktracking)]
    private static partial Regex AfterDash();

    [GeneratedRegex("`(?<name>[a-zA-Z0-9.]+)(=(?<value>[^`]*))?`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}
