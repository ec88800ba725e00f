using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Machines.Hopfield;

/// <summary>
/// The dense associative memory of Krotov &amp; Hopfield (2016): E(s) = −Σ_μ F(ξ_μ · s) with F(x) = xⁿ for x &gt; 0, else 0. Degree 2 is nearly a
/// Hopfield network. The capacity grows as N^(n−1), because one pattern with a large overlap outweighs many with small overlaps.
/// </summary>
public sealed class PolynomialMemory
{
    private readonly Tensor _columns;

    /// <summary>Creates a memory of patterns.</summary>
    /// <param name="patterns">[patterns, N] of ±1.</param>
    /// <param name="degree">n, at least 2.</param>
    /// <exception cref="ArgumentException">There is no pattern, or a number is not ±1.</exception>
    public PolynomialMemory(Tensor patterns, int degree)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 2);
        if (patterns.Rank != 2 || patterns.Rows < 1)
            throw new ArgumentException($"Patterns must be [patterns, neurons]; they are {Tensor.Describe(patterns.Shape)}.", nameof(patterns));
        _columns = HopfieldNetwork.ToSpins(patterns, NeuronValues.Spin).Transpose();
        Degree = degree;
    }

    /// <summary>The degree n.</summary>
    public int Degree { get; }

    /// <summary>The number of neurons N.</summary>
    public int Count => _columns.Rows;

    /// <summary>E(s) / Nⁿ of each example, [batch, N] of ±1 → [batch].</summary>
    public double[] Energy(Tensor states)
    {
        Tensor overlaps = OverlapsOf(states);
        double[] energy = new double[overlaps.Rows];
        for (int example = 0; example < energy.Length; example++)
        {
            foreach (float x in overlaps.Row(example))
                energy[example] -= Power(x / (double)Count);
        }

        return energy;
    }

    /// <summary>
    /// Updates probes, one neuron after another in random order, until nothing changes or the sweeps are used up. s_i becomes the sign of Σ_μ F(ξ_i +
    /// m) − F(−ξ_i + m), where m is the overlap of the other neurons with ξ_μ (eq. 3). A difference of 0 changes nothing.
    /// </summary>
    /// <param name="probes">[probes, N] of ±1; not changed.</param>
    /// <param name="sweeps">The largest number of sweeps, at least 1.</param>
    /// <param name="seed">The seed of the random orders.</param>
    /// <returns>The final states, [probes, N].</returns>
    public Tensor Recall(Tensor probes, int sweeps = 20, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sweeps, 1);
        Tensor overlaps = OverlapsOf(probes), spins = probes.Contiguous().Clone();
        bool changed = true;
        for (int sweep = 0; changed && sweep < sweeps; sweep++)
        {
            changed = false;
            int[] order = RandomStream.For(seed, Purpose.Shuffling, sweep).Permutation(Count);
            for (int example = 0; example < spins.Rows; example++)
                changed |= Sweep(spins.Row(example), overlaps.Row(example), order);
        }

        return spins;
    }

    private bool Sweep(Span<float> s, Span<float> m, int[] order)
    {
        bool changed = false;
        foreach (int i in order)
        {
            ReadOnlySpan<float> xi = _columns.Row(i);
            double difference = 0;
            for (int mu = 0; mu < xi.Length; mu++)
            {
                double rest = m[mu] - (xi[mu] * s[i]);
                difference += Power((rest + xi[mu]) / Count) - Power((rest - xi[mu]) / Count);
            }

            if (difference * s[i] >= 0)
                continue;
            for (int mu = 0; mu < xi.Length; mu++)
                m[mu] -= 2 * xi[mu] * s[i];
            s[i] = -s[i];
            changed = true;
        }

        return changed;
    }

    private Tensor OverlapsOf(Tensor states)
    {
        ArgumentNullException.ThrowIfNull(states);
        if (states.Rank != 2 || states.Columns != Count)
            throw new ArgumentException($"States of {Count} neurons must be [batch, {Count}]; they are {Tensor.Describe(states.Shape)}.", nameof(states));
        return HopfieldNetwork.ToSpins(states, NeuronValues.Spin).Multiply(_columns);
    }

    private double Power(double x)
    {
        if (x <= 0)
            return 0;
        double power = x;
        for (int k = 1; k < Degree; k++)
            power *= x;
        return power;
    }
}
