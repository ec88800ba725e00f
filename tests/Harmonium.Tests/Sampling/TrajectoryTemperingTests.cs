using Harmonium.Evaluation.Exact;
using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

public sealed class TrajectoryTemperingTests
{
    private const int Chains = 20_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void Chains_started_at_equilibrium_stay_there_in_every_machine(int rounds)
    {
        (RestrictedBoltzmannMachine rbm, TrajectoryTempering trajectory) = Trajectory(Chains);
        for (int rung = 0; rung <= trajectory.Frozen; rung++)
        {
            GibbsChains chains = trajectory.ChainsOf(rung);
            MachineState exact = ExactPartition.Of(chains.Machine, cancel: TestContext.Current.CancellationToken)
                .Sample(Chains, RandomStream.For(4, Purpose.Evaluation, rung));
            foreach (Layer layer in chains.Machine.Layers)
                chains.State[layer] = exact[layer];
        }

        for (int round = 0; round < rounds; round++)
            trajectory.Sweep(1, RandomStream.For(5, Purpose.Sampling, round));

        for (int rung = 0; rung <= trajectory.Frozen; rung++)
        {
            GibbsChains chains = trajectory.ChainsOf(rung);
            ExactDistribution exact = ExactDistribution.Of(chains.Machine, chains.Machine.Layers[0]);
            Assert.InRange(exact.TotalVariationFrom(exact.FrequenciesOf(chains.State)) / exact.TotalVariationFloor(Chains), 0, 4);
        }

        ExactDistribution other = ExactDistribution.Of(trajectory.ChainsOf(1).Machine, trajectory.ChainsOf(1).Machine.Layers[0]);
        MachineState live = new() { [other.Layers[0]] = trajectory.State[rbm.Visible] };
        Assert.True(other.TotalVariationFrom(other.FrequenciesOf(live)) / other.TotalVariationFloor(Chains) > 4,
            "the machines are too alike to tell swapped states");
    }

    [Fact]
    public void Bennetts_ratio_along_the_trajectory_is_log_Z()
    {
        (RestrictedBoltzmannMachine rbm, TrajectoryTempering trajectory) = Trajectory(500);
        trajectory.SampleIndependently(RandomStream.For(1, Purpose.Chains));
        for (int round = 0; round < 60; round++)
            trajectory.Sweep(2, RandomStream.For(6, Purpose.Sampling, round));

        BennettRatio found = trajectory.LogPartition();

        Assert.InRange(found.StandardError, 1e-4, 0.2);
        // Five of its standard errors, and as much again for the correlation of the stored differences.
        Assert.InRange((found.LogRatio - SmallMachines.LogPartition(rbm)) / found.StandardError, -7, 7);
    }

    [Fact]
    public void A_machine_is_frozen_only_after_it_has_changed_enough()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(6, 5, 0.01, seed: 3);
        TrajectoryTempering trajectory = new(rbm.Machine, 200);
        trajectory.SampleIndependently(RandomStream.For(1, Purpose.Chains));
        for (int round = 0; round < 50; round++)
        {
            trajectory.Sweep(1, RandomStream.For(6, Purpose.Sampling, round));
            Assert.False(trajectory.FreezeIfFar());
        }

        SmallMachines.Normal(Device.Default, 6, 8, 3, 6, 5).CopyTo(rbm.Weights);
        rbm.Coupling.Changed();
        int rounds = 50;
        do
            trajectory.Sweep(1, RandomStream.For(6, Purpose.Sampling, rounds++));
        while (!trajectory.FreezeIfFar() && rounds < 200);

        Assert.Equal(2, trajectory.Frozen);
        Assert.InRange(rounds, 52, 120);
    }

    [Fact]
    public void The_number_of_frozen_machines_is_limited()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 0.1, seed: 3);
        TrajectoryTempering trajectory = new(rbm.Machine, 20, new TrajectoryOptions { MostFrozen = 3 });
        trajectory.SampleIndependently(RandomStream.For(1, Purpose.Chains));
        for (int i = 0; i < 6; i++)
        {
            rbm.Weights.Scale(1.5f);
            rbm.Coupling.Changed();
            trajectory.Freeze();
            trajectory.Sweep(1, RandomStream.For(6, Purpose.Sampling, i));
        }

        Assert.Equal(3, trajectory.Frozen);
        Assert.Equal(3, trajectory.SwapRates.Count);
        Assert.Equal(rbm.Weights[0, 0], trajectory.ChainsOf(2).Machine.Parameters.First().Values[0, 0]);
    }

    /// <summary>Independent units, a machine with a third of the weights, and the whole machine.</summary>
    private static (RestrictedBoltzmannMachine Rbm, TrajectoryTempering Trajectory) Trajectory(int chains)
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 1.5, seed: 12);
        Tensor whole = rbm.Weights.Clone();
        rbm.Weights.Scale(0.33f);
        rbm.Coupling.Changed();
        TrajectoryTempering trajectory = new(rbm.Machine, chains);
        trajectory.SampleIndependently(RandomStream.For(1, Purpose.Chains));
        trajectory.Freeze();
        whole.CopyTo(rbm.Weights);
        SmallMachines.Bias(rbm.Visible)[0] += 0.7f;
        rbm.Coupling.Changed();
        return (rbm, trajectory);
    }
}
