using System.Globalization;
using System.Xml.Linq;
using Harmonium.Figures.Fonts;
using SkiaSharp;

namespace Harmonium.Figures.Charts;

/// <summary>
/// Makes an SVG independent of the computer and of earlier drawings. Letters become outlines of the embedded font, a view box makes the drawing scale with its
/// frame, and clip paths are numbered from 0, because the drawing library continues its numbers from one drawing to the next.
/// </summary>
internal static class PortableSvg
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Returns the portable drawing.</summary>
    internal static string From(string svg)
    {
        XDocument drawing = XDocument.Parse(svg, LoadOptions.PreserveWhitespace);
        XElement root = drawing.Root!;
        root.SetAttributeValue("viewBox", $"0 0 {root.Attribute("width")!.Value} {root.Attribute("height")!.Value}");
        foreach (XElement text in root.Descendants(Svg + "text").ToList())
            text.ReplaceWith(Outline(text));
        NumberClipPaths(root);
        return root.ToString(SaveOptions.DisableFormatting);
    }

    private static void NumberClipPaths(XElement root)
    {
        Dictionary<string, string> names = [];
        foreach (XAttribute id in root.Descendants().Attributes("id"))
        {
            names[$"url(#{id.Value})"] = $"url(#clip{names.Count})";
            id.Value = $"clip{names.Count - 1}";
        }

        foreach (XAttribute use in root.Descendants().Attributes("clip-path"))
            use.Value = names[use.Value];
    }

    private static XElement Outline(XElement text)
    {
        float[] across = Places(text, "x"), down = Places(text, "y");
        using SKFont font = HouseFont.At(float.Parse(text.Attribute("font-size")!.Value, CultureInfo.InvariantCulture));
        ushort[] glyphs = font.GetGlyphs(text.Value.Trim());
        using SKPath outline = new();
        for (int i = 0; i < Math.Min(glyphs.Length, across.Length); i++)
        {
            // A glyph without a path is a space.
            using SKPath? path = font.GetGlyphPath(glyphs[i]);
            if (path is not null)
                outline.AddPath(path, across[i], down[Math.Min(i, down.Length - 1)]);
        }

        string[] kept = ["fill", "fill-opacity", "transform", "opacity"];
        return new XElement(
            Svg + "path",
            text.Attributes().Where(a => kept.Contains(a.Name.LocalName)),
            new XAttribute("d", outline.ToSvgPathData()));
    }

    private static float[] Places(XElement text, string axis) =>
    [
        .. text.Attribute(axis)!.Value
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(place => float.Parse(place, CultureInfo.InvariantCulture)),
    ];
}
