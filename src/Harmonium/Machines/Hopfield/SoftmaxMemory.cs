using Harmonium.Numerics;

namespace Harmonium.Machines.Hopfield;

/// <summary>
/// The continuous modern Hopfield network (Ramsauer et al. 2020): s ← X softmax(β Xᵀ s). One step is attention and descends E(s) = −(1/β) log Σ_μ
/// exp(β ξ_μ · s) + ½ s·s. The number of patterns that it can store is exponential in N.
/// </summary>
public sealed class SoftmaxMemory
{
    private readonly Tensor _patterns;

    /// <summary>Creates a memory of patterns.</summary>
    /// <param name="patterns">[patterns, N], any finite numbers; not copied.</param>
    /// <param name="beta">β, above 0. A larger β mixes fewer patterns.</param>
    public SoftmaxMemory(Tensor patterns, double beta)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        if (!(beta > 0 && double.IsFinite(beta)))
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "β must be finite and above 0.");
        if (patterns.Rank != 2 || patterns.Rows < 1)
            throw new ArgumentException($"Patterns must be [patterns, numbers]; they are {Tensor.Describe(patterns.Shape)}.", nameof(patterns));
        _patterns = patterns;
        Beta = beta;
    }

    /// <summary>β.</summary>
    public double Beta { get; }

    /// <summary>E(s) = −(1/β) log Σ_μ exp(β ξ_μ · s) + ½ s·s of each example, [batch, N] → [batch].</summary>
    public double[] Energy(Tensor states)
    {
        Tensor overlaps = OverlapsOf(states);
        double[] energy = new double[states.Rows];
        for (int example = 0; example < energy.Length; example++)
            energy[example] = (-LogSum(overlaps.Row(example)) / Beta) + (states.RowRange(example, 1).SumOfSquares() / 2);
        return energy;
    }

    /// <summary>Updates probes, [probes, N]. One step is usually enough (theorem 4 of the paper).</summary>
    /// <returns>The final states, [probes, N], which are weighted averages of the patterns.</returns>
    public Tensor Recall(Tensor probes, int steps = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        Tensor states = probes;
        for (int step = 0; step < steps; step++)
        {
            Tensor weights = OverlapsOf(states);
            for (int example = 0; example < weights.Rows; example++)
            {
                Span<float> row = weights.Row(example);
                double log = LogSum(row);
                foreach (ref float x in row)
                    x = (float)Math.Exp((Beta * x) - log);
            }

            states = weights.Multiply(_patterns);
        }

        return states;
    }

    private Tensor OverlapsOf(Tensor states)
    {
        ArgumentNullException.ThrowIfNull(states);
        return states.Multiply(_patterns, transposeRight: true);
    }

    private double LogSum(ReadOnlySpan<float> overlaps)
    {
        double largest = double.NegativeInfinity, sum = 0;
        foreach (float x in overlaps)
            largest = Math.Max(largest, Beta * x);
        foreach (float x in overlaps)
            sum += Math.Exp((Beta * x) - largest);
        return largest + Math.Log(sum);
    }
}
