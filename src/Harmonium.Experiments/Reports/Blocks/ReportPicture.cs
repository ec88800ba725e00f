using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Harmonium.Figures;
using Harmonium.Figures.Animations;
using Harmonium.Figures.Charts;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>A picture file with its kind and the size at which it is shown.</summary>
public sealed class ReportPicture
{
    private ReportPicture(byte[] bytes, string mediaType, string extension, int width, int height) =>
        (Bytes, MediaType, Extension, Width, Height) = (bytes, mediaType, extension, width, height);

    /// <summary>The file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Its kind, as in image/png.</summary>
    public string MediaType { get; }

    /// <summary>What its file name ends with, as in ".png".</summary>
    public string Extension { get; }

    /// <summary>Its width on a page in CSS pixels.</summary>
    public int Width { get; }

    /// <summary>Its height on a page in CSS pixels.</summary>
    public int Height { get; }

    /// <summary>A figure as PNG.</summary>
    public static ReportPicture Of(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return Png(figure.ToPng());
    }

    /// <summary>A chart as SVG, which stays sharp at any size.</summary>
    public static ReportPicture Of(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return Svg(chart.ToSvg());
    }

    /// <summary>An animation as GIF.</summary>
    public static ReportPicture Of(Animation animation)
    {
        ArgumentNullException.ThrowIfNull(animation);
        return Gif(animation.ToGif());
    }

    /// <summary>A PNG file with two pixels to a unit of the page.</summary>
    /// <exception cref="ArgumentException">Not a PNG file.</exception>
    public static ReportPicture Png(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length < 24 || !bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
            throw Wrong("PNG", bytes.Length);
        int width = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), height = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20));
        return new ReportPicture(bytes, "image/png", ".png", OnPage(width), OnPage(height));
    }

    /// <summary>A GIF file with two pixels to a unit of the page.</summary>
    /// <exception cref="ArgumentException">Not a GIF file.</exception>
    public static ReportPicture Gif(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length < 10 || !bytes.AsSpan().StartsWith("GIF8"u8))
            throw Wrong("GIF", bytes.Length);
        int width = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(6)), height = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        return new ReportPicture(bytes, "image/gif", ".gif", OnPage(width), OnPage(height));
    }

    /// <summary>An SVG file whose root gives its width and height in pixels.</summary>
    /// <exception cref="ArgumentException">Not an SVG file, or one without a size.</exception>
    public static ReportPicture Svg(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            XElement root = XDocument.Parse(text).Root!;
            return new ReportPicture(Encoding.UTF8.GetBytes(text), "image/svg+xml", ".svg", Length(root, "width"), Length(root, "height"));
        }
        catch (Exception error) when (error is XmlException or FormatException)
        {
            throw new ArgumentException($"This is no SVG file with a width and a height: {error.Message}", nameof(text), error);
        }
    }

    private static int Length(XElement root, string name) => root.Attribute(name) is XAttribute length
        ? (int)Math.Ceiling(double.Parse(length.Value, CultureInfo.InvariantCulture))
        : throw new FormatException($"the root has no {name}");

    private static int OnPage(int pixels) => Math.Max(1, (pixels + Figure.PixelsPerUnit - 1) / Figure.PixelsPerUnit);

    private static ArgumentException Wrong(string kind, int length) =>
        new($"These {length} bytes are no {kind} file; give the bytes as {kind} was written.");
}
