using Harmonium.Figures.Colours;

namespace Harmonium.Figures.Images;

/// <summary>The colours of a sheet of images: the levels of the map, then paper to ink for text, then frames and absent pixels.</summary>
internal sealed class SheetPalette(Shading shading)
{
    /// <summary>Steps from paper to ink: enough for smooth letters.</summary>
    internal const int InkLevels = 16;

    /// <summary>The colours by number.</summary>
    internal IReadOnlyList<Colour> Colours { get; } =
    [
        .. shading.Colours.Levels(shading.Levels),
        .. Enumerable.Range(0, InkLevels).Select(i => Colour.Mix(Colour.White, Colour.Ink, i / (InkLevels - 1.0))),
        Colour.Hairline,
        Colour.Absent,
    ];

    /// <summary>The number of white.</summary>
    internal byte Paper => (byte)shading.Levels;

    /// <summary>The number of the colour of frames.</summary>
    internal byte Hairline => (byte)(shading.Levels + InkLevels);

    /// <summary>The number of the colour of pixels that are hidden or not a number.</summary>
    internal byte Absent => (byte)(shading.Levels + InkLevels + 1);

    /// <summary>The number of ink that covers a share of a pixel, 0 to 255.</summary>
    internal byte Ink(byte coverage) => (byte)(Paper + (((coverage * (InkLevels - 1)) + 127) / 255));
}
