namespace Harmonium.Data.Letters;

/// <summary>A face of the embedded letters, with the information that its license requires.</summary>
/// <param name="Family">The font family, such as DejaVu Sans.</param>
/// <param name="Style">The style, such as Bold Italic.</param>
/// <param name="Kind">serif, sans, slab, mono, hand or display.</param>
/// <param name="Kindred">A word shared by font families that derive from each other. They belong to the same split.</param>
/// <param name="Part">The split of the face.</param>
/// <param name="Package">The Debian package that contains the face.</param>
/// <param name="Version">The version of the package.</param>
/// <param name="File">The path of the font file inside the package.</param>
/// <param name="License">The license of the font as an SPDX expression.</param>
/// <param name="Copyright">The years and holders of the copyright in the font.</param>
internal sealed record LetterFace(
    string Family,
    string Style,
    string Kind,
    string Kindred,
    LettersPart Part,
    string Package,
    string Version,
    string File,
    string License,
    string Copyright);
