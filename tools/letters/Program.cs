using Harmonium.Tools.Letters;

if (args.Length != 4)
{
    Console.Error.WriteLine("usage: letters LETTERS.TSV VERSIONS.TSV FOLDER-OF-UNPACKED-PACKAGES FONTS.MD");
    return 2;
}

string table = args[0];
var versions = File.ReadLines(args[1]).Select(line => line.Split('\t')).ToDictionary(cells => cells[0], cells => cells[1]);
var faces = Face.ReadAll(table);
var drawn = faces.Select(face => GlyphPainter.Paint(Path.Combine(args[2], face.File))).ToList();

var tooLike = Likeness.Find(faces, drawn).ToList();
if (tooLike.Count > 0)
{
    Console.Error.WriteLine(string.Join('\n', tooLike));
    return 1;
}

var parts = Partition.Deal(faces);
faces = [.. faces.Select(face => face with { Part = parts[face.Kindred], Version = versions[face.Package] })];
Face.WriteAll(table, faces);
GlyphFile.Write(Path.Combine(Path.GetDirectoryName(table)!, "letters-idx4-ubyte.gz"), drawn);
FontList.Write(args[3], faces);
Console.WriteLine($"{faces.Count} faces of {faces.Select(face => face.Family).Distinct().Count()} families: " +
    string.Join(", ", faces.CountBy(face => face.Part).Select(part => $"{part.Value} {part.Key}")));
return 0;
