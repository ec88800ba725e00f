using Harmonium.Errors;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Schedules;
using Harmonium.Machines;
using Harmonium.Tests.Evaluation;

namespace Harmonium.Tests;

public sealed class DivergenceGuardTests
{
    private readonly RestrictedBoltzmannMachine _rbm = SmallMachines.Random(4, 3, 1, seed: 3);

    [Fact]
    public void A_rate_that_is_far_too_high_stops_the_training_at_its_step_with_advice()
    {
        // One step per epoch: the fourth step is the first at the high rate.
        EnergyLearner learner = Learner(new SwitchSchedule(0.1, 1e6, AtEpoch: 3));

        DivergedException diverged = Assert.Throws<DivergedException>(() =>
            new Trainer(learner, 10, [], new DivergenceGuard()).Run(cancel: TestContext.Current.CancellationToken));

        Assert.Equal(4, diverged.Step);
        Assert.Contains("at step 4", diverged.Message);
        Assert.Contains("now 1E+06", diverged.Message);
        Assert.Contains("`learningRate=1E+05`", diverged.Message);
    }

    [Fact]
    public void A_parameter_that_is_NaN_stops_the_training()
    {
        EnergyLearner learner = Learner(0.1);
        SmallMachines.Bias(_rbm.Hidden)[1] = float.NaN;

        DivergedException diverged = Assert.Throws<DivergedException>(() =>
            new Trainer(learner, 10, [], new DivergenceGuard()).Run(cancel: TestContext.Current.CancellationToken));

        Assert.Equal(1, diverged.Step);
        Assert.Contains("no longer a finite number", diverged.Message);
    }

    [Fact]
    public void A_training_within_the_limit_continues()
    {
        Assert.Equal(StopReason.Completed, new Trainer(Learner(0.1), 10, [], new DivergenceGuard()).Run(cancel: TestContext.Current.CancellationToken));
        Assert.Throws<DivergedException>(() =>
            new Trainer(Learner(0.1), 10, [], new DivergenceGuard { Limit = 0.5 }).Run(cancel: TestContext.Current.CancellationToken));
    }

    private EnergyLearner Learner(Schedule rate) =>
        TinyTraining.FullBatch(_rbm, TinyTraining.Uneven(12, 4, seed: 4), TinyTraining.Plain with { LearningRate = rate });
}
