namespace Harmonium.Data.Letters;

/// <summary>
/// The options for making letter images. Every letter is rotated, scaled and shifted by amounts drawn uniformly from their
/// ranges. The amounts depend only on the seed, the face, the letter and the number of the variant.
/// </summary>
internal sealed record LettersOptions
{
    /// <summary>The seed of all shifts, rotations and scalings.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The number of images per letter and training face, at least 1. 8 give 34,112 images.</summary>
    public int TrainVariants { get; init; } = 8;

    /// <summary>The number of images per letter and validation or test face, at least 1. 4 give 2,600 and 5,720 images.</summary>
    public int HeldOutVariants { get; init; } = 4;

    /// <summary>The maximum shift along each axis in pixels, 0 to 29. At 2, with default rotations and scales, no letter is clipped.</summary>
    public float MaximumShift { get; init; } = 2;

    /// <summary>The maximum rotation in either direction in degrees, 0 to 45.</summary>
    public float MaximumRotation { get; init; } = 8;

    /// <summary>The minimum scale, from 0.25 to <see cref="LargestScale"/>; at 1 a capital H is 18 pixels high.</summary>
    public float SmallestScale { get; init; } = 0.85f;

    /// <summary>The maximum scale, from <see cref="SmallestScale"/> to 4.</summary>
    public float LargestScale { get; init; } = 1.1f;

    /// <summary>One upright, centered image per letter and face: the original drawings.</summary>
    public static LettersOptions Undistorted { get; } = new()
    {
        TrainVariants = 1,
        HeldOutVariants = 1,
        MaximumShift = 0,
        MaximumRotation = 0,
        SmallestScale = 1,
        LargestScale = 1,
    };

    /// <summary>Validates the options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
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
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be from {least} to {most}.");
    }
}
