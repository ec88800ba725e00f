using Harmonium.Evaluation.Diagnostics;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Tests.Evaluation.Diagnostics;

public sealed class MixingReportTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(-0.5)]
    public void The_autocorrelation_time_of_an_autoregressive_process_is_the_known_one(double rho)
    {
        const int Length = 40_000;
        double expected = (1 + rho) / (1 - rho);

        AutocorrelationTime found = AutocorrelationTime.Of([.. Enumerable.Range(0, 4).Select(chain => Series.Autoregressive(rho, Length, (ulong)chain + 1))]);

        // Sokal 1997, eq. 3.19: var τ ≈ 2 (2M + 1) / n · τ². The tolerance is four standard errors plus what the window of 5 τ cuts off, at most e^(−5·2).
        double error = expected * Math.Sqrt(2 * ((2 * found.Window) + 1) / (4.0 * Length));
        Assert.InRange(found.Time, expected - (4 * error) - (0.01 * expected), expected + (4 * error));
        Assert.True(found.Converged);
    }

    [Fact]
    public void Chains_too_short_for_their_correlation_are_reported_as_not_converged()
    {
        Assert.False(AutocorrelationTime.Of([Series.Autoregressive(0.99, 500, 1)]).Converged);
        Assert.False(AutocorrelationTime.Of([Enumerable.Repeat(3.0, 100).ToArray()]).Converged);
    }

    [Fact]
    public void A_wider_window_includes_more_lags()
    {
        double[] series = Series.Autoregressive(0.9, 20_000, 3);
        Assert.True(AutocorrelationTime.Of([series], window: 10).Window > AutocorrelationTime.Of([series], window: 2).Window);
    }

    [Fact]
    public void The_effective_sample_size_agrees_with_the_variance_of_the_mean()
    {
        // 400 means of 500 numbers each: their variance is τ / 500, with a relative standard error of 1/√200.
        double[] means = [.. Enumerable.Range(0, 400).Select(chain => Series.Autoregressive(0.8, 500, (ulong)chain + 10).Average())];
        double variance = means.Sum(m => m * m) / means.Length;

        MixingReport report = MixingReport.Of([.. Enumerable.Range(0, 20).Select(chain => Series.Autoregressive(0.8, 500, (ulong)chain + 10))]);

        Assert.InRange(report.EffectiveSampleSize / 20 * variance, 1 - 0.4, 1 + 0.4);
    }

    [Fact]
    public void Chains_of_one_distribution_agree_and_chains_that_differ_or_drift_do_not()
    {
        double[][] same = [.. Enumerable.Range(0, 4).Select(chain => Series.Autoregressive(0.5, 2000, (ulong)chain + 1))];
        double[][] apart = [.. same.Select((chain, c) => chain.Select(x => x + (c * 0.7)).ToArray())];
        double[][] drifting = [.. same.Select(chain => chain.Select((x, t) => x + (t * 2.0 / chain.Length)).ToArray())];

        Assert.InRange(MixingReport.Of(same).SplitRHat, 0.999, 1.01);
        Assert.True(MixingReport.Of(apart).SplitRHat > 1.1);
        Assert.True(MixingReport.Of(drifting).SplitRHat > 1.05);
        Assert.True(MixingReport.Of(apart).BetweenChains > 20 * MixingReport.Of(same).BetweenChains);
        Assert.Equal(MixingReport.Of(same).WithinChains, MixingReport.Of(apart).WithinChains, 1e-9);
    }

    [Fact]
    public void Split_R_hat_is_the_published_formula()
    {
        // Halves (1, 2), (3, 4), (5, 6), (7, 8): W = ½, B = 2 · 20/3, n = 2.
        double expected = Math.Sqrt(((0.5 * 0.5) + (40.0 / 3 / 2)) / 0.5);
        Assert.Equal(expected, MixingReport.Of([[1, 2, 3, 4], [5, 6, 7, 8]]).SplitRHat, 1e-12);
    }

    [Fact]
    public void Chains_of_different_lengths_are_refused() =>
        Assert.Contains("one length", Assert.Throws<ArgumentException>(() => MixingReport.Of([new double[10], new double[9]])).Message);
}
