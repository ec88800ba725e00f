using Harmonium.Mathematics;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Machines.Hopfield;

/// <summary>
/// A point of the iteration for one step of replica symmetry breaking at a given block D: m, q and C of <see cref="RetrievalTheory"/>, which lists
/// the equations. The weighted averages over z₁ are integrals of truncated normal distributions. Those over z₀ are sums.
/// </summary>
internal readonly record struct BrokenSymmetry(double Overlap, double Within, double Response)
{
    private const double Tolerance = 1e-13;
    // z₀ runs from −8 to 8. Simpson's rule integrates the narrow range with an undecided sign separately.
    private const int Intervals = 120;
    private const double Range = 8;
    private const double Open = 10;

    private static readonly double _logRootTwoPi = 0.5 * Math.Log(2 * Math.PI);

    private double First => 1 - Response;

    private double Second(double block) => First - (block * (1 - Within));

    /// <summary>Returns the state for this block after a number of iterations from this point.</summary>
    internal BrokenSymmetry Iterate(double load, double block, int steps)
    {
        BrokenSymmetry state = this;
        for (int step = 0; step < steps; step++)
            state = state.Averages(load, block).Next;
        return state;
    }

    /// <summary>Solves the equations for this block from this point, by Newton's method with finite differences.</summary>
    internal BrokenSymmetry Settle(double load, double block)
    {
        const double Difference = 1e-7;
        const int MostCorrections = 30;
        BrokenSymmetry state = this;
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
            state = new BrokenSymmetry(
                state.Overlap - (Determinant(error, columns[1], columns[2]) / determinant),
                state.Within - (Determinant(columns[0], error, columns[2]) / determinant),
                state.Response - (Determinant(columns[0], columns[1], error) / determinant));
        }

        return state;
    }

    /// <summary>The derivative of the free energy with respect to D at a solution.</summary>
    internal double Slope(double load, double block)
    {
        (_, double logWeight, double field) = Averages(load, block);
        double first = First, second = Second(block), apart = 1 - Within, low = Within / (second * second), high = low + (apart / (first * second));
        double coupled = (-Math.Log(second / first) / (block * block)) - (apart / (block * second)) - (Within * apart / (second * second)) + high
            - (low * Within);
        return (load / 2 * coupled) + (logWeight / (block * block)) - (field / block);
    }

    private static double Determinant(double[] a, double[] b, double[] c) =>
        (a[0] * ((b[1] * c[2]) - (b[2] * c[1]))) - (a[1] * ((b[0] * c[2]) - (b[2] * c[0]))) + (a[2] * ((b[0] * c[1]) - (b[1] * c[0])));

    private double[] ErrorOf(double load, double block)
    {
        BrokenSymmetry next = Averages(load, block).Next;
        return [Overlap - next.Overlap, Within - next.Within, Response - next.Response];
    }

    /// <summary>The next state of the iteration, and the means over z₀ of log ∫ exp(D |h|) and of ⟨|h|⟩.</summary>
    private (BrokenSymmetry Next, double LogWeight, double Field) Averages(double load, double block)
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

        return (new BrokenSymmetry(overlap / total, within / total, response / total), logWeight / total, field / total);
    }
}
