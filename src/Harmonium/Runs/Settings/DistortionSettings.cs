using Harmonium.Data.Preprocessing;

namespace Harmonium.Runs.Settings;

/// <summary>Random distortions of images at each visit (Simard, Steinkraus, Platt 2003).</summary>
public sealed record DistortionSettings
{
    private static readonly ImageDistortion _default = new();

    /// <summary>True to shift, rotate, scale, shear and bend images at random at each visit.</summary>
    [Setting("distort images at random at each visit: shift, rotate, scale, shear and bend them")]
    public bool Distort { get; init; }

    /// <summary>The maximum shift in pixels, in each direction, at least 0.</summary>
    [Setting("the maximum shift of distorted images, in pixels", AtLeast = 0)]
    public double DistortShift { get; init; } = _default.Shift;

    /// <summary>The maximum relative change of size, 0 to below 1.</summary>
    [Setting("the maximum relative change of size of distorted images", AtLeast = 0, Below = 1)]
    public double DistortScale { get; init; } = _default.Scale;

    /// <summary>The factor of the smooth random displacement field of the elastic distortion, in pixels, at least 0; 34 in Simard et al.</summary>
    [Setting("the strength of the elastic distortion of images, in pixels; 0 for none", AtLeast = 0)]
    public double DistortElasticity { get; init; } = _default.Elasticity;

    /// <summary>The distortion; null for none.</summary>
    internal ImageDistortion? Distortion => Distort ? new ImageDistortion { Shift = DistortShift, Scale = DistortScale, Elasticity = DistortElasticity } : null;
}
