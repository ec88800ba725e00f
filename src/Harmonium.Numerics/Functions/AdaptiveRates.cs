namespace Harmonium.Numerics.Functions;

/// <summary>The coefficients of an adaptive step: w ← shrunk (keep · w) + rate · m / (√(correction · s) + ε).</summary>
/// <param name="Rate">The factor of the mean gradient.</param>
/// <param name="Correction">The factor of the mean square.</param>
/// <param name="Beta1">The decay of the mean gradient, β₁.</param>
/// <param name="Beta2">The decay of the mean square, β₂.</param>
/// <param name="Epsilon">ε, added to the root.</param>
/// <param name="Keep">The factor of the parameters, applied first (weight decay).</param>
/// <param name="Shrink">The amount subtracted from the magnitudes of the parameters (L1).</param>
internal readonly record struct AdaptiveRates(float Rate, float Correction, float Beta1, float Beta2, float Epsilon, float Keep = 1, float Shrink = 0);
