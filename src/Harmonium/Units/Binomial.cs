using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Units;

/// <summary>
/// Binomial counts 0 … n with energy E(x) = −Σ ln C(n, x) − b·x, so that p(x | input) is binomial with n trials and p = σ(input + b). One unit equals
/// n Bernoulli units that share weights and bias (Teh &amp; Hinton 2001, "Rate-coded restricted Boltzmann machines").
/// </summary>
public sealed class Binomial : SeparateUnits
{
    /// <summary>Creates units with the given biases, [units], and number of trials. The tensor is not copied.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of trials is below 1 or above 10,000.</exception>
    public Binomial(Tensor bias, int trials)
        : base(bias)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trials, 10_000);
        Trials = trials;
        BlockStates = [.. Enumerable.Range(0, trials + 1).Select(x => new[] { (float)x })];
    }

    /// <summary>The number of trials of each unit.</summary>
    public int Trials { get; }

    /// <inheritdoc/>
    public override string Kind => "binomial";

    /// <inheritdoc/>
    public override IReadOnlyList<float[]> BlockStates { get; }

    /// <inheritdoc/>
    protected override string Values => $"counts from 0 to {Trials}";

    /// <inheritdoc/>
    public override LayerUnits Clone() => new Binomial(Bias.Clone(), Trials);

    /// <inheritdoc/>
    protected override bool IsState(float value) => value >= 0 && value <= Trials && float.IsInteger(value);

    /// <summary>−ln C(n, x).</summary>
    protected override double BaseEnergyAt(float x) => Gamma.LogFactorial(x) + Gamma.LogFactorial(Trials - x) - Gamma.LogFactorial(Trials);

    /// <summary>n log(1 + exp z).</summary>
    protected override double LogPartitionAt(double z) => Trials * (Math.Max(z, 0) + double.LogP1(Math.Exp(-Math.Abs(z))));

    /// <inheritdoc/>
    protected override double MeanAt(double z) => Trials / (1 + Math.Exp(-z));

    /// <inheritdoc/>
    protected override double VarianceAt(double z) => Trials / (1 + Math.Exp(-z)) / (1 + Math.Exp(z));

    /// <inheritdoc/>
    protected override double ModeAt(double z) => Math.Clamp(Math.Ceiling((Trials + 1) / (1 + Math.Exp(-z))) - 1, 0, Trials);

    /// <inheritdoc/>
    protected override float DrawAt(double z, RandomStream random, int row, int column) => random.Binomial(Trials, 1 / (1 + Math.Exp(-z)), row, column);

    /// <inheritdoc/>
    protected override double NaturalOf(double mean, int examples)
    {
        double trials = (double)examples * Trials, p = ((examples * mean) + 0.5) / (trials + 1);
        return Math.Log(p / (1 - p));
    }
}
