using Harmonium.Machines.Hopfield;

namespace Harmonium.Tests;

public sealed class RetrievalTheoryTests
{
    /// <summary>
    /// Bit errors in percent, by solving m = erf(m / √(2 α r)), r = 1 / (1 − C)² (Amit, Gutfreund, Sompolinsky 1985, equations 4.1 and 4.2).
    /// </summary>
    public static TheoryData<double, double> Symmetric => new() { { 0.05, 0.0004 }, { 0.10, 0.100 }, { 0.12, 0.339 }, { 0.13, 0.639 }, { 0.1375, 1.352 } };

    [Theory, MemberData(nameof(Symmetric))]
    public void Replica_symmetry_gives_the_published_bit_errors(double load, double percent) =>
        Assert.Equal(percent, 100 * RetrievalTheory.ReplicaSymmetric(load)!.BitError, percent < 0.01 ? 5e-5 : 5e-4);

    [Fact]
    public void Nothing_is_recalled_above_the_limit()
    {
        Assert.NotNull(RetrievalTheory.ReplicaSymmetric(0.1379));
        Assert.Null(RetrievalTheory.ReplicaSymmetric(0.1381));
        Assert.Null(RetrievalTheory.OneStepBroken(0.1381));
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void A_load_must_be_above_0_and_finite(double load)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RetrievalTheory.ReplicaSymmetric(load));
        Assert.Throws<ArgumentOutOfRangeException>(() => RetrievalTheory.OneStepBroken(load));
    }

    [Fact]
    public void Far_below_the_limit_replica_symmetry_breaking_changes_almost_nothing() =>
        Assert.Equal(RetrievalTheory.ReplicaSymmetric(0.1)!.BitError, RetrievalTheory.OneStepBroken(0.1)!.BitError, 1e-6);

    [Theory, InlineData(0.135), InlineData(0.1375)]
    public void The_broken_state_makes_the_free_energy_stationary(double load)
    {
        RetrievalState state = RetrievalTheory.OneStepBroken(load)!;
        double[] at = Parameters(state);

        // Each parameter moves by a fraction of its distance from its trivial value. The slope must be small compared with the curvature.
        for (int k = 0; k < at.Length; k++)
        {
            double step = 0.02 * (k is 0 or 1 ? 1 - at[k] : at[k]), up = Moved(k, step), down = Moved(k, -step), here = FreeEnergy(load, at);
            double slope = (up - down) / 2, curvature = Math.Abs(up + down - (2 * here));
            Assert.True(Math.Abs(slope) < (0.05 * curvature) + 1e-13, $"parameter {k}: {slope} against {curvature}");
        }

        double Moved(int k, double by)
        {
            double[] moved = [.. at];
            moved[k] += by;
            return FreeEnergy(load, moved);
        }
    }

    /// <summary>m, q, C, r₀, r₁ − r₀, D.</summary>
    private static double[] Parameters(RetrievalState state)
    {
        double first = 1 - state.Response, second = first - (state.Block * (1 - state.Within));
        return [state.Overlap, state.Within, state.Response, state.Within / (second * second), (1 - state.Within) / (first * second), state.Block];
    }

    /// <summary>
    /// The free energy of one step of replica symmetry breaking at temperature 0, as a function of all its parameters, with both integrals by brute
    /// force.
    /// </summary>
    private static double FreeEnergy(double load, double[] at)
    {
        (double m, double q, double c, double r0, double apart, double d) = (at[0], at[1], at[2], at[3], at[4], at[5]);
        double first = 1 - c, second = first - (d * (1 - q)), r1 = r0 + apart;
        double low = Math.Sqrt(load * r0), high = Math.Sqrt(load * apart), sum = 0;
        const double Step = 0.02;
        for (double outer = -8; outer < 8; outer += Step)
        {
            double mean = m + (low * outer), inner = 0;
            if (Math.Abs(mean) > 12 * high * (1 + (d * high)))
            {
                inner = Math.Exp((d * Math.Abs(mean)) + (0.5 * d * d * high * high) - d);
            }
            else
            {
                for (double z = -10; z < 14; z += Step)
                {
                    foreach (double x in (ReadOnlySpan<double>)[z, -z])
                        inner += 0.5 * Density(x) * Step * Math.Exp(d * (Math.Abs(mean + (high * x)) - 1));
                }
            }

            sum += Density(outer) * Step * (Math.Log(inner) + d);
        }

        return (load / 2) + (m * m / 2) + (load / 2 * ((Math.Log(second / first) / d) - (q / second) + (r1 * c) + (d * (r1 - (r0 * q))))) - (sum / d);
    }

    private static double Density(double z) => Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
}
