namespace Harmonium.Data.Letters;

/// <summary>
/// How images are made of the drawn letters. Every image is a letter turned, made larger or smaller, and moved, each by an amount drawn
/// evenly from its range; the numbers depend only on the seed, the face, the letter and the number of the variant.
/// </summary>
public sealed record LettersOptions
{
    /// <summary>The seed of all shifts, rotations and scalings.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Images made of each letter of each training face, 1 or more. 8 make 34,112 images.</summary>
    public int TrainVariants { get; init; } = 8;

    /// <summary>Images made of each letter of each validation and test face, 1 or more. 4 make 2,600 and 5,720 images.</summary>
    public int HeldOutVariants { get; init; } = 4;

    /// <summary>The longest shift along each axis, in pixels, from 0 to 29. At 2, rotations and scales by default, no letter is cut off.</summary>
    public float MaximumShift { get; init; } = 2;

    /// <summary>The largest rotation to either side, in degrees, from 0 to 45.</summary>
    public float MaximumRotation { get; init; } = 8;

    /// <summary>The smallest scale, from 0.25 to <see cref="LargestScale"/>; at 1 a capital H is 18 pixels high.</summary>
    public float SmallestScale { get; init; } = 0.85f;

    /// <summary>The largest scale, from <see cref="SmallestScale"/> to 4.</summary>
    public float LargestScale { get; init; } = 1.1f;

    /// <summary>One upright, centered image of each letter of each face: the letters as they were drawn.</summary>
    public static LettersOptions Undistorted { get; } = new()
    {
        TrainVariants = 1,
        HeldOutVariants = 1,
        MaximumShift = 0,
        MaximumRotation = 0,
        SmallestScale = 1,
        LargestScale = 1,
    };

    /// <summary>Refuses what lies outside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option has a value outside its documented range.</exception>
    internal void Validate()
    {
        Require(TrainVariants, 1, 1_000_000, nameof(TrainVariants));
        Require(HeldOutVariants, 1, 1_000_000, nameof(HeldOutVariants));
        Require(MaximumShift, 0, LetterImages.Width, nameof(MaximumShift));
        Require(MaximumRotation, 0, 45, nameof(MaximumRotation));
        Require(SmallestScale, 0.25f, LargestScale, nameof(SmallestScale));
        Require(LargestScale, SmallestScale, 4, nameof(LargestScale));
    }

    private static void Require(float value, float least, float most, string option)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentOutOfRangeException(option, value, $"{option} should be from {least} to {most}.");
    }
}
