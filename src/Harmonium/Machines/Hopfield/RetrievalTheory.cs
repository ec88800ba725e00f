using Harmonium.Mathematics;

namespace Harmonium.Machines.Hopfield;

/// <summary>
/// The theory of infinitely large networks for a random pattern stored by Hebb's rule at temperature 0: the state of lowest energy near the pattern.
/// Replica symmetry (Amit, Gutfreund, Sompolinsky 1985) assumes a single state. Near the limit of 0.138 the state is one of many, which one step of
/// replica symmetry breaking describes (Crisanti, Amit, Gutfreund 1986).
/// </summary>
/// <remarks>
/// With h = m + √(α r₀) z₀ + √(α (r₁ − r₀)) z₁, normal z₀ and z₁, and averages over z₁ weighted by exp(D |h|),
/// <code>
/// m = E[⟨sign h⟩]    q = E[⟨sign h⟩²]    C = E[⟨2 δ(h)⟩]
/// λ₁ = 1 − C    λ₂ = λ₁ − D (1 − q)    r₀ = q / λ₂²    r₁ − r₀ = (1 − q) / (λ₁ λ₂)
/// </code>
/// where D, the size of a block of replicas divided by the temperature, makes the free energy stationary. q = 1 is replica symmetry:
/// m = erf(m / √(2 α r)), r = 1 / (1 − C)².
/// </remarks>
public static class RetrievalTheory
{
    private const double Tolerance = 1e-13;
    private const int MostSteps = 100_000;
    // Below this overlap no state is near the pattern. Lost solutions end at an overlap of 0.
    private const double LeastOverlap = 0.8;
    private const double FirstBlock = 0.3;
    private const double FirstWithin = 0.997;
    private const int FirstSteps = 300;
    private const double LargestBlock = 2000;
    private static readonly double _logRootTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>Returns the state under replica symmetry.</summary>
    /// <param name="load">α = patterns / neurons, above 0.</param>
    /// <returns>The state, or null if the load is above the limit of about 0.138.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The load is not a finite number above 0.</exception>
    public static RetrievalState? ReplicaSymmetric(double load)
    {
        if (!(load > 0 && double.IsFinite(load)))
            throw new ArgumentOutOfRangeException(nameof(load), load, "The load, in patterns per neuron, must be finite and above 0.");
        double overlap = 1, response = 0;
        for (int step = 0; step < MostSteps; step++)
        {
            double noise = Math.Sqrt(load) / (1 - response), ratio = overlap / noise;
            double next = Sign(ratio), nextResponse = 2 / noise * Math.Exp((-0.5 * ratio * ratio) - _logRootTwoPi);
            if (!(nextResponse < 1) || next < LeastOverlap)
                return null;
            double change = Math.Abs(next - overlap) + Math.Abs(nextResponse - response);
            (overlap, response) = (next, nextResponse);
            if (change < Tolerance)
                return new RetrievalState(overlap, 1, response, 0);
        }

        return null;
    }

    /// <summary>Returns the state under one step of replica symmetry breaking.</summary>
    /// <param name="load">
    /// α = patterns / neurons, at least 0.1. Below 0.1, the bit error of the replica-symmetric state differs by less than a thousandth of its value.
    /// </param>
    /// <returns>The state, or null above the limit of replica symmetry.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The load is below 0.1 or not finite.</exception>
    public static RetrievalState? OneStepBroken(double load)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(load, 0.1);
        if (ReplicaSymmetric(load) is not { } symmetric)
            return null;

        // The free energy rises with D up to its stationary point. The broken state grows out of the symmetric one with D, so each solution is the
        // start of the next.
        BrokenSymmetry state = new BrokenSymmetry(symmetric.Overlap, FirstWithin, symmetric.Response).Iterate(load, FirstBlock, FirstSteps)
            .Settle(load, FirstBlock), before = state;
        double block = FirstBlock, least = block;
        while (state.Slope(load, block) > 0)
        {
            if (block > LargestBlock || state.Overlap < LeastOverlap)
                return null;
            (before, least) = (state, block);
            block *= 1.3;
            state = state.Settle(load, block);
        }

        double most = block;
        while (most - least > 1e-4 * most)
        {
            double middle = 0.5 * (least + most);
            BrokenSymmetry settled = before.Settle(load, middle);
            if (settled.Slope(load, middle) > 0)
                (least, before) = (middle, settled);
            else
                (most, state) = (middle, settled);
        }

        return new RetrievalState(state.Overlap, state.Within, state.Response, most);
    }

    /// <summary>erf(z / √2): the mean sign of a normal variable of mean z and variance 1.</summary>
    private static double Sign(double z) => 1 - (2 * Math.Exp(NormalTail.LogIntegral(-z) - (0.5 * z * z) - _logRootTwoPi));
}
