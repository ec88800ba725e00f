namespace Harmonium.Tools.Letters;

/// <summary>Finds faces of the same design, so that no design occurs twice or in both the training and the test set.</summary>
internal static class Likeness
{
    // Measured on regular faces: known copies (Arimo and Liberation Sans, Hack and DejaVu Sans Mono, STIX and FreeSerif, Karmilla and Karla,
    // Open Sans and Noto Sans) differ by 0 to 0.039. The two most similar unrelated designs differ by 0.07.
    private const double SameDesign = 0.05;

    /// <summary>Returns a message for every pair of equal drawings, and of almost equal drawings from different groups.</summary>
    public static IEnumerable<string> Find(IReadOnlyList<Face> faces, IReadOnlyList<byte[]> drawn)
    {
        for (int i = 0; i < faces.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double difference = Difference(drawn[i], drawn[j]);
                if (difference == 0 || (difference < SameDesign && faces[i].Kindred != faces[j].Kindred))
                    yield return $"{faces[i]} and {faces[j]} differ in {difference:P1} of their ink. Remove one of them, or give both the same value of " +
                        "kindred.";
            }
        }
    }

    /// <summary>Returns the differing ink of two faces as a fraction of the ink of both: 0 for equal drawings, 1 for drawings without common ink.</summary>
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
