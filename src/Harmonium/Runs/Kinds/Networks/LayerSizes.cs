using Harmonium.Errors;

namespace Harmonium.Runs.Kinds.Networks;

/// <summary>Parses layer sizes, separated by commas.</summary>
internal static class LayerSizes
{
    /// <summary>Parses a text such as 500,500,2000.</summary>
    /// <exception cref="ConfigurationException">The text is not a list of sizes.</exception>
    internal static int[] Parse(string setting, string text)
    {
        string[] words = string.IsNullOrWhiteSpace(text) ? [] : text.Split(',', StringSplitOptions.TrimEntries);
        int[] sizes = [.. words.Select(word => int.TryParse(word, out int size) ? size : 0)];
        return sizes.All(size => size >= 1) ? sizes
            : throw new ConfigurationException(setting,
                $"It is “{text}”; expected a list of whole numbers, at least 1, separated by commas, such as 500,500.");
    }
}
