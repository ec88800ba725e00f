using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Machines;
using Harmonium.Tests.Evaluation;

namespace Harmonium.Tests;

public sealed class EquilibriumGuardTests
{
    private static readonly EnergyLearningOptions _options = new() { LearningRate = 0.001, Momentum = 0.5, LeastEffectiveShare = 0.5 };

    [Fact]
    public void A_step_that_chains_cannot_follow_is_undone_and_the_rate_halved()
    {
        (RestrictedBoltzmannMachine rbm, EnergyLearner learner) = Learner(_options with { LearningRate = 100 });
        double[] before = EnumeratedRbm.Read(rbm);

        StepReport first = learner.Step(new TrainingTime(0, 0, 10)), second = learner.Step(new TrainingTime(1, 1, 10));

        Assert.Equal(before, EnumeratedRbm.Read(rbm));
        Assert.Equal(100, first.LearningRate);
        Assert.Equal(50, second.LearningRate);
        Assert.Equal(2, Metric(learner, "rejectedSteps"));
        Assert.Equal(0.25, Metric(learner, "rateFactor"));
        Assert.All(learner.State.Where(pair => pair.Key.StartsWith("velocity.")), pair => Assert.Equal(0, pair.Value.SumOfSquares()));
    }

    [Fact]
    public void The_rate_decreases_until_steps_are_kept_and_training_continues()
    {
        (RestrictedBoltzmannMachine rbm, EnergyLearner learner) = Learner(_options with { LearningRate = 100, Momentum = 0 });
        double[] before = EnumeratedRbm.Read(rbm);
        int kept = 0;
        for (int step = 0; step < 40; step++)
        {
            double rejected = Metric(learner, "rejectedSteps");
            learner.Step(new TrainingTime(step, step, 40));
            kept += Metric(learner, "rejectedSteps") == rejected ? 1 : 0;
        }

        Assert.InRange(kept, 10, 39);
        Assert.All(EnumeratedRbm.Read(rbm), x => Assert.InRange(x, -50, 50));
        Assert.NotEqual(before, EnumeratedRbm.Read(rbm));
    }

    [Fact]
    public void Small_steps_are_those_of_a_training_without_guard()
    {
        (RestrictedBoltzmannMachine guarded, EnergyLearner withGuard) = Learner(_options);
        (RestrictedBoltzmannMachine free, EnergyLearner without) = Learner(_options with { LeastEffectiveShare = null });

        TinyTraining.Run(withGuard, 0, 20, epochs: 20);
        TinyTraining.Run(without, 0, 20, epochs: 20);

        Assert.Equal(EnumeratedRbm.Read(free), EnumeratedRbm.Read(guarded));
        Assert.Equal(0, Metric(withGuard, "rejectedSteps"));
    }

    private static (RestrictedBoltzmannMachine Rbm, EnergyLearner Learner) Learner(EnergyLearningOptions options)
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(6, 5, 0.3, seed: 3);
        return (rbm, TinyTraining.FullBatch(rbm, TinyTraining.Uneven(20, 6, seed: 4), options,
            new PersistentContrastiveDivergence(rbm.Machine, 1, chains: 40)));
    }

    private static double Metric(EnergyLearner learner, string name) => learner.Metrics.Single(metric => metric.Name == name).Measure(1);
}
