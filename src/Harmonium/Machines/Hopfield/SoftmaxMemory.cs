using Harmonium.Numerics;

namespace Harmonium.Machines.Hopfield;

/// <summary>
/// The continuous modern Hopfield net (Ramsauer et al. 2020): s ← X softmax(β Xᵀ s), one step of which is attention; descends
/// E(s) = −(1/β) log Σ_μ exp(β ξ_μ · s) + ½ s·s. Holds exponentially many patterns in N.
/// </summary>
public sealed class SoftmaxMemory
{
    private readonly Tensor _patterns;

    /// <summary>A memory of patterns.</summary>
    /// <param name="patterns">[patterns, N], any finite numbers; not copied.</param>
    /// <param name="beta">β, above 0: the larger, the fewer patterns are mixed.</param>
    public SoftmaxMemory(Tensor patterns, double beta)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        if (!(beta > 0 && double.IsFinite(beta)))
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "β is a finite number above 0.");
        if (patterns.Rank != 2 || patterns.Rows < 1)
            throw new ArgumentException($"Patterns are [patterns, numbers]; these are {Tensor.Describe(patterns.Shape)}.", nameof(patterns));
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

    /// <summary>Makes steps from probes, [probes, N]; one is usually enough (theorem 4 of the paper).</summary>
    /// <returns>The last states, [probes, N], which lie among the patterns' averages.</returns>
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
