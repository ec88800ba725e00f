namespace Harmonium;

/// <summary>
/// What the theory of infinitely large nets says of a random pattern stored by Hebb's rule at temperature 0: the state of least energy near it. Replica symmetry (Amit, Gutfreund,
/// Sompolinsky 1985) takes that state for one; near the limit of 0.138 it is one of many, which a step of broken replica symmetry allows for (Crisanti, Amit, Gutfreund 1986).
/// </summary>
/// <remarks>
/// With h = m + √(α r₀) z₀ + √(α (r₁ − r₀)) z₁, normal z₀ and z₁, and averages over z₁ weighted by exp(D |h|),
/// <code>
/// m = E[⟨sign h⟩]    q = E[⟨sign h⟩²]    C = E[⟨2 δ(h)⟩]
/// λ₁ = 1 − C    λ₂ = λ₁ − D (1 − q)    r₀ = q / λ₂²    r₁ − r₀ = (1 − q) / (λ₁ λ₂)
/// </code>
/// where D, the size of a block of replicas over the temperature, makes the free energy stationary; q = 1 is replica symmetry, m = erf(m / √(2 α r)), r = 1 / (1 − C)².
/// </remarks>
public static class RetrievalTheory
{
    private const double Tolerance = 1e-13;
    private const int MostSteps = 100_000;
    // Below, no state is near the pattern: lost solutions end at an overlap of 0.
    private const double LeastOverlap = 0.8;
    private const double FirstBlock = 0.3;
    private const double FirstWithin = 0.997;
    private const int FirstSteps = 300;
    private const double LargestBlock = 2000;
    private static readonly double _logRootTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>The state under replica symmetry.</summary>
    /// <param name="load">α = patterns / neurons, above 0.</param>
    /// <returns>The state, or null where the load is above the limit, about 0.138.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The load is not a finite number above 0.</exception>
    public static RetrievalState? ReplicaSymmetric(double load)
    {
        if (!(load > 0 && double.IsFinite(load)))
            throw new ArgumentOutOfRangeException(nameof(load), load, "A load is a finite number of patterns a neuron, above 0.");
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

    /// <summary>The state under one step of broken replica symmetry.</summary>
    /// <param name="load">α = patterns / neurons, at least 0.1: below, the symmetric answer differs by less than a thousandth of its bit error.</param>
    /// <returns>The state, or null above the limit of replica symmetry.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The load is below 0.1 or not finite.</exception>
    public static RetrievalState? OneStepBroken(double load)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(load, 0.1);
        if (ReplicaSymmetric(load) is not { } symmetric)
            return null;

        // The free energy rises with D up to where it is stationary. The broken state grows out of the symmetric one as D does, so that each solution starts the next.
        Broken state = new Broken(symmetric.Overlap, FirstWithin, symmetric.Response).Iterate(load, FirstBlock, FirstSteps).Settle(load, FirstBlock), before = state;
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
            Broken settled = before.Settle(load, middle);
            if (settled.Slope(load, middle) > 0)
                (least, before) = (middle, settled);
            else
                (most, state) = (middle, settled);
        }

        return new RetrievalState(state.Overlap, state.Within, state.Response, most);
    }

    /// <summary>erf(z / √2): the mean sign of a normal number of mean z and variance 1.</summary>
    private static double Sign(double z) => 1 - (2 * Math.Exp(NormalTail.LogIntegral(-z) - (0.5 * z * z) - _logRootTwoPi));

    private readonly record struct Broken(double Overlap, double Within, double Response)
    {
        // z₀ runs from −8 to 8. Simpson's rule takes the narrow part where the sign is open by itself.
        private const int Intervals = 120;
        private const double Range = 8;
        private const double Open = 10;

        private double First => 1 - Response;

        private double Second(double block) => First - (block * (1 - Within));

        /// <summary>The state of this block that the iteration leads to from here.</summary>
        internal Broken Iterate(double load, double block, int steps)
        {
            Broken state = this;
            for (int step = 0; step < steps; step++)
                state = state.Averages(load, block).Next;
            return state;
        }

        /// <summary>The solution for this block next to here, by Newton's method with differences for derivatives.</summary>
        internal Broken Settle(double load, double block)
        {
            const double Difference = 1e-7;
            const int MostCorrections = 30;
            Broken state = this;
            for (int step = 0; step < MostCorrections; step++)
            {
                double[] error = state.ErrorOf(load, block);
                if (error.Sum(Math.Abs) < Tolerance)
                    break;
                double[][] columns =
                [
                    (state with { Overlap = state.Overlap - Difference }).ErrorOf(load, block),
                    (state with { Within = state.Within - Difference }).ErrorOf(load, block),
                    (state with { Response = state.Response - Difference }).ErrorOf(load, block),
                ];
                foreach (double[] column in columns)
                {
                    for (int k = 0; k < column.Length; k++)
                        column[k] = (error[k] - column[k]) / Difference;
                }

                double determinant = Determinant(columns[0], columns[1], columns[2]);
                state = new Broken(
                    state.Overlap - (Determinant(error, columns[1], columns[2]) / determinant),
                    state.Within - (Determinant(columns[0], error, columns[2]) / determinant),
                    state.Response - (Determinant(columns[0], columns[1], error) / determinant));
            }

            return state;
        }

        /// <summary>The derivative of the free energy by D, all else being settled.</summary>
        internal double Slope(double load, double block)
        {
            (_, double logWeight, double field) = Averages(load, block);
            double first = First, second = Second(block), apart = 1 - Within, low = Within / (second * second), high = low + (apart / (first * second));
            double coupled = (-Math.Log(second / first) / (block * block)) - (apart / (block * second)) - (Within * apart / (second * second)) + high - (low * Within);
            return (load / 2 * coupled) + (logWeight / (block * block)) - (field / block);
        }

        private static double Determinant(double[] a, double[] b, double[] c) =>
            (a[0] * ((b[1] * c[2]) - (b[2] * c[1]))) - (a[1] * ((b[0] * c[2]) - (b[2] * c[0]))) + (a[2] * ((b[0] * c[1]) - (b[1] * c[0])));

        private double[] ErrorOf(double load, double block)
        {
            Broken next = Averages(load, block).Next;
            return [Overlap - next.Overlap, Within - next.Within, Response - next.Response];
        }

        /// <summary>The next state of the iteration, and the means over z₀ of log ∫ exp(D |h|) and of ⟨|h|⟩.</summary>
        private (Broken Next, double LogWeight, double Field) Averages(double load, double block)
        {
            double first = First, second = Second(block), apart = 1 - Within;
            double low = Math.Sqrt(load * Within) / second, spread = Math.Sqrt(load * apart / (first * second)), tilt = block * spread;
            double total = 0, overlap = 0, within = 0, response = 0, logWeight = 0, field = 0;
            double turn = -Overlap / low, width = (Open + tilt) * spread / low;
            ReadOnlySpan<double> borders = [-Range, Math.Clamp(turn - width, -Range, Range), Math.Clamp(turn + width, -Range, Range), Range];
            for (int part = 0; part < borders.Length - 1; part++)
            {
                double step = (borders[part + 1] - borders[part]) / Intervals;
                for (int point = 0; point <= Intervals; point++)
                {
                    double z = borders[part] + (point * step), weight = step / 3 * (point is 0 or Intervals ? 1 : 2 + (2 * (point % 2)));
                    double density = weight * Math.Exp((-0.5 * z * z) - _logRootTwoPi), mean = (Overlap + (low * z)) / spread;
                    double up = NormalTail.LogIntegral(tilt + mean), down = NormalTail.LogIntegral(tilt - mean), most = Math.Max(up, down);
                    double both = most + Math.Log(Math.Exp(up - most) + Math.Exp(down - most)), share = Math.Exp(up - both), sign = (2 * share) - 1;
                    total += density;
                    overlap += density * sign;
                    within += density * sign * sign;
                    response += density * 2 / spread * Math.Exp(-both);
                    logWeight += density * (both - (0.5 * mean * mean) - _logRootTwoPi);
                    field += density * spread * ((share * NormalTail.Mean(tilt + mean)) + ((1 - share) * NormalTail.Mean(tilt - mean)));
                }
            }

            return (new Broken(overlap / total, within / total, response / total), logWeight / total, field / total);
        }
    }
}
