using System.Text.Json;

namespace Harmonium.Cli.Output;

/// <summary>Numbers in JSON, which knows neither NaN nor infinity.</summary>
internal static class JsonNumbers
{
    /// <summary>Writes a number, or null where it is not finite or not there.</summary>
    internal static void WriteFinite(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
