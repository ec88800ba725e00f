using Harmonium.Data.Preprocessing;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Learning.Penalties;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>Learners with parts of the examples that sum their gradients are equivalent to one learner with all examples.</summary>
public sealed class RanksTests
{
    private const int Steps = 12;
    private const int Visible = 6;

    private static readonly EnergyLearningOptions _plain = new() { LearningRate = 0.2, Offsets = OffsetKind.None };

    private static readonly Dictionary<string, (Func<Optimizer> Optimizer, EnergyLearningOptions Options, string Method)> _trainings = new()
    {
        ["plain"] = (() => new MomentumOptimizer(), _plain, "exact"),
        ["momentum, decays, norms"] = (() =>
            new MomentumOptimizer(nesterov: true), _plain with { Momentum = 0.8, L1 = 1e-3, L2 = 1e-2, MaximumNorm = 0.9 }, "exact"),
        ["centered"] = (() => new MomentumOptimizer(), _plain with { Offsets = OffsetKind.Centered, Momentum = 0.5, OffsetRate = 0.3 }, "exact"),
        ["enhanced"] = (() => new MomentumOptimizer(), _plain with { Offsets = OffsetKind.Enhanced }, "exact"),
        ["standardized"] = (() => new MomentumOptimizer(), _plain with { Offsets = OffsetKind.Standardized, LearningRate = 0.01, OffsetRate = 0.3 }, "exact"),
        ["adam, sparsity, averaging"] = (() =>
            new AdamOptimizer(), _plain with { LearningRate = 0.01, Sparsity = new SparsityOptions { Decay = 0.5 }, AverageFrom = 0.1 }, "exact"),
        ["rmsprop, sparsity of the other kind"] = (() =>
            new RmsPropOptimizer(), _plain with
            {
                LearningRate = 0.01,
                SparsityBiasDecrement = 0.01,
                Sparsity = new SparsityOptions { Kind = SparsityKind.KullbackLeibler }
            }, "exact"),
        ["weights of examples"] = (() => new MomentumOptimizer(), _plain with { Offsets = OffsetKind.Centered }, "weighted"),
        ["mean field of second order"] = (() => new MomentumOptimizer(), new() { LearningRate = 0.1 }, "tap"),
        ["a general machine"] = (() => new MomentumOptimizer(), new() { LearningRate = 0.1, Momentum = 0.5 }, "general"),
    };

    public static TheoryData<string> EveryTraining => [.. _trainings.Keys];

    [Theory, MemberData(nameof(EveryTraining))]
    public void Replicas_with_parts_of_the_batch_make_the_step_of_one_learner_with_all_of_it(string name)
    {
        // Batches of different sizes, for which a mean of means would be wrong.
        Tensor examples = TinyTraining.Uneven(24, Visible, seed: 4);
        foreach (int[] sizes in (int[][])[[12, 12], [15, 9], [4, 9, 11]])
        {
            EnergyLearner whole = Learner(name, examples, 0, 24, Ranks.Alone);
            InProcessRanks[] ranks = InProcessRanks.Of(sizes.Length);
            EnergyLearner[] replicas = [.. sizes.Select((size, rank) => Learner(name, examples, sizes[..rank].Sum(), size, ranks[rank]))];

            TinyTraining.Run(whole, 0, Steps, epochs: Steps);
            InProcessRanks.Run(replicas, 0, Steps, epochs: Steps);

            foreach (EnergyLearner replica in replicas)
                TinyTraining.AssertSame(replicas[0].State, replica.State);
            foreach ((string tensor, Tensor expected) in whole.State)
            {
                float scale = MathF.Max(1, expected.LargestMagnitude());
                Assert.True(expected.Clone().AddScaled(replicas[0].State[tensor], -1).LargestMagnitude() < 2e-4f * scale,
                    $"{tensor}: {expected} and {replicas[0].State[tensor]}");
            }
        }
    }

    [Fact]
    public void A_gradient_that_was_turned_into_numbers_makes_the_step_that_pairs_of_states_make()
    {
        Tensor examples = TinyTraining.Uneven(24, Visible, seed: 4);
        foreach (string name in _trainings.Keys)
        {
            EnergyLearner alone = Learner(name, examples, 0, 24, Ranks.Alone), summed = Learner(name, examples, 0, 24, new TwoOfWhichOneIsEmpty());

            TinyTraining.Run(alone, 0, Steps, epochs: Steps);
            TinyTraining.Run(summed, 0, Steps, epochs: Steps);

            foreach ((string tensor, Tensor expected) in alone.State)
                Assert.True(expected.Clone().AddScaled(summed.State[tensor], -1).LargestMagnitude() < 1e-4f * MathF.Max(1, expected.LargestMagnitude()),
                    $"{name}, {tensor}");
        }
    }

    [Fact]
    public void One_learner_alone_sums_nothing()
    {
        EnergyLearner learner = Learner("centered", TinyTraining.Uneven(24, Visible, seed: 4), 0, 24, new Lonely());

        TinyTraining.Run(learner, 0, 3, epochs: Steps);

        Assert.Equal(1, Ranks.Alone.Count);
    }

    [Fact]
    public void Several_ranks_with_a_guard_that_undoes_steps_are_refused() =>
        Assert.Contains("least effective share", Assert.Throws<ArgumentException>(() =>
        {
            RestrictedBoltzmannMachine rbm = SmallMachines.Random(Visible, 3, 0.3, 1);
            _ = new EnergyLearner(new PersistentContrastiveDivergence(rbm.Machine, 1), new MomentumOptimizer(),
                Source(TinyTraining.Uneven(8, Visible, 1), null), _plain with { LeastEffectiveShare = 0.5 }, 1)
            {
                Ranks = InProcessRanks.Of(2)[0],
            };
        }).Message);

    private static EnergyLearner Learner(string name, Tensor examples, int first, int count, Ranks ranks)
    {
        (Func<Optimizer> optimizer, EnergyLearningOptions options, string method) = _trainings[name];
        float[] weights = [.. Enumerable.Range(first + 1, count).Select(i => (float)i)];
        ExampleSource source = Source(examples.RowRange(first, count).Contiguous(), method == "weighted" ? weights : null);
        return new EnergyLearner(Estimator(method), optimizer(), source, options, seed: 1) { Ranks = ranks };
    }

    private static GradientEstimator Estimator(string method)
    {
        if (method == "general")
            return new EnumeratedGradient(BoltzmannMachine.FullyConnected(new Bernoulli(Visible), new Bernoulli(3)));
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(Visible, 4, 0.5, 1);
        return method == "tap" ? new MeanFieldGradient(rbm.Machine, 1, new MeanFieldOptions { Points = 5 }) : new ExactGradient(rbm);
    }

    private static ExampleSource Source(Tensor examples, float[]? weights) =>
        new(TinyTraining.Data(examples), examples.Rows, 1, Binarization.None, Device.Default) { Weights = weights };

    /// <summary>A rank whose partner has no examples: sums are unchanged.</summary>
    private sealed class TwoOfWhichOneIsEmpty : Ranks
    {
        public override int Count => 2;

        public override void Sum(IReadOnlyList<Tensor> tensors)
        {
        }
    }

    private sealed class Lonely : Ranks
    {
        public override int Count => 1;

        public override void Sum(IReadOnlyList<Tensor> tensors) => Assert.Fail("Nothing is to be summed.");
    }
}
