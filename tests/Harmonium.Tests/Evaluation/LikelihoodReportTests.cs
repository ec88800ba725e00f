using System.Text.Json;
using Harmonium.Errors;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Exact;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Tests.Evaluation;

public sealed class LikelihoodReportTests
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    [Theory]
    [InlineData(1.0)]
    [InlineData(40.0)]
    public void The_mean_is_that_of_the_joint_sum(double scale)
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(6, 5, scale, seed: 1);
        VisibleData data = SmallMachines.Data(SmallMachines.Bits(23, 6, 2), blockSize: 5);
        double logPartition = SmallMachines.LogPartition(rbm);
        double[] expected = [.. SmallMachines.Numbers(data).Select(v => SmallMachines.LogWeight(rbm, v) - logPartition)];

        LikelihoodReport report = LikelihoodReport.Of(rbm,
            LogPartitionEstimate.FromExact(ExactPartition.Of(rbm.Machine, cancel: TestContext.Current.CancellationToken).LogPartition), data);

        double mean = expected.Average();
        Assert.Equal(mean, report.LogLikelihood.Exact!.Value, 1e-9 * Math.Abs(mean));
        Assert.Equal(report.LogLikelihood.Exact, report.LogLikelihood.Low);
        Assert.Equal(report.LogLikelihood.Exact, report.LogLikelihood.High);
        Assert.Equal(Math.Sqrt(expected.Sum(x => (x - mean) * (x - mean)) / 22 / 23), report.StandardError, 1e-9 * Math.Abs(mean));
        Assert.Equal(23, report.Count);
        Assert.Null(report.Baseline);
    }

    [Fact]
    public void A_larger_log_partition_gives_a_lower_likelihood()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(6, 5, 1, seed: 1);
        VisibleData data = SmallMachines.Data(SmallMachines.Bits(3, 6, 2));

        LikelihoodReport report = LikelihoodReport.Of(rbm, new LogPartitionEstimate { Low = 10, High = 12, Converged = false }, data);

        Assert.Equal(2, report.LogLikelihood.High - report.LogLikelihood.Low, 1e-12);
        Assert.Null(report.LogLikelihood.Exact);
        Assert.False(report.Converged);
    }

    [Fact]
    public void The_baseline_is_that_of_independent_pixels_smoothed_by_half_an_example()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(3, 2, 1, seed: 1);
        VisibleData training = SmallMachines.Data(Tensor.From([1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1], 4, 3)),
            test = SmallMachines.Data(Tensor.From([1, 0, 1, 0, 1, 0], 2, 3));
        // p = (ones + ½) / (4 + 1): columns with 3, 0 and 3 ones.
        double expected = (Math.Log(0.7) + Math.Log(0.9) + Math.Log(0.7) + Math.Log(0.3) + Math.Log(0.1) + Math.Log(0.3)) / 2;

        LikelihoodReport report = LikelihoodReport.Of(rbm, LogPartitionEstimate.FromExact(0), test, training);

        Assert.Equal(expected, report.Baseline!.Value, 1e-5);
    }

    [Theory]
    [InlineData(-8)]
    [InlineData(-7)]
    [InlineData(-5)]
    public void A_small_log_variance_counts_in_the_exact_value_and_in_the_baseline(float logVariance)
    {
        const float Bias = 0.3f, HiddenBias = -0.5f, Weight = 2;
        double variance = Math.Exp(logVariance), spread = Math.Sqrt(variance);
        RestrictedBoltzmannMachine rbm = new(
            new Gaussian(Tensor.Filled(Bias, 1), Tensor.Filled(logVariance, 1)), new Bernoulli(Tensor.Filled(HiddenBias, 1)), Tensor.Filled(Weight, 1, 1));
        float[] values = [(float)(Bias - spread), (float)(Bias + spread)];
        VisibleData data = SmallMachines.Data(Tensor.From(values, 2, 1));
        // ∫ exp(−(x − b)² / (2 s²) + w x) dx = √(2π s²) exp(w b + s² w² / 2).
        double logPartition = (0.5 * Math.Log(2 * Math.PI * variance))
            + SmallMachines.LogSum([0, HiddenBias + (Weight * Bias) + (0.5 * variance * Weight * Weight)]);
        double expected = values.Average(x => SmallMachines.LogSum([0, HiddenBias + (Weight * x)])) - 0.5 - logPartition;

        RbmEvaluation evaluation = RbmEvaluation.Of(rbm, data, data, cancel: TestContext.Current.CancellationToken);

        Assert.Equal(expected, evaluation.TestLogLikelihood.Exact!.Value, 1e-4);
        // A normal distribution with the variance of the data.
        Assert.Equal((-0.5 * Math.Log(2 * Math.PI * variance)) - 0.5, evaluation.Baseline!.Value, 1e-3);
    }

    [Fact]
    public void Data_of_another_size_are_refused_with_both_sizes()
    {
        VisibleData data = SmallMachines.Data(SmallMachines.Bits(3, 6, 2));

        UnfitDataException error = Assert.Throws<UnfitDataException>(() => LikelihoodReport.Of(RestrictedBoltzmannMachine.OfBernoulli(7, 2), LogPartitionEstimate.FromExact(0), data));

        Assert.Contains("7 visible units", error.Message);
        Assert.Contains("6 numbers", error.Message);
    }

    [Fact]
    public void Gray_values_have_no_likelihood_under_Bernoulli_units()
    {
        VisibleData data = SmallMachines.Data(Tensor.Filled(0.5f, 2, 6));

        Assert.Contains("binarization",
            Assert.Throws<UnfitDataException>(() => LikelihoodReport.Of(RestrictedBoltzmannMachine.OfBernoulli(6, 2), LogPartitionEstimate.FromExact(0), data)).Message);
    }

    [Fact]
    public void All_numbers_are_the_same_for_any_number_of_threads()
    {
        RbmEvaluation one = On(1);

        Assert.Equal(one, On(2));
        Assert.Equal(one, On(3));

        static RbmEvaluation On(int threads)
        {
            RestrictedBoltzmannMachine rbm = SmallMachines.Random(37, 29, 0.3, seed: 1, new CpuDevice(threads));
            EvaluationOptions options = new() { Annealing = new AnnealingOptions { Ladder = AnnealingLadder.Linear(10), Runs = 9, SweepsBeforeReverse = 3 } };
            return RbmEvaluation.Of(
                rbm, SmallMachines.Data(SmallMachines.Bits(33, 37, 2), blockSize: 20), SmallMachines.Data(SmallMachines.Bits(50, 37, 3)), options,
                    cancel: TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void A_whole_evaluation_maps_onto_the_json_keys()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(6, 5, 0.5, seed: 1);
        VisibleData test = SmallMachines.Data(SmallMachines.Bits(30, 6, 2)), training = SmallMachines.Data(SmallMachines.Bits(50, 6, 3));
        EvaluationOptions options = new() { AnnealAlways = true, Annealing = new AnnealingOptions { Ladder = AnnealingLadder.Linear(50), Runs = 20 } };

        RbmEvaluation evaluation = RbmEvaluation.Of(rbm, test, training, options, cancel: TestContext.Current.CancellationToken);

        using JsonDocument json = JsonSerializer.SerializeToDocument(evaluation, Json);
        JsonElement root = json.RootElement, partition = root.GetProperty("logPartition");
        double exact = SmallMachines.LogPartition(rbm);
        Assert.Equal(exact, partition.GetProperty("exact").GetDouble(), 1e-9);
        foreach (string direction in new[] { "ais", "reverseAis" })
        {
            foreach (string key in new[] { "mean", "low", "high" })
                Assert.Equal(exact, partition.GetProperty(direction).GetProperty(key).GetDouble(), 1.0);
        }

        Assert.Equal("linear-50", partition.GetProperty("ladder").GetString());
        Assert.Equal(20, partition.GetProperty("runs").GetInt32());
        Assert.InRange(partition.GetProperty("effectiveSampleSize").GetDouble(), 1, 20);
        Assert.Equal(evaluation.TestLogLikelihood.Exact, root.GetProperty("testLogLikelihood").GetProperty("exact").GetDouble());
        Assert.True(root.GetProperty("converged").GetBoolean());
        foreach (string key in new[] { "binarize", "freeEnergyGap", "pseudoLogLikelihood", "reconstructionError" })
            Assert.True(root.TryGetProperty(key, out _), key);
    }
}
