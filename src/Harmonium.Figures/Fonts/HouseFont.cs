using System.Reflection;
using SkiaSharp;

namespace Harmonium.Figures.Fonts;

/// <summary>
/// The font of all figures, DejaVu Sans Condensed, embedded in the assembly. Figures do not depend on installed fonts. The font contains Latin, Greek,
/// Cyrillic, arrows and mathematical symbols.
/// </summary>
internal static class HouseFont
{
    /// <summary>The name of the font in plots. No installed font has this name.</summary>
    internal const string Name = "Harmonium House Font";

    /// <summary>Gets the typeface.</summary>
    internal static SKTypeface Face { get; } = Load();

    /// <summary>Returns the font at a size in pixels, with antialiasing and without hinting, so that widths scale exactly.</summary>
    internal static SKFont At(float size) => new(Face, size) { Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None, Subpixel = true };

    private static SKTypeface Load()
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream("DejaVuSansCondensed.ttf")
            ?? throw new InvalidOperationException(
                "The font DejaVuSansCondensed.ttf is missing from this build of Harmonium.Figures. Rebuild the project with the file in Fonts/.");
        using SKData data = SKData.Create(file);
        return SKTypeface.FromData(data);
    }
}
