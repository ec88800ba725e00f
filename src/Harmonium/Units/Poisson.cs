using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Units;

/// <summary>
/// Counts 0, 1, 2, … with energy E(x) = Σ ln x! − b·x, so that p(x | input) is a Poisson distribution with rate exp(input + b) (Gehler, Holub,
/// Welling 2006). Log-rates above <see cref="GreatestLogRate"/> are clipped to it; data with such large counts need another kind of units.
/// </summary>
public sealed class Poisson : SeparateUnits
{
    /// <summary>The largest log-rate, for a rate of about 10⁸. Larger log-rates are clipped to it.</summary>
    public const double GreatestLogRate = 18.4;

    /// <summary>Creates units with all biases 0, which are rates of 1.</summary>
    public Poisson(int count)
        : this(Tensor.Zeros(count))
    {
    }

    /// <summary>Creates units with the given biases, [units]. The tensor is not copied.</summary>
    public Poisson(Tensor bias)
        : base(bias)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "poisson";

    /// <inheritdoc/>
    internal override bool IsDiscrete => true;

    /// <inheritdoc/>
    internal override UnitRange Range => UnitRange.Counts;

    /// <inheritdoc/>
    protected override string Values => "whole numbers of at least 0";

    /// <inheritdoc/>
    public override LayerUnits Clone() => new Poisson(Bias.Clone());

    /// <inheritdoc/>
    protected override bool IsState(float value) => value >= 0 && float.IsInteger(value);

    /// <summary>ln x!.</summary>
    protected override double BaseEnergyAt(float x) => Gamma.LogFactorial(x);

    /// <summary>exp(z).</summary>
    protected override double LogPartitionAt(double z) => Rate(z);

    /// <inheritdoc/>
    protected override double MeanAt(double z) => Rate(z);

    /// <inheritdoc/>
    protected override double VarianceAt(double z) => Rate(z);

    /// <inheritdoc/>
    protected override double ModeAt(double z) => Math.Max(0, Math.Ceiling(Rate(z)) - 1);

    /// <inheritdoc/>
    protected override float DrawAt(double z, RandomStream random, int row, int column) => random.Poisson(Rate(z), row, column);

    /// <summary>Returns ln of the mean, smoothed by half a count in all examples together.</summary>
    protected override double NaturalOf(double mean, int examples) => Math.Log(((examples * mean) + 0.5) / (examples + 0.5));

    private static double Rate(double z) => Math.Exp(Math.Min(z, GreatestLogRate));
}
