using Harmonium.Figures.Coloring;

namespace Harmonium.Figures.Images;

/// <summary>The colors of a sheet of images: the levels of the map, then paper to ink for text, then frames and absent pixels.</summary>
internal sealed class SheetPalette(Shading shading)
{
    /// <summary>Steps from paper to ink: enough for smooth letters.</summary>
    internal const int InkLevels = 16;

    /// <summary>The colors by number.</summary>
    internal IReadOnlyList<Color> Colors { get; } =
    [
        .. shading.Colors.Levels(shading.Levels),
        .. Enumerable.Range(0, InkLevels).Select(i => Color.Mix(Color.White, Color.Ink, i / (InkLevels - 1.0))),
        Color.Hairline,
        Color.Absent,
    ];

    /// <summary>The number of white.</summary>
    internal byte Paper => (byte)shading.Levels;

    /// <summary>The number of the color of frames.</summary>
    internal byte Hairline => (byte)(shading.Levels + InkLevels);

    /// <summary>The number of the color of pixels that are hidden or not a number.</summary>
    internal byte Absent => (byte)(shading.Levels + InkLevels + 1);

    /// <summary>The number of ink that covers a share of a pixel, 0 to 255.</summary>
    internal byte Ink(byte coverage) => (byte)(Paper + (((coverage * (InkLevels - 1)) + 127) / 255));
}
