using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Data.Letters;

/// <summary>
/// The capital letters A–Z from many freely licensed typefaces, embedded in the library and always at hand. They are kept as drawings;
/// images of 29 × 29 gray pixels are made of them on demand. A typeface is in one part only: a test letter is of a face never seen.
/// </summary>
public sealed class LetterDrawings
{
    private const int GlyphBytes = SoftGlyph.DrawnSize * SoftGlyph.DrawnSize;
    private const int HeaderBytes = 20;
    private readonly byte[] _drawn;

    private LetterDrawings(IReadOnlyList<LetterFace> faces, byte[] drawn)
    {
        Faces = faces;
        _drawn = drawn;
    }

    /// <summary>The faces that the letters were drawn from, with their licenses.</summary>
    public IReadOnlyList<LetterFace> Faces { get; }

    /// <summary>Reads the drawings that are embedded in the library: some 10 MB in memory.</summary>
    public static LetterDrawings Read()
    {
        using var table = new StreamReader(Open("letters.tsv"));
        var faces = table.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(ReadFace).ToArray();

        using var file = new GZipStream(Open("letters-idx4-ubyte.gz"), CompressionMode.Decompress);
        byte[] header = new byte[HeaderBytes];
        file.ReadExactly(header);
        int count = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
        if (count != faces.Length)
            throw new InvalidDataException($"The embedded letters hold {count} faces, and the table beside them names {faces.Length}: make both again.");
        byte[] drawn = new byte[count * LetterImages.Classes * GlyphBytes];
        file.ReadExactly(drawn);
        return new LetterDrawings(faces, drawn);
    }

    /// <summary>
    /// Makes the images of a part. Image number i shows letter i mod 26; all letters of a face come one after another, then the next face of
    /// the part in the order of <see cref="Faces"/>, then the next variant: more variants only add images at the end.
    /// </summary>
    /// <param name="part">Whose faces to take.</param>
    /// <param name="options">How to turn, scale and move the letters; the defaults if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public LetterImages Images(LettersPart part, LettersOptions? options = null)
    {
        options ??= new LettersOptions();
        options.Validate();
        int variants = part == LettersPart.Train ? options.TrainVariants : options.HeldOutVariants;
        int[] faces = [.. Enumerable.Range(0, Faces.Count).Where(face => Faces[face].Part == part)];
        const int imageBytes = LetterImages.Height * LetterImages.Width;
        int count = checked(variants * faces.Length * LetterImages.Classes);
        byte[] pixels = new byte[checked(count * imageBytes)];
        byte[] labels = new byte[count];

        var glyph = new SoftGlyph();
        for (int place = 0; place < faces.Length; place++)
        {
            var random = RandomStream.For(options.Seed, Purpose.Augmentation).At(faces[place]);
            for (int letter = 0; letter < LetterImages.Classes; letter++)
            {
                glyph.Load(_drawn.AsSpan(((faces[place] * LetterImages.Classes) + letter) * GlyphBytes, GlyphBytes));
                for (int variant = 0; variant < variants; variant++)
                {
                    int image = (((variant * faces.Length) + place) * LetterImages.Classes) + letter;
                    glyph.Paint(LetterPose.Draw(random, letter, variant, options), pixels.AsSpan(image * imageBytes, imageBytes));
                    labels[image] = (byte)letter;
                }
            }
        }

        return new LetterImages(pixels, labels, count);
    }

    private static LetterFace ReadFace(string line)
    {
        string[] cells = line.Split('\t');
        return new LetterFace(
            cells[0], cells[1], cells[2], cells[3], Enum.Parse<LettersPart>(cells[4], ignoreCase: true), cells[5], cells[6], cells[7], cells[8], cells[9]);
    }

    private static Stream Open(string name) => Assembly.GetExecutingAssembly().GetManifestResourceStream($"Harmonium.Data.Letters.{name}")
        ?? throw new InvalidOperationException($"The library was built without {name}: build it again from a complete checkout.");
}
