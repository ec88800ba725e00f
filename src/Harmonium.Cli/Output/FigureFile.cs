using Harmonium.Figures;

namespace Harmonium.Cli.Output;

/// <summary>Writes figures. The ending of the path decides the format.</summary>
internal static class FigureFile
{
    /// <summary>The endings of figures.</summary>
    internal static IReadOnlyList<string> Endings { get; } = [.. Enum.GetValues<FigureFormat>().Select(Ending)];

    /// <summary>Returns true if the path ends like a figure.</summary>
    internal static bool Has(string path) => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the ending of a format, such as <c>.png</c>.</summary>
    internal static string Ending(FigureFormat format) => $".{format}".ToLowerInvariant();

    /// <summary>Writes a figure atomically and creates its folder if necessary.</summary>
    internal static void Write(string path, Figure figure)
    {
        FigureFormat format = Enum.GetValues<FigureFormat>()
            .First(known => string.Equals(Ending(known), Path.GetExtension(path), StringComparison.OrdinalIgnoreCase));
        byte[] bytes = figure.ToFile(format);
        ResultFile.Write(path, stream => stream.Write(bytes));
    }
}
