namespace Harmonium.Tools.Letters;

/// <summary>Finds faces that are drawn alike, so that no design is there twice and none is learned from and judged on.</summary>
internal static class Likeness
{
    // Measured on regular faces: known copies (Arimo and Liberation Sans, Hack and DejaVu Sans Mono, STIX and FreeSerif, Karmilla and Karla,
    // Open Sans and Noto Sans) differ by 0 to 0.039, the two most similar designs that have nothing to do with each other by 0.07.
    private const double SameDesign = 0.05;

    /// <summary>A sentence for every pair that is drawn equally, or almost so without being of one kindred.</summary>
    public static IEnumerable<string> Find(IReadOnlyList<Face> faces, IReadOnlyList<byte[]> drawn)
    {
        for (int i = 0; i < faces.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double difference = Difference(drawn[i], drawn[j]);
                if (difference == 0 || (difference < SameDesign && faces[i].Kindred != faces[j].Kindred))
                    yield return $"{faces[i]} and {faces[j]} differ in {difference:P1} of their ink: leave one out, or give them one kindred.";
            }
        }
    }

    /// <summary>The ink in which two faces differ, as a share of the ink of both: 0 for equal drawings, 1 for drawings that share none.</summary>
    private static double Difference(byte[] a, byte[] b)
    {
        long apart = 0, ink = 0;
        for (int i = 0; i < a.Length; i++)
        {
            apart += Math.Abs(a[i] - b[i]);
            ink += a[i] + b[i];
        }

        return (double)apart / ink;
    }
}
