using Harmonium.Couplings;
using Harmonium.Evaluation.Exact;
using Harmonium.Learning.Gradients;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>The gradient of deep machines.</summary>
public sealed class DeepGradientTests
{
    private const int Copies = 20_000;

    [Fact]
    public void With_exact_inference_and_chains_at_equilibrium_the_gradient_is_the_exact_one_in_expectation()
    {
        DeepBoltzmannMachine dbm = DeepMachines.Random(0.6, seed: 3, 4, 3, 2, 2);
        Tensor examples = TinyTraining.Uneven(4, 4, seed: 4), copies = Tensor.Zeros(Copies, 4);
        for (int row = 0; row < Copies; row++)
            examples.Row(row % 4).CopyTo(copies.Row(row));
        Statistics exact = new EnumeratedGradient(dbm.Machine).Estimate(Batch(dbm, examples), null, RandomStream.For(1, Purpose.Gibbs));
        // Gibbs sampling of the hidden layers given the data converges within 30 sweeps for weights of this size.
        PersistentContrastiveDivergence estimator = new(dbm.Machine, 1, Copies) { Inference = new HiddenInference { Sweeps = 30 } };
        MachineState start = ExactPartition.Of(dbm.Machine, cancel: TestContext.Current.CancellationToken).Sample(Copies, RandomStream.For(4, Purpose.Evaluation));
        foreach (Layer layer in dbm.Machine.Layers)
            estimator.Chains[layer] = start[layer];

        Statistics found = estimator.Estimate(Batch(dbm, copies), null, RandomStream.For(2, Purpose.Gibbs));

        foreach (Coupling coupling in dbm.Machine.Couplings)
        {
            Tensor expected = GradientOf(coupling, exact), estimated = GradientOf(coupling, found);
            // A product of two bits has a variance of at most 1/4: four standard errors of the difference of two means of 20,000 are 0.02.
            for (int i = 0; i < expected.Rows; i++)
            {
                for (int j = 0; j < expected.Columns; j++)
                    Assert.Equal(expected[i, j], estimated[i, j], 4 * Math.Sqrt(2 * 0.25 / Copies));
            }
        }
    }

    [Fact]
    public void Mean_field_inference_stops_at_the_tolerance()
    {
        DeepBoltzmannMachine dbm = DeepMachines.Random(0.6, seed: 3, 4, 3, 2, 2);
        int Sweeps(double tolerance)
        {
            PersistentContrastiveDivergence estimator = new(dbm.Machine, 1, 10)
            {
                Inference = new HiddenInference { MeanField = true, Start = MeanFieldStart.BottomUp, Sweeps = 100, Tolerance = tolerance },
            };
            estimator.Estimate(Batch(dbm, TinyTraining.Uneven(10, 4, seed: 4)), null, RandomStream.For(2, Purpose.Gibbs));
            Assert.InRange(estimator.LastInference.Change, 0, tolerance);
            return estimator.LastInference.Sweeps;
        }

        Assert.True(Sweeps(1e-2) < Sweeps(1e-5));
    }

    private static MachineState Batch(DeepBoltzmannMachine dbm, Tensor examples) => new() { [dbm.Visible] = States.From(examples) };

    private static Tensor GradientOf(Coupling coupling, Statistics statistics) =>
        coupling.Evaluate(new CouplingGradient([.. statistics.PairsOf(coupling)], null))[0];
}
