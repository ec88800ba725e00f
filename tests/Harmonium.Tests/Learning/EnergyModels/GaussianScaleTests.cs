using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Units;

namespace Harmonium.Tests.Learning.EnergyModels;

/// <summary>Gaussian units with learned variance are trained as on standardized data.</summary>
public sealed class GaussianScaleTests
{
    [Fact]
    public void A_change_of_units_shifts_the_likelihood_by_the_logarithm_of_the_factors()
    {
        float[,] data = Correlated(400), changed = new float[400, 4];
        float[] factors = [1000, 0.001f, 1, 20], shifts = [5000, 0, -3, 100];
        for (int row = 0; row < 400; row++)
        {
            for (int i = 0; i < 4; i++)
                changed[row, i] = (factors[i] * data[row, i]) + shifts[i];
        }

        RbmSettings settings = new() { Visible = "gaussian", Hidden = 8 };
        CancellationToken cancel = TestContext.Current.CancellationToken;
        Likelihood plain = Rbm.Train(data, settings, cancel: cancel).LogLikelihood(data, data, cancel: cancel);
        Likelihood other = Rbm.Train(changed, settings, cancel: cancel).LogLikelihood(changed, changed, cancel: cancel);

        double jacobian = factors.Sum(factor => Math.Log(factor));
        Assert.Equal(plain.Baseline!.Value, other.Baseline!.Value + jacobian, 1e-3);
        // Rounding makes some samples of the two trainings differ, so the models agree up to the noise of sampling.
        Assert.Equal(plain.Exact!.Value, other.Exact!.Value + jacobian, 0.1);
        Assert.True(plain.Exact > plain.Baseline + 0.3, $"{plain.Exact} against {plain.Baseline}");
    }

    [Fact]
    public void A_small_variance_of_a_file_is_used_as_it_is()
    {
        Gaussian units = new(Tensor.Zeros(1), Tensor.From([-9f], 1));

        Assert.Equal(MathF.Exp(-9), units.Variance(Tensor.Zeros(1, 1))[0, 0], 1e-9f);
        Assert.Equal(0.5 / Math.Exp(-9), units.Energy(States.Dense(Tensor.Filled(1, 1, 1)))[0], 0.5);
    }

    [Fact]
    public void The_least_variance_follows_the_fourth_moment_and_constant_columns_share_it()
    {
        // The columns: ±1, one of four rows different by 4, constant.
        Tensor data = Tensor.From([1, 0, 7, -1, 0, 7, 1, 0, 7, -1, 4, 7], 4, 3);

        ColumnMoments moments = ColumnMoments.Of([data], shareUnit: false), pixels = ColumnMoments.Of([data], shareUnit: true);

        // m₂ = 1 and m₄ = 1; for the second column m₂ = 3 and m₄ = (3 · 1 + 81) / 4 = 21.
        double share = Math.Exp(-6);
        Assert.Equal([share, share * 7, share * 22 / 4], moments.LeastVariance.AsSpan().ToArray().Select(x => (double)x), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([1, 3, share * 22 / 4], moments.Variance.AsSpan().ToArray().Select(x => (double)x), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.All(pixels.LeastVariance.AsSpan().ToArray(), x => Assert.Equal(share * 22 / 4, x, 1e-6));
    }

    private static float[,] Correlated(int rows)
    {
        Tensor z = Tensor.Zeros(rows, 4);
        RandomStream.For(3, Purpose.Evaluation).FillNormal(z, 0, 1);
        float[,] data = new float[rows, 4];
        for (int row = 0; row < rows; row++)
        {
            (data[row, 0], data[row, 1]) = (z[row, 0], z[row, 0] + (0.3f * z[row, 1]));
            (data[row, 2], data[row, 3]) = (z[row, 2], (0.3f * z[row, 3]) - z[row, 2]);
        }

        return data;
    }
}
