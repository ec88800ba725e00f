using Harmonium.Errors;
using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Exact;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Tests.Evaluation.Annealing;

public sealed class RaiseBoundTests
{
    public static TheoryData<bool> Bases => [true, false];

    [Theory, MemberData(nameof(Bases))]
    public void The_bound_lies_below_the_exact_log_likelihood_and_approaches_it_with_longer_ladders(bool fitted)
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(8, 6, 1.5, seed: 5);
        // Examples drawn from the machine, for which the bound is valid.
        VisibleData data = SmallMachines.Data(
            ExactPartition.Of(rbm.Machine, cancel: TestContext.Current.CancellationToken).Sample(400, RandomStream.For(3, Purpose.Evaluation))[rbm.Visible]
                .AsTensor(), blockSize: 150);
        double exact = SmallMachines.Numbers(data).Average(v => SmallMachines.LogWeight(rbm, v)) - SmallMachines.LogPartition(rbm);
        BaseRateModel start = fitted ? BaseRateModel.Fitted(rbm.Visible, data.Mean(), data.Count) : BaseRateModel.Uncoupled;

        double[] gaps = [.. new[] { 3, 30, 1000 }.Select(steps => exact - Bound(steps).LogLikelihood)];

        // The scatter of the annealing weights over 400 examples is below 0.1 nat; the gaps are about one nat.
        Assert.True(gaps[0] > gaps[1] && gaps[1] > gaps[2], string.Join(", ", gaps));
        Assert.True(gaps[0] > 0.1 && gaps[1] > 0, string.Join(", ", gaps));
        Assert.InRange(gaps[2], -0.05, 0.1);

        RaiseBound Bound(int steps) =>
            RaiseBound.Of(rbm, start, data, new RaiseOptions { Ladder = AnnealingLadder.Linear(steps) }, cancel: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void More_runs_per_example_tighten_the_bound()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(8, 6, 1.5, seed: 5);
        VisibleData data = SmallMachines.Data(SmallMachines.Bits(400, 8, 3));

        double one = Of(1), many = Of(30);

        Assert.True(many > one + 0.1, $"{one}, {many}");

        double Of(int runs) => RaiseBound.Of(rbm, BaseRateModel.Uncoupled, data, new RaiseOptions { Ladder = AnnealingLadder.Linear(10), Runs = runs },
            cancel: TestContext.Current.CancellationToken).LogLikelihood;
    }

    [Fact]
    public void With_many_runs_the_bound_is_the_probability_under_the_annealing_process()
    {
        // One step: p(v) = Σ_x p₀(x) T₁(v | x), summed here over all states.
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(3, 2, 1.2, seed: 6);
        Tensor example = Tensor.From([1, 0, 1], 1, 3);
        double expected = Math.Log(Enumerable.Range(0, 8).Sum(x => BaseProbability(rbm, x) * Transition(rbm, x, 0b101)));

        double found = RaiseBound.Of(rbm, BaseRateModel.Uncoupled, SmallMachines.Data(example),
            new RaiseOptions { Ladder = AnnealingLadder.Linear(1), Runs = 200_000 }, cancel: TestContext.Current.CancellationToken).LogLikelihood;

        Assert.InRange(found - expected, -0.02, 0.02);
    }

    [Fact]
    public void Gray_examples_are_refused() =>
        Assert.Contains("does not fit the layer", Assert.Throws<UnfitDataException>(() =>
            RaiseBound.Of(RestrictedBoltzmannMachine.OfBernoulli(2, 2), BaseRateModel.Uncoupled, SmallMachines.Data(Tensor.Filled(0.5f, 3, 2)),
                cancel: TestContext.Current.CancellationToken)).Message);

    private static double BaseProbability(RestrictedBoltzmannMachine rbm, int x)
    {
        double p = 1;
        for (int i = 0; i < 3; i++)
        {
            double on = 1 / (1 + Math.Exp(-SmallMachines.Bias(rbm.Visible)[i]));
            p *= (x >> i & 1) != 0 ? on : 1 - on;
        }

        return p;
    }

    private static double Transition(RestrictedBoltzmannMachine rbm, int from, int to)
    {
        double sum = 0, total = SmallMachines.LogWeight(rbm, from);
        for (int h = 0; h < 4; h++)
        {
            double hidden = Math.Exp(SmallMachines.NegativeEnergy(rbm, from, h) - total);
            double all = Enumerable.Range(0, 8).Sum(v => Math.Exp(SmallMachines.NegativeEnergy(rbm, v, h)));
            sum += hidden * Math.Exp(SmallMachines.NegativeEnergy(rbm, to, h)) / all;
        }

        return sum;
    }
}
