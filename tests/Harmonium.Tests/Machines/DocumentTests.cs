using Harmonium.Couplings;
using Harmonium.Data;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Exact;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>Machines for documents, with hidden biases scaled by the number of words.</summary>
public sealed class DocumentTests
{
    private const int Words = 4;
    private const int Hidden = 3;

    [Fact]
    public void The_free_energy_of_a_document_counts_the_hidden_biases_once_per_word()
    {
        RestrictedBoltzmannMachine rbm = Machine();
        Tensor documents = Tensor.From([2, 0, 1, 0, 0, 5, 1, 3], 2, Words);

        double[] found = rbm.FreeEnergy(States.From(documents));

        for (int row = 0; row < 2; row++)
            Assert.Equal(-LogWeight(rbm, documents.Row(row)), found[row], 1e-5);
    }

    [Fact]
    public void Sampling_keeps_the_length_of_every_document()
    {
        RestrictedBoltzmannMachine rbm = Machine();
        Tensor documents = Tensor.From([2, 0, 1, 0, 0, 5, 1, 3, 1, 0, 0, 0], 3, Words);
        GibbsChains chains = new(rbm.Machine, 3);
        chains.State[rbm.Visible] = States.From(documents);
        chains.Sample(LayerRole.Hidden, RandomStream.For(1, Purpose.Sampling), 0);

        chains.Sweep(3, RandomStream.For(2, Purpose.Sampling));

        Tensor found = chains.State[rbm.Visible].AsTensor(), means = rbm.Reconstruct(States.From(documents));
        for (int row = 0; row < 3; row++)
        {
            Assert.Equal(documents.Row(row).ToArray().Sum(), found.Row(row).ToArray().Sum());
            Assert.Equal(documents.Row(row).ToArray().Sum(), means.Row(row).ToArray().Sum(), 1e-4);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void The_log_partition_of_a_length_is_the_sum_over_all_orders_of_words(int length)
    {
        RestrictedBoltzmannMachine rbm = Machine();
        List<double> all = [];
        for (int number = 0; number < (int)Math.Pow(Words, length); number++)
        {
            float[] counts = new float[Words];
            for (int place = 0, rest = number; place < length; place++, rest /= Words)
                counts[rest % Words]++;
            all.Add(LogWeight(rbm, counts));
        }

        double expected = SmallMachines.LogSum(all);
        RestrictedBoltzmannMachine ofLength = rbm.WithLength(length);

        Assert.Equal(expected, ExactPartition.Of(ofLength.Machine, cancel: TestContext.Current.CancellationToken).LogPartition, 1e-5);
        AnnealingOptions options = new() { Ladder = AnnealingLadder.Linear(200), Runs = 500 };
        LogPartitionInterval annealed = new AnnealedImportanceSampling(ofLength.Machine, BaseRateModel.Uncoupled, options)
            .Forward(cancel: TestContext.Current.CancellationToken).LogPartition;
        Assert.InRange(expected, annealed.Low - 1e-4, annealed.High + 1e-4);
    }

    [Fact]
    public void Each_document_is_evaluated_at_its_own_length()
    {
        RestrictedBoltzmannMachine rbm = Machine();
        Tensor documents = Tensor.From([2, 0, 1, 0, 0, 5, 1, 3, 1, 0, 0, 0, 0, 2, 1, 0], 4, Words);
        VisibleData data = new(new Dataset("documents", new FloatExamples(documents), ItemShape.Vector(Words)));

        RbmEvaluation found = RbmEvaluation.Of(rbm, data, cancel: TestContext.Current.CancellationToken);

        double expected = Enumerable.Range(0, 4).Average(row =>
        {
            float[] counts = documents.Row(row).ToArray();
            return LogWeight(rbm, counts) - ExactPartition.Of(rbm.WithLength((int)counts.Sum()).Machine).LogPartition;
        });
        Assert.Equal(expected, found.TestLogLikelihood.Exact!.Value, 1e-5);
    }

    [Fact]
    public void The_gradient_of_the_shared_biases_counts_every_word()
    {
        const float Step = 1f / 32;
        RestrictedBoltzmannMachine rbm = Machine();
        TotalCoupling totals = rbm.Totals!;
        States documents = States.From(Tensor.From([2, 0, 1, 0, 0, 5, 1, 3], 2, Words)), hidden = States.From(SmallMachines.Bits(2, Hidden, 3));

        Tensor found = totals.Evaluate(new CouplingGradient([new StatePair(documents, hidden, 0.5f)], null))[0];

        for (int j = 0; j < Hidden; j++)
        {
            float at = totals.Bias[j];
            totals.Bias[j] = at + Step;
            double up = totals.Interaction(documents, hidden).Average();
            totals.Bias[j] = at - Step;
            double down = totals.Interaction(documents, hidden).Average();
            totals.Bias[j] = at;
            Assert.Equal((up - down) / (2 * Step), found[j], 1e-4);
        }
    }

    [Fact]
    public void Only_documents_have_a_length() =>
        Assert.Contains("bernoulli", Assert.Throws<InvalidOperationException>(() => RestrictedBoltzmannMachine.OfBernoulli(2, 2).WithLength(3)).Message);

    private static RestrictedBoltzmannMachine Machine()
    {
        RestrictedBoltzmannMachine rbm = new(
            new ReplicatedSoftmax(SmallMachines.Normal(Device.Default, 0.5, 1, 1, Words), 3), new Bernoulli(Hidden),
                SmallMachines.Normal(Device.Default, 0.5, 1, 2, Words, Hidden));
        SmallMachines.Normal(Device.Default, 0.3, 1, 3, Hidden).CopyTo(rbm.Totals!.Bias);
        return rbm;
    }

    /// <summary>log Σ_h exp(b·x + x W h + D c·h) by summing over all h.</summary>
    private static double LogWeight(RestrictedBoltzmannMachine rbm, ReadOnlySpan<float> counts)
    {
        double words = 0, ofWords = 0;
        for (int i = 0; i < Words; i++)
        {
            words += counts[i];
            ofWords += counts[i] * (double)((ReplicatedSoftmax)rbm.Visible.Units).Bias[i];
        }

        List<double> all = [];
        for (int h = 0; h < 1 << Hidden; h++)
        {
            double sum = ofWords;
            for (int j = 0; j < Hidden; j++)
            {
                if ((h >> j & 1) == 0)
                    continue;
                sum += words * rbm.Totals!.Bias[j];
                for (int i = 0; i < Words; i++)
                    sum += counts[i] * (double)rbm.Weights[i, j];
            }

            all.Add(sum);
        }

        return SmallMachines.LogSum(all);
    }
}
