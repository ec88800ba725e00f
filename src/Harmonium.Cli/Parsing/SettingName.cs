using System.Text.Json;

namespace Harmonium.Cli.Parsing;

/// <summary>A setting is in camel case in files and an option in kebab case on the command line.</summary>
internal static class SettingName
{
    /// <summary>learningRate → --learning-rate; the settings of stages have one option together.</summary>
    internal static string AsOption(string setting) =>
        setting.Contains('.') ? $"{SettingOptions.StageOption} {setting}" : "--" + JsonNamingPolicy.KebabCaseLower.ConvertName(setting);
}
