using Harmonium.Learning.EnergyModels;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Tests.Evaluation;

namespace Harmonium.Tests;

public sealed class ParameterAverageTests
{
    private const int Steps = 60;
    private static readonly EnergyLearningOptions _options = TinyTraining.Plain with { LearningRate = 0.5, AverageFrom = 0.5 };

    [Fact]
    public void The_result_is_the_mean_of_every_tenth_step_of_the_last_part()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 1, seed: 3);
        EnergyLearner learner = Learner(rbm);
        List<double[]> kept = [];
        for (int step = 0; step < Steps; step++)
        {
            TinyTraining.Run(learner, step, step + 1, epochs: Steps);
            if (step is 30 or 40 or 50)
                kept.Add(EnumeratedRbm.Read(rbm));
        }

        double[] last = EnumeratedRbm.Read(rbm);
        learner.Finish();

        double[] found = EnumeratedRbm.Read(rbm);
        TinyTraining.AssertClose([.. found.Select((_, k) => kept.Average(parameters => parameters[k]))], found, 1e-6);
        Assert.NotEqual(last, found);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(31)]
    [InlineData(45)]
    public void An_average_resumed_in_the_middle_ends_with_the_same_bytes(int cut)
    {
        RestrictedBoltzmannMachine whole = SmallMachines.Random(4, 3, 1, seed: 3), first = SmallMachines.Random(4, 3, 1, seed: 3), second = SmallMachines.Random(4, 3, 2, seed: 99);
        EnergyLearner uninterrupted = Learner(whole), before = Learner(first), after = Learner(second);
        TinyTraining.Run(uninterrupted, 0, Steps, epochs: Steps);
        TinyTraining.Run(before, 0, cut, epochs: Steps);
        after.Restore(TinyTraining.Saved(before));
        TinyTraining.Run(after, cut, Steps, epochs: Steps);

        uninterrupted.Finish();
        after.Finish();

        TinyTraining.AssertSame(uninterrupted.State, after.State);
    }

    [Fact]
    public void Without_a_step_to_average_the_last_parameters_stay()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 1, seed: 3);
        EnergyLearner learner = Learner(rbm);
        TinyTraining.Run(learner, 0, 5, epochs: Steps);
        double[] last = EnumeratedRbm.Read(rbm);

        learner.Finish();

        Assert.Equal(last, EnumeratedRbm.Read(rbm));
    }

    [Fact]
    public void Parameters_that_were_adopted_come_before_the_average()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 1, seed: 3);
        EnergyLearner learner = Learner(rbm);
        Dictionary<string, Tensor> best = rbm.Machine.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Values.Clone());
        double[] start = EnumeratedRbm.Read(rbm), free = rbm.FreeEnergy(RbmTests.AllStates(4));
        TinyTraining.Run(learner, 0, Steps, epochs: Steps);

        learner.Adopt(best);
        learner.Finish();

        Assert.Equal(start, EnumeratedRbm.Read(rbm));
        Assert.Equal(free, rbm.FreeEnergy(RbmTests.AllStates(4)));
    }

    private static EnergyLearner Learner(RestrictedBoltzmannMachine rbm) => TinyTraining.FullBatch(rbm, TinyTraining.Uneven(12, 4, seed: 4), _options);
}
