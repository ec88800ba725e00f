using System.Text;
using System.Text.Json;

namespace Harmonium.Storage.Files;

/// <summary>
/// Parses external JSON strictly, so that later accesses cannot fail: names within an object differ, and all text is valid Unicode
/// (the .NET parser detects invalid text only on access).
/// </summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions _options = new() { AllowDuplicateProperties = false };

    /// <exception cref="JsonException">The text is not valid JSON of this form.</exception>
    internal static JsonElement Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <exception cref="JsonException">The text is not valid JSON of this form.</exception>
    internal static JsonElement Parse(byte[] utf8)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, _options);
            VisitText(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A string is not valid Unicode.", exception);
        }
    }

    // The recursion is limited: the parser allows 64 levels.
    private static void VisitText(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
            _ = element.GetString();
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
                VisitText(item);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                _ = property.Name;
                VisitText(property.Value);
            }
        }
    }
}
