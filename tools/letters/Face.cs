namespace Harmonium.Tools.Letters;

/// <summary>A row of the table of faces: a font file for drawing letters.</summary>
/// <param name="Family">The family of the typeface.</param>
/// <param name="Style">The style: Regular, Bold, Italic …</param>
/// <param name="Kind">The kind: serif, sans, slab, mono, hand or display.</param>
/// <param name="Kindred">The group of related designs. All families of a group belong to one split.</param>
/// <param name="Part">The split: train, validation or test. This tool fills it in.</param>
/// <param name="Package">The Debian package that ships the file.</param>
/// <param name="Version">The version of the package. This tool fills it in.</param>
/// <param name="File">The path of the file inside the package.</param>
/// <param name="License">The license of the file, as an SPDX expression.</param>
/// <param name="Copyright">The years and holders that the package states.</param>
internal sealed record Face(
    string Family, string Style, string Kind, string Kindred, string Part, string Package, string Version, string File, string License, string Copyright)
{
    private const string Header = "family\tstyle\tkind\tkindred\tpart\tpackage\tversion\tfile\tlicence\tcopyright";

    public override string ToString() => $"{Family} {Style} ({File})";

    public static IReadOnlyList<Face> ReadAll(string path)
    {
        string[] lines = System.IO.File.ReadAllLines(path);
        if (lines.Length == 0 || lines[0] != Header)
            throw new InvalidDataException($"{path}: the first line must be '{Header}'.");
        return [.. lines.Skip(1).Select((line, index) => Read(line, $"{path}, line {index + 2}"))];
    }

    public static void WriteAll(string path, IEnumerable<Face> faces) =>
        System.IO.File.WriteAllText(path, string.Join('\n', faces.Select(face => face.Line).Prepend(Header)) + "\n");

    private string Line => string.Join('\t', Family, Style, Kind, Kindred, Part, Package, Version, File, License, Copyright);

    private static Face Read(string line, string where)
    {
        string[] cells = line.Split('\t');
        return cells.Length == 10 && cells.All(cell => cell.Length > 0)
            ? new Face(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8], cells[9])
            : throw new InvalidDataException($"{where}: {cells.Length} cells found; expected 10 nonempty cells.");
    }
}
