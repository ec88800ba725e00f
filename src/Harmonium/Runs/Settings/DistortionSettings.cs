using Harmonium.Data.Preprocessing;

namespace Harmonium.Runs.Settings;

/// <summary>What is done to images at each visit (Simard, Steinkraus, Platt 2003).</summary>
public sealed record DistortionSettings
{
    private static readonly ImageDistortion _usual = new();

    /// <summary>Whether images are shifted, rotated, scaled, sheared and bent anew at each visit.</summary>
    [Setting("shift, rotate, scale, shear and bend images anew at each visit")]
    public bool Distort { get; init; }

    /// <summary>The largest shift in pixels, in each direction, at least 0.</summary>
    [Setting("the largest shift of distorted images in pixels", AtLeast = 0)]
    public double DistortShift { get; init; } = _usual.Shift;

    /// <summary>The largest change of size, as a share, 0 to below 1.</summary>
    [Setting("the largest change of size of distorted images, as a share", AtLeast = 0, Below = 1)]
    public double DistortScale { get; init; } = _usual.Scale;

    /// <summary>What the smooth random field that bends images is multiplied by, in pixels, at least 0; 34 in Simard et al.</summary>
    [Setting("how far distorted images are bent, 0 for not at all", AtLeast = 0)]
    public double DistortElasticity { get; init; } = _usual.Elasticity;

    /// <summary>The distortion; null for none.</summary>
    internal ImageDistortion? Distortion => Distort ? new ImageDistortion { Shift = DistortShift, Scale = DistortScale, Elasticity = DistortElasticity } : null;
}
