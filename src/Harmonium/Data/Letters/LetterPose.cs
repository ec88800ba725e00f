using Harmonium.Numerics.Randomness;

namespace Harmonium.Data.Letters;

/// <summary>The position, rotation and scale of a letter in its image.</summary>
/// <param name="ShiftX">The shift to the right, in pixels.</param>
/// <param name="ShiftY">The shift downward, in pixels.</param>
/// <param name="Rotation">The clockwise rotation, in radians.</param>
/// <param name="Scale">The scale; 1 for the size of the drawing.</param>
internal readonly record struct LetterPose(float ShiftX, float ShiftY, double Rotation, float Scale)
{
    /// <summary>Draws the pose of a variant of a letter, from the four words of one block of the random stream of its face.</summary>
    public static LetterPose Draw(RandomStream face, int letter, int variant, LettersOptions options)
    {
        var (a, b, c, d) = face.Block((uint)variant, (uint)letter);
        return new LetterPose(
            options.MaximumShift * Symmetric(a),
            options.MaximumShift * Symmetric(b),
            options.MaximumRotation * Symmetric(c) * (Math.PI / 180),
            options.SmallestScale + ((options.LargestScale - options.SmallestScale) * (0.5f + (0.5f * Symmetric(d)))));
    }

    /// <summary>Converts 24 bits of a word to a number that is uniform on (−1, 1), without 0.</summary>
    private static float Symmetric(uint word) => ((int)(word >> 8) - (1 << 23) + 0.5f) * (1f / (1 << 23));
}
