using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using System.Xml;
using System.Xml.Linq;
using Harmonium.Figures;
using Harmonium.Figures.Animations;
using Harmonium.Figures.Charts;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>A picture file with its media type and display size.</summary>
internal sealed class ReportPicture
{
    [JsonConstructor]
    private ReportPicture(ReadOnlyMemory<byte> bytes, string mediaType, string extension, int width, int height) =>
        (Bytes, MediaType, Extension, Width, Height) = (bytes, mediaType, extension, width, height);

    /// <summary>Gets the content of the file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Gets the media type, such as image/png.</summary>
    public string MediaType { get; }

    /// <summary>Gets the file extension, such as ".png".</summary>
    public string Extension { get; }

    /// <summary>Gets the width on a page in CSS pixels.</summary>
    public int Width { get; }

    /// <summary>Gets the height on a page in CSS pixels.</summary>
    public int Height { get; }

    /// <summary>The numbers in the picture as the content of a CSV file; null if they are not known.</summary>
    public string? Data { get; init; }

    /// <summary>Creates a PNG picture of a figure.</summary>
    public static ReportPicture Of(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return Png(figure.ToPng());
    }

    /// <summary>Creates an SVG picture of a chart, which is sharp at any size.</summary>
    public static ReportPicture Of(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ReportPicture picture = Svg(chart.ToSvg());
        return new ReportPicture(picture.Bytes, picture.MediaType, picture.Extension, picture.Width, picture.Height) { Data = chart.ToCsv() };
    }

    /// <summary>Creates a GIF picture of an animation.</summary>
    public static ReportPicture Of(Animation animation)
    {
        ArgumentNullException.ThrowIfNull(animation);
        return Gif(animation.ToGif());
    }

    /// <summary>Creates a picture from a PNG file with two pixels per CSS pixel.</summary>
    /// <exception cref="ArgumentException">Thrown when the bytes are not a PNG file.</exception>
    public static ReportPicture Png(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length < 24 || !bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
            throw Wrong("PNG", bytes.Length);
        int width = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), height = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20));
        return new ReportPicture(bytes, "image/png", ".png", OnPage(width), OnPage(height));
    }

    /// <summary>Creates a picture from a GIF file with two pixels per CSS pixel.</summary>
    /// <exception cref="ArgumentException">Thrown when the bytes are not a GIF file.</exception>
    public static ReportPicture Gif(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length < 10 || !bytes.AsSpan().StartsWith("GIF8"u8))
            throw Wrong("GIF", bytes.Length);
        int width = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(6)), height = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        return new ReportPicture(bytes, "image/gif", ".gif", OnPage(width), OnPage(height));
    }

    /// <summary>Creates a picture from an SVG file whose root element has a width and a height in pixels.</summary>
    /// <exception cref="ArgumentException">Thrown when the text is not SVG or has no size.</exception>
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
            throw new ArgumentException($"The text is not an SVG file with a width and a height: {error.Message}", nameof(text), error);
        }
    }

    private static int Length(XElement root, string name) => root.Attribute(name) is XAttribute length
        ? (int)Math.Ceiling(double.Parse(length.Value, CultureInfo.InvariantCulture))
        : throw new FormatException($"the root element has no {name}");

    private static int OnPage(int pixels) => Math.Max(1, (pixels + Figure.PixelsPerUnit - 1) / Figure.PixelsPerUnit);

    private static ArgumentException Wrong(string kind, int length) =>
        new($"The {length} bytes are not a {kind} file. Pass the unchanged content of a {kind} file.");
}
