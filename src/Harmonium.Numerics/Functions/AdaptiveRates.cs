namespace Harmonium.Numerics.Functions;

/// <summary>The numbers of an adaptive step: w ← shrunk (keep · w) + rate · m / (√(correction · s) + ε).</summary>
/// <param name="Rate">What the mean gradient is multiplied by.</param>
/// <param name="Correction">What the mean square is multiplied by.</param>
/// <param name="Beta1">How much of the mean gradient is kept.</param>
/// <param name="Beta2">How much of the mean square is kept.</param>
/// <param name="Epsilon">Added to the root.</param>
/// <param name="Keep">What the parameters are multiplied by first.</param>
/// <param name="Shrink">What their magnitudes are made smaller by.</param>
public readonly record struct AdaptiveRates(float Rate, float Correction, float Beta1, float Beta2, float Epsilon, float Keep = 1, float Shrink = 0);
