using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Units;

/// <summary>
/// Nonnegative units with energy E(x) = Σ ½ x² − b·x: p(x | input) is the normal distribution of mean input + b and variance 1, truncated below 0
/// (truncated Gaussian units; the nonnegative Gaussians of Salakhutdinov and of Cho). The noisy rectified linear units max(0, N(z, σ(z))) of Nair
/// &amp; Hinton (2010) approximate an infinite number of Bernoulli units with shifted biases, but have no energy function. Truncated Gaussian units
/// have one, and their mean also approaches max(0, z) for large |z|.
/// </summary>
public sealed class TruncatedGaussian : SeparateUnits
{
    /// <summary>Creates units with all biases 0.</summary>
    public TruncatedGaussian(int count)
        : this(Tensor.Zeros(count))
    {
    }

    /// <summary>Creates units with the given biases, [units]. The tensor is not copied.</summary>
    public TruncatedGaussian(Tensor bias)
        : base(bias)
    {
    }

    /// <summary>Creates the units of feature maps with one bias per map. The bias is not copied.</summary>
    internal TruncatedGaussian(SharedBias bias)
        : base(bias)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "truncated-gaussian";

    /// <inheritdoc/>
    internal override UnitRange Range => UnitRange.Positive;

    /// <inheritdoc/>
    protected override string Values => "numbers of at least 0";

    /// <inheritdoc/>
    public override LayerUnits Clone() => Shared is null ? new TruncatedGaussian(Bias.Clone()) : new TruncatedGaussian(Shared.Clone());

    /// <inheritdoc/>
    protected override bool IsState(float value) => value >= 0 && float.IsFinite(value);

    /// <summary>½ x².</summary>
    protected override double BaseEnergyAt(float x) => 0.5 * x * x;

    /// <summary>½ z² + log(√(2π) Φ(z)).</summary>
    protected override double LogPartitionAt(double z) => NormalTail.LogIntegral(z);

    /// <summary>z + φ(z) / Φ(z).</summary>
    protected override double MeanAt(double z) => NormalTail.Mean(z);

    /// <summary>1 − m (m − z), where m is the mean.</summary>
    protected override double VarianceAt(double z) => NormalTail.Variance(z);

    /// <inheritdoc/>
    protected override double ModeAt(double z) => Math.Max(0, z);

    /// <inheritdoc/>
    protected override float DrawAt(double z, RandomStream random, int row, int column) => (float)random.NormalAboveZero(z, row, column);

    /// <summary>Returns the z of a mean by Newton's method.</summary>
    protected override double NaturalOf(double mean, int examples)
    {
        double wanted = Math.Max(mean, 1 / (examples + 1.0)), z = wanted > 1 ? wanted : -1 / wanted;
        for (int i = 0; i < 200; i++)
            z = Math.Clamp(z + Math.Clamp((wanted - MeanAt(z)) / VarianceAt(z), -5, 5), -1e4, 1e6);
        return z;
    }
}
