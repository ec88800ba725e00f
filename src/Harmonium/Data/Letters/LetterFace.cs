namespace Harmonium.Data.Letters;

/// <summary>A face whose capitals are among the embedded letters, with what its license asks to be told.</summary>
/// <param name="Family">The family of the typeface, such as DejaVu Sans.</param>
/// <param name="Style">The style, such as Bold Italic.</param>
/// <param name="Kind">serif, sans, slab, mono, hand or display.</param>
/// <param name="Kindred">A word shared by families that are drawn after one another; they are in one part together.</param>
/// <param name="Part">The part that the face is in.</param>
/// <param name="Package">The Debian package that the face was drawn from.</param>
/// <param name="Version">The version of the package.</param>
/// <param name="File">The path of the font file inside the package.</param>
/// <param name="License">The license of the font as an SPDX expression.</param>
/// <param name="Copyright">Years and holders of the copyright in the font.</param>
public sealed record LetterFace(
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
