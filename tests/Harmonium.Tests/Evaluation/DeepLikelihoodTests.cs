using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Exact;
using Harmonium.Evaluation.Monitors;
using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Numerics;
using Harmonium.Sampling;

namespace Harmonium.Tests.Evaluation;

/// <summary>Likelihoods of deep machines, compared with the enumeration of all states of all layers.</summary>
public sealed class DeepLikelihoodTests
{
    private const int Examples = 40;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int[]> Deep => new() { (int[])[6, 4, 3], (int[])[6, 3, 4, 2], (int[])[5, 2, 3, 2, 3] };

    [Theory, MemberData(nameof(Deep))]
    public void The_likelihood_is_exact_if_the_hidden_states_are_few(int[] sizes)
    {
        DeepBoltzmannMachine dbm = DeepMachines.Random(0.8, seed: 3, sizes);
        VisibleData data = SmallMachines.Data(SmallMachines.Bits(Examples, sizes[0], 2), blockSize: 15);

        RbmEvaluation found = RbmEvaluation.Of(dbm.Machine, data, cancel: Token);

        Assert.Equal(BoltzmannGibbs.Of(dbm.Machine).LogPartition, found.LogPartition.Exact!.Value, 1e-5);
        Assert.Equal(DeepMachines.MeanLogProbability(dbm, data), found.TestLogLikelihood.Exact!.Value, 1e-5);
        Assert.False(found.IsLowerBound);
        Assert.Null(found.PseudoLogLikelihood);
    }

    [Theory, MemberData(nameof(Deep))]
    public void With_too_many_hidden_states_it_is_a_lower_bound(int[] sizes)
    {
        DeepBoltzmannMachine dbm = DeepMachines.Random(0.8, seed: 3, sizes);
        VisibleData data = SmallMachines.Data(SmallMachines.Bits(Examples, sizes[0], 2));
        double exact = DeepMachines.MeanLogProbability(dbm, data);

        // 2⁵ states: enough for log Z by the smaller side, not for the hidden states of 40 examples.
        RbmEvaluation found = RbmEvaluation.Of(dbm.Machine, data, options: new() { EnumerationLimit = 5 }, cancel: Token);

        Assert.True(found.IsLowerBound);
        Assert.NotNull(found.LogPartition.Exact);
        Assert.Null(found.TestLogLikelihood.Exact);
        Assert.Equal(found.TestLogLikelihood.Low, found.TestLogLikelihood.High);
        Assert.InRange(exact - found.TestLogLikelihood.Low, 1e-4, 0.5);
    }

    [Fact]
    public void Annealing_in_both_directions_brackets_log_Z_and_the_bound_stays_below_the_truth()
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            DeepBoltzmannMachine dbm = DeepMachines.Random(1, seed, 6, 4, 3, 3);
            VisibleData data = SmallMachines.Data(SmallMachines.Bits(Examples, 6, 2));
            EvaluationOptions options = new() { EnumerationLimit = 0, Annealing = new() { Ladder = AnnealingLadder.Linear(200), Runs = 100 } };

            RbmEvaluation found = RbmEvaluation.Of(dbm.Machine, data, options: options, cancel: Token);

            Assert.InRange(ExactPartition.Of(dbm.Machine, cancel: Token).LogPartition, found.LogPartition.Low, found.LogPartition.High);
            Assert.NotNull(found.LogPartition.ReverseAis);
            Assert.True(found.IsLowerBound && found.Converged);
            Assert.InRange(DeepMachines.MeanLogProbability(dbm, data) - found.TestLogLikelihood.Low, 0, 1);
        }
    }

    [Fact]
    public void Without_weights_above_the_first_layer_bound_and_likelihood_are_those_of_the_rbm()
    {
        DeepBoltzmannMachine dbm = DeepMachines.Random(0.8, seed: 4, 6, 5, 4);
        dbm.Weights[1].Scale(0);
        VisibleData data = SmallMachines.Data(SmallMachines.Bits(Examples, 6, 2)), training = SmallMachines.Data(SmallMachines.Bits(60, 6, 5));
        RbmEvaluation expected = RbmEvaluation.Of(DeepMachines.Lowest(dbm), data, training, cancel: Token);

        RbmEvaluation bound = RbmEvaluation.Of(dbm.Machine, data, training, new() { EnumerationLimit = 5 }, cancel: Token),
            exact = RbmEvaluation.Of(dbm.Machine, data, training, cancel: Token);

        Assert.True(bound.IsLowerBound && !exact.IsLowerBound);
        foreach (RbmEvaluation found in (RbmEvaluation[])[bound, exact])
        {
            Assert.Equal(expected.TestLogLikelihood.Exact!.Value, found.TestLogLikelihood.Low, 1e-5);
            Assert.Equal(expected.ReconstructionError, found.ReconstructionError, 1e-5);
            Assert.Equal(expected.FreeEnergyGap!.Value, found.FreeEnergyGap!.Value, 1e-5);
            Assert.Equal(expected.Baseline, found.Baseline);
        }
    }

    [Fact]
    public void The_reconstruction_error_is_that_of_the_mean_field_means()
    {
        DeepBoltzmannMachine dbm = DeepMachines.Random(0.8, seed: 3, 6, 4, 3);
        Tensor bits = SmallMachines.Bits(Examples, 6, 2);
        HiddenPosterior posterior = new(dbm.Machine);
        MachineState means = posterior.MeansOf(new MachineState { [dbm.Visible] = States.From(bits) });
        Tensor reconstructed = dbm.Visible.Units.Mean(dbm.Machine.Input(dbm.Visible, means));
        double expected = Enumerable.Range(0, Examples).Average(row => Enumerable.Range(0, 6).Sum(i => Math.Pow(reconstructed[row, i] - bits[row, i], 2)));

        Assert.Equal(expected, ReconstructionError.Of(dbm.Machine, SmallMachines.Data(bits)).Squared, 1e-5);
    }
}
