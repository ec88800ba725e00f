using Harmonium.Errors;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Exact;
using Harmonium.Evaluation.Monitors;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Tests.Evaluation.Monitors;

public sealed class PseudoLikelihoodTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(20.0)]
    public void The_pseudo_likelihood_over_all_units_is_the_sum_of_the_exact_conditionals(double scale)
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(6, 5, scale, seed: 1);
        VisibleData data = SmallMachines.Data(SmallMachines.Bits(17, 6, 2), blockSize: 4);
        double expected = SmallMachines.Numbers(data).Average(v => Enumerable.Range(0, 6).Sum(i => Conditional(rbm, v, i)));

        Assert.Equal(expected, PseudoLikelihood.OverAllUnits(rbm, data), 1e-9 * Math.Abs(expected));
    }

    [Fact]
    public void Without_weights_the_pseudo_likelihood_is_the_likelihood()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(6, 5, 1, seed: 3);
        rbm.Weights.Scale(0);
        rbm.Coupling.Changed();
        VisibleData data = SmallMachines.Data(SmallMachines.Bits(17, 6, 2));
        LikelihoodReport report = LikelihoodReport.Of(rbm,
            LogPartitionEstimate.FromExact(ExactPartition.Of(rbm.Machine, cancel: TestContext.Current.CancellationToken).LogPartition), data);

        Assert.Equal(report.LogLikelihood.Exact!.Value, PseudoLikelihood.OverAllUnits(rbm, data), 1e-9);
    }

    [Fact]
    public void The_pseudo_likelihood_over_sampled_units_has_the_same_mean()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(6, 5, 1, seed: 1);
        Tensor one = SmallMachines.Bits(1, 6, 4);
        Tensor many = Tensor.Zeros(4000, 6);
        for (int row = 0; row < 4000; row++)
            one.CopyTo(many.RowRange(row, 1));
        int v = SmallMachines.Numbers(SmallMachines.Data(one))[0];
        double[] terms = [.. Enumerable.Range(0, 6).Select(i => 6 * Conditional(rbm, v, i))];
        double expected = terms.Average(), deviation = Math.Sqrt(terms.Average(t => (t - expected) * (t - expected)));

        // 4 standard errors of 4000 random units.
        Assert.Equal(expected, PseudoLikelihood.OverSampledUnits(rbm, SmallMachines.Data(many, blockSize: 300), seed: 1), 4 * deviation / Math.Sqrt(4000));
    }

    [Fact]
    public void Gray_values_are_refused()
    {
        VisibleData data = SmallMachines.Data(Tensor.Filled(0.5f, 2, 6));

        Assert.Contains("binarization", Assert.Throws<UnfitDataException>(() => PseudoLikelihood.OverAllUnits(RestrictedBoltzmannMachine.OfBernoulli(6, 2), data)).Message);
    }

    private static double Conditional(RestrictedBoltzmannMachine rbm, int v, int i)
    {
        double here = SmallMachines.LogWeight(rbm, v), there = SmallMachines.LogWeight(rbm, v ^ (1 << i));
        return here - SmallMachines.LogSum([here, there]);
    }
}
