using Harmonium.Numerics.Randomness;

namespace Harmonium.Data.Letters;

/// <summary>How one letter stands on its image.</summary>
/// <param name="ShiftX">To the right, in pixels.</param>
/// <param name="ShiftY">Downward, in pixels.</param>
/// <param name="Rotation">Clockwise, in radians.</param>
/// <param name="Scale">1 for the size in which the letter was drawn.</param>
internal readonly record struct LetterPose(float ShiftX, float ShiftY, double Rotation, float Scale)
{
    /// <summary>The pose of a variant of a letter: the four words of one block of the stream of its face.</summary>
    public static LetterPose Draw(RandomStream face, int letter, int variant, LettersOptions options)
    {
        var (a, b, c, d) = face.Block((uint)variant, (uint)letter);
        return new LetterPose(
            options.MaximumShift * Symmetric(a),
            options.MaximumShift * Symmetric(b),
            options.MaximumRotation * Symmetric(c) * (Math.PI / 180),
            options.SmallestScale + ((options.LargestScale - options.SmallestScale) * (0.5f + (0.5f * Symmetric(d)))));
    }

    /// <summary>24 bits of a word as a number that is uniform on (−1, 1), 0 left out.</summary>
    private static float Symmetric(uint word) => ((int)(word >> 8) - (1 << 23) + 0.5f) * (1f / (1 << 23));
}
