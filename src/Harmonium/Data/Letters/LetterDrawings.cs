using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Data.Letters;

/// <summary>
/// The capital letters A–Z from many freely licensed typefaces, embedded in the library. They are stored as drawings, from which
/// images of 29 × 29 gray pixels are made. Each typeface belongs to one split only, so test letters come from typefaces not seen in training.
/// </summary>
internal sealed class LetterDrawings
{
    private const int GlyphBytes = SoftGlyph.DrawnSize * SoftGlyph.DrawnSize;
    private const int HeaderBytes = 20;
    private readonly byte[] _drawn;

    private LetterDrawings(IReadOnlyList<LetterFace> faces, byte[] drawn)
    {
        Faces = faces;
        _drawn = drawn;
    }

    /// <summary>The faces of the letters, with their licenses.</summary>
    public IReadOnlyList<LetterFace> Faces { get; }

    /// <summary>Reads the drawings embedded in the library: about 10 MB in memory.</summary>
    public static LetterDrawings Read()
    {
        using var table = new StreamReader(Open("letters.tsv"));
        var faces = table.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(ReadFace).ToArray();

        using var file = new GZipStream(Open("letters-idx4-ubyte.gz"), CompressionMode.Decompress);
        byte[] header = new byte[HeaderBytes];
        file.ReadExactly(header);
        int count = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
        if (count != faces.Length)
            throw new InvalidDataException($"The embedded letters have {count} faces, but their table has {faces.Length}. Rebuild both.");
        byte[] drawn = new byte[count * LetterImages.Classes * GlyphBytes];
        file.ReadExactly(drawn);
        return new LetterDrawings(faces, drawn);
    }

    /// <summary>
    /// Returns the images of a split. Image number i shows letter i mod 26. All letters of a face are followed by the next face of the
    /// split, in the order of <see cref="Faces"/>, and all faces by the next variant, so that more variants only append images.
    /// </summary>
    /// <param name="part">The split.</param>
    /// <param name="options">The rotation, scaling and shift of the letters; defaults if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
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
        ?? throw new InvalidOperationException($"The library was built without {name}. Rebuild it from a complete checkout.");
}
