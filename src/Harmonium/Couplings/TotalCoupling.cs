using Harmonium.Numerics;
using Harmonium.Units;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Harmonium.Couplings;

/// <summary>
/// Couples the total D of one layer's counts with every unit of another: −D Σ c_j h_j = −Σ_i v_i Σ_j c_j h_j. If the first layer holds word counts,
/// this is the hidden bias scaled by the document length (Salakhutdinov &amp; Hinton 2009, eq. 5). As a coupling, it needs no special case elsewhere.
/// </summary>
public sealed class TotalCoupling : Coupling
{
    private readonly Parameter[] _parameters;

    /// <summary>Creates a coupling with the given biases, [units of b]. The tensor is not copied.</summary>
    /// <exception cref="ArgumentException">The number of biases differs from the number of units of the second layer.</exception>
    public TotalCoupling(Layer first, Layer second, Tensor bias)
        : base(first, second)
    {
        ArgumentNullException.ThrowIfNull(bias);
        if (bias.Rank != 1 || bias.Count != second.Units.Count)
            throw new ArgumentException($"The biases of '{second.Name}' must be [{second.Units.Count}]; they are {Tensor.Describe(bias.Shape)}.", nameof(bias));
        Bias = bias;
        _parameters = [new Parameter("bias", bias)];
    }

    /// <summary>The bias c of each unit of the second layer, per count of the first layer, [units of b].</summary>
    public Tensor Bias { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>D c for the second layer, c·h for every unit of the first, [batch, units of the target].</summary>
    public override Tensor InputTo(Layer target, States opposite, Tensor? into = null)
    {
        ArgumentNullException.ThrowIfNull(opposite);
        bool toSecond = ReferenceEquals(Opposite(target), First);
        Tensor input = into ?? Tensor.Aligned(opposite.Device, opposite.Rows, target.Units.Count);
        double[] factors = toSecond ? Totals(opposite) : opposite.Dot(Bias);
        for (int row = 0; row < input.Rows; row++)
        {
            if (toSecond)
                TensorPrimitives.Multiply(Bias.AsSpan(), (float)factors[row], input.Row(row));
            else
                input.Row(row).Fill((float)factors[row]);
        }

        return input;
    }

    /// <summary>D c·h of each example, [batch].</summary>
    public override double[] Interaction(States first, States second)
    {
        ArgumentNullException.ThrowIfNull(second);
        double[] totals = Totals(first), sums = second.Dot(Bias);
        return [.. totals.Zip(sums, (total, sum) => total * sum)];
    }

    /// <summary>Σ scale · weight · D · h over the pairs, [units of b].</summary>
    private protected override IReadOnlyList<Tensor> EvaluatePairs(CouplingGradient gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        if (gradient.Centering is not null)
            throw new ArgumentException("Word counts of documents of different lengths cannot be centered. Use the plain gradient (no offsets).",
                nameof(gradient));
        Tensor sum = Tensor.Zeros(Bias.Device, Bias.Count);
        foreach (StatePair pair in gradient.Pairs)
        {
            double[] totals = Totals(pair.First);
            Tensor weights = Tensor.Zeros(Bias.Device, totals.Length);
            for (int i = 0; i < totals.Length; i++)
                weights[i] = (float)(pair.Scale * (pair.Weights?[i] ?? 1) * totals[i]);
            sum.AddScaled(pair.Second.WeightedSum(weights));
        }

        return [sum];
    }

    /// <inheritdoc/>
    internal override float Ascend(CouplingGradient gradient, in AscentStep step)
    {
        Tensor move = Evaluate(gradient)[0].Clone().Scale(step.Rate);
        if (step.Velocities?[0] is not { } velocity)
            return Bias.AddScaled(move).LargestMagnitude();
        velocity.Scale(step.Momentum).AddScaled(move);
        return (step.Nesterov ? Bias.AddScaled(velocity, step.Momentum).AddScaled(move) : Bias.AddScaled(velocity)).LargestMagnitude();
    }

    /// <inheritdoc/>
    internal override (Tensor First, Tensor Second) BiasCorrections(CouplingGradient gradient) =>
        throw new ArgumentException("Word counts of documents of different lengths cannot be centered. Use the plain gradient (no offsets).",
            nameof(gradient));

    /// <inheritdoc/>
    public override Coupling Clone(Layer first, Layer second) => new TotalCoupling(first, second, Bias.Clone());

    private static double[] Totals(States counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return counts.Dot(Tensor.Filled(1, counts.Columns));
    }
}
