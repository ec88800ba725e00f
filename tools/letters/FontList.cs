namespace Harmonium.Tools.Letters;

/// <summary>Writes the list of fonts with families, styles, licenses and copyright holders.</summary>
internal static class FontList
{
    private const string Introduction = """
        # The fonts of the embedded letters

        Written by `tools/letters/make.sh`; see [letters.md](letters.md). The licenses are SPDX expressions. If there is a choice, the first license is
        used. `Bitstream-Vera` and `LicenseRef-public-domain` are as stated in `/usr/share/doc/<package>/copyright` of the Debian package. Related
        designs belong to one split.

        | family | styles | kind | split | license | copyright | Debian package |
        |---|---|---|---|---|---|---|
        """;

    public static void Write(string path, IReadOnlyList<Face> faces)
    {
        var rows = faces.GroupBy(face => face.Family).OrderBy(family => family.Key, StringComparer.Ordinal).Select(family => Row([.. family]));
        File.WriteAllText(path, string.Join('\n', rows.Prepend(Introduction)) + "\n");
    }

    private static string Row(IReadOnlyList<Face> family)
    {
        var first = family[0];
        string packages = string.Join(", ", family.Select(face => $"{face.Package} {face.Version}").Distinct());
        return $"| {first.Family} | {string.Join(", ", family.Select(face => face.Style))} | {first.Kind} | {first.Part} | {first.License} | " +
            $"{first.Copyright} | {packages} |";
    }
}
