namespace Harmonium.Networks.Layers;

/// <summary>What a tensor of a layer is for.</summary>
public enum ParameterRole
{
    /// <summary>Weights: drawn at random at first, and made smaller by decay.</summary>
    Weights,

    /// <summary>Added to sums; 0 at first, without decay.</summary>
    Bias,

    /// <summary>Multiplies what was normalized; 1 at first, without decay.</summary>
    Gain,

    /// <summary>A running mean, not learned from a gradient; 0 at first.</summary>
    Mean,

    /// <summary>A running variance, not learned from a gradient; 1 at first.</summary>
    Variance,
}
