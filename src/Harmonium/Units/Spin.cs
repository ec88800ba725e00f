using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Units;

/// <summary>Units that are −1 or +1 with energy E(x) = −b·x, so that p(x = 1 | input) = σ(2 (input + b)) (Ising spins; Hopfield 1982).</summary>
public sealed class Spin : SeparateUnits
{
    /// <summary>Units with all biases 0.</summary>
    public Spin(int count)
        : this(Tensor.Zeros(count))
    {
    }

    /// <summary>Units with the given biases, [units], not copied.</summary>
    public Spin(Tensor bias)
        : base(bias)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "spin";

    /// <inheritdoc/>
    public override IReadOnlyList<float[]> BlockStates { get; } = [[-1], [1]];

    /// <inheritdoc/>
    protected override string Values => "−1 or 1";

    /// <summary>tanh(input + b), [batch, units] → [batch, units].</summary>
    public override Tensor Mean(Tensor input, Tensor? into = null) => (input ?? throw new ArgumentNullException(nameof(input))).MeansOfSigns(Bias, into);

    /// <inheritdoc/>
    public override States Sample(Tensor input, RandomStream random, States? into = null, Tensor? means = null) =>
        (input ?? throw new ArgumentNullException(nameof(input))).SampleSigns(Bias, random, into, means);

    /// <inheritdoc/>
    public override States NewStates(Device device, int batch) => States.Signs(device, batch, Count);

    /// <inheritdoc/>
    public override LayerUnits Clone() => new Spin(Bias.Clone());

    /// <inheritdoc/>
    protected override bool IsState(float value) => value is -1 or 1;

    /// <inheritdoc/>
    protected override double BaseEnergyAt(float x) => 0;

    /// <summary>log(2 cosh z).</summary>
    protected override double LogPartitionAt(double z) => Math.Abs(z) + double.LogP1(Math.Exp(-2 * Math.Abs(z)));

    /// <inheritdoc/>
    protected override double MeanAt(double z) => Math.Tanh(z);

    /// <inheritdoc/>
    protected override double VarianceAt(double z) => 1 / (Math.Cosh(z) * Math.Cosh(z));

    /// <inheritdoc/>
    protected override double ModeAt(double z) => z > 0 ? 1 : -1;

    /// <inheritdoc/>
    protected override float DrawAt(double z, RandomStream random, int row, int column) =>
        random.Bernoulli((float)(1 / (1 + Math.Exp(-2 * z))), row, column) ? 1 : -1;

    /// <inheritdoc/>
    protected override double NaturalOf(double mean, int examples)
    {
        double p = ((examples * (1 + mean) / 2) + 0.5) / (examples + 1.0);
        return 0.5 * Math.Log(p / (1 - p));
    }
}
