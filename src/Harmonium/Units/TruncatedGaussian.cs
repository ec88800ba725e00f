using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Units;

/// <summary>
/// Numbers from 0 on with energy E(x) = Σ ½ x² − b·x: p(x | input) is the normal distribution of mean input + b and variance 1, cut off below 0.
/// The noisy rectified units max(0, N(z, σ(z))) of Nair &amp; Hinton (2010) approximate an infinite stack of Bernoulli units with shifted biases; theirs
/// has no energy of its own, this one has (truncated Gaussian units; Salakhutdinov's and Cho's nonnegative Gaussians), and agrees with it in
/// the mean, which goes as max(0, z) for large |z|.
/// </summary>
public sealed class TruncatedGaussian : SeparateUnits
{
    /// <summary>Units with all biases 0.</summary>
    public TruncatedGaussian(int count)
        : this(Tensor.Zeros(count))
    {
    }

    /// <summary>Units with the given biases, [units], not copied.</summary>
    public TruncatedGaussian(Tensor bias)
        : base(bias)
    {
    }

    /// <summary>Units of feature maps, one bias per map, not copied.</summary>
    public TruncatedGaussian(SharedBias bias)
        : base(bias)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "truncated-gaussian";

    /// <inheritdoc/>
    public override UnitRange Range => UnitRange.Positive;

    /// <inheritdoc/>
    protected override string Values => "numbers from 0 on";

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

    /// <summary>1 − m (m − z), m being the mean.</summary>
    protected override double VarianceAt(double z) => NormalTail.Variance(z);

    /// <inheritdoc/>
    protected override double ModeAt(double z) => Math.Max(0, z);

    /// <inheritdoc/>
    protected override float DrawAt(double z, RandomStream random, int row, int column) => (float)random.NormalAboveZero(z, row, column);

    /// <summary>The z of a mean, by Newton's steps.</summary>
    protected override double NaturalOf(double mean, int examples)
    {
        double wanted = Math.Max(mean, 1 / (examples + 1.0)), z = wanted > 1 ? wanted : -1 / wanted;
        for (int i = 0; i < 200; i++)
            z = Math.Clamp(z + Math.Clamp((wanted - MeanAt(z)) / VarianceAt(z), -5, 5), -1e4, 1e6);
        return z;
    }
}
