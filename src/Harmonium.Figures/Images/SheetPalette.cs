using Harmonium.Figures.Coloring;

namespace Harmonium.Figures.Images;

/// <summary>The colors of a sheet of images: the levels of the color map, white to ink for text, and the colors of frames and absent pixels.</summary>
internal sealed class SheetPalette(Shading shading)
{
    /// <summary>The number of levels from white to ink, enough for smooth letters.</summary>
    internal const int InkLevels = 16;

    /// <summary>Gets the colors by index.</summary>
    internal IReadOnlyList<Color> Colors { get; } =
    [
        .. shading.Colors.Levels(shading.Levels),
        .. Enumerable.Range(0, InkLevels).Select(i => Color.Mix(Color.White, Color.Ink, i / (InkLevels - 1.0))),
        Color.Hairline,
        Color.Absent,
    ];

    /// <summary>Gets the index of white.</summary>
    internal byte Paper => (byte)shading.Levels;

    /// <summary>Gets the index of the color of frames.</summary>
    internal byte Hairline => (byte)(shading.Levels + InkLevels);

    /// <summary>Gets the index of the color of pixels that are hidden or NaN.</summary>
    internal byte Absent => (byte)(shading.Levels + InkLevels + 1);

    /// <summary>Returns the index of ink for a coverage of 0 to 255.</summary>
    internal byte Ink(byte coverage) => (byte)(Paper + (((coverage * (InkLevels - 1)) + 127) / 255));
}
