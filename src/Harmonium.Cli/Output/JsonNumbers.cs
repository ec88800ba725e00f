using System.Text.Json;

namespace Harmonium.Cli.Output;

/// <summary>Writes numbers in JSON, which does not support NaN and infinity.</summary>
internal static class JsonNumbers
{
    /// <summary>Writes a number, or null if it is null or not finite.</summary>
    internal static void WriteFinite(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
