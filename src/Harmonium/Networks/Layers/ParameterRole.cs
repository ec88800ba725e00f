namespace Harmonium.Networks.Layers;

/// <summary>The role of a parameter of a layer.</summary>
internal enum ParameterRole
{
    /// <summary>Weights: random initial values, with weight decay.</summary>
    Weights,

    /// <summary>A bias: initially 0, without weight decay.</summary>
    Bias,

    /// <summary>The gain after normalization: initially 1, without weight decay.</summary>
    Gain,

    /// <summary>A running mean: initially 0, without a gradient.</summary>
    Mean,

    /// <summary>A running variance: initially 1, without a gradient.</summary>
    Variance,
}
