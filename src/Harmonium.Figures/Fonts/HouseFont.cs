using System.Reflection;
using SkiaSharp;

namespace Harmonium.Figures.Fonts;

/// <summary>
/// The one font of all figures, DejaVu Sans Condensed, carried inside the assembly: a machine without fonts draws the same letters,
/// and no machine's own fonts are asked. Latin, Greek, Cyrillic, arrows and mathematics are in it.
/// </summary>
internal static class HouseFont
{
    /// <summary>The name under which plots find it; no installed font bears it.</summary>
    internal const string Name = "Harmonium House Font";

    /// <summary>The face itself.</summary>
    internal static SKTypeface Face { get; } = Load();

    /// <summary>The face at a size in pixels, smoothed in grays and not fitted to the pixel grid, so that widths scale exactly.</summary>
    internal static SKFont At(float size) => new(Face, size) { Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None, Subpixel = true };

    private static SKTypeface Load()
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream("DejaVuSansCondensed.ttf")
            ?? throw new InvalidOperationException(
                "The font DejaVuSansCondensed.ttf is missing from this build of Harmonium.Figures; rebuild it with the file in Fonts/.");
        using SKData data = SKData.Create(file);
        return SKTypeface.FromData(data);
    }
}
