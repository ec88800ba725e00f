using Harmonium.Evaluation.Exact;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

public sealed class ParallelTemperingTests
{
    private const int Ladders = 20_000;

    public static TheoryData<int, int, double, int, int, bool> EverySmallRbm => new()
    {
        { 3, 2, 1, 3, 1, false },
        { 4, 4, 2, 3, 4, true },
        { 3, 4, 1.5, 5, 7, true },
    };

    [Theory, MemberData(nameof(EverySmallRbm))]
    public void Chains_started_at_equilibrium_stay_there_at_every_temperature(int visible, int hidden, double scale, int temperatures, int sweeps, bool fitted)
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(visible, hidden, scale, seed: 21);
        Tensor means = Tensor.From([.. Enumerable.Range(1, visible).Select(i => 0.2f * i)], visible),
            hiddenMeans = Tensor.From([.. Enumerable.Range(1, hidden).Select(j => 0.9f - (0.2f * j))], hidden);
        ParallelTempering tempering = new(rbm.Machine, Ladders, new TemperingOptions { Temperatures = temperatures, AdaptEvery = 0 },
            fitted ? new Dictionary<Layer, Tensor> { [rbm.Visible] = means, [rbm.Hidden] = hiddenMeans } : null);
        RestrictedBoltzmannMachine[] machines = [.. tempering.InverseTemperatures.Select(beta => AtTemperature(rbm, beta, fitted ? means : null, fitted ? hiddenMeans : null))];
        StartAtEquilibrium(rbm, tempering, machines);

        tempering.Sweep(sweeps, RandomStream.For(5, Purpose.Sampling));

        for (int t = 0; t < temperatures; t++)
        {
            MachineState state = new()
            {
                [machines[t].Visible] = tempering.State[rbm.Visible].Take(tempering.RowsAt(t)),
                [machines[t].Hidden] = tempering.State[rbm.Hidden].Take(tempering.RowsAt(t))
            };
            Assert.InRange(Equilibrium.Drift(machines[t], state), 0, 4);
        }

        Assert.InRange(Equilibrium.Drift(rbm, tempering.AtMachine()), 0, 4);
    }

    [Fact]
    public void The_chains_of_one_temperature_are_not_samples_of_another()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 4, 2, seed: 21);
        ParallelTempering tempering = new(rbm.Machine, Ladders, new TemperingOptions { Temperatures = 3, AdaptEvery = 0 });
        StartAtEquilibrium(rbm, tempering, [.. tempering.InverseTemperatures.Select(beta => AtTemperature(rbm, beta, null, null))]);

        tempering.Sweep(4, RandomStream.For(5, Purpose.Sampling));

        MachineState hotter = new()
        {
            [rbm.Visible] = tempering.State[rbm.Visible].Take(tempering.RowsAt(1)),
            [rbm.Hidden] = tempering.State[rbm.Hidden].Take(tempering.RowsAt(1))
        };
        Assert.True(Equilibrium.Drift(rbm, hotter) > 4);
    }

    [Fact]
    public void Chains_cross_between_modes_that_Gibbs_sampling_does_not_leave()
    {
        // All ones or all zeros: the path between them passes through states less probable by a factor of about exp(−18).
        RestrictedBoltzmannMachine rbm = TwoModes();
        GibbsChains plain = new(rbm.Machine, 500);
        ParallelTempering tempering = new(rbm.Machine, 500, new TemperingOptions { Temperatures = 12, AdaptEvery = 20 }, Halves(rbm));
        plain.State[rbm.Visible] = States.From(Tensor.Zeros(500, 6));
        plain.State[rbm.Hidden] = States.From(Tensor.Zeros(500, 6));
        tempering.State[rbm.Visible] = States.From(Tensor.Zeros(6000, 6));
        tempering.State[rbm.Hidden] = States.From(Tensor.Zeros(6000, 6));

        plain.Sweep(400, RandomStream.For(1, Purpose.Sampling));
        tempering.Sweep(400, RandomStream.For(1, Purpose.Sampling));

        double exact = ExactDistribution.Of(rbm.Machine, rbm.Visible).Probabilities.Select((p, state) => p * int.PopCount(state) / 6).Sum();
        double stuck = MeanOf(plain.State[rbm.Visible]), crossed = MeanOf(tempering.AtMachine()[rbm.Visible]);
        Assert.True(stuck < 0.1, $"{stuck}");
        // Five standard errors of 500 independent chains that are in one of the two modes.
        Assert.InRange(crossed - exact, -5 * 0.5 / Math.Sqrt(500), 5 * 0.5 / Math.Sqrt(500));
    }

    [Fact]
    public void Temperatures_adapt_until_neighbors_swap_equally_often()
    {
        RestrictedBoltzmannMachine rbm = TwoModes();
        ParallelTempering even = Run(0), moved = Run(25);

        Assert.Equal(0, moved.InverseTemperatures[0]);
        Assert.Equal(1, moved.InverseTemperatures[^1]);
        Assert.True(Spread(moved) < Spread(even) / 2, $"{string.Join(", ", moved.SwapRates)} against {string.Join(", ", even.SwapRates)}");
        Assert.True(moved.SwapRates.Min() > even.SwapRates.Min());

        ParallelTempering Run(int adaptEvery)
        {
            ParallelTempering tempering = new(rbm.Machine, 300, new TemperingOptions { Temperatures = 8, AdaptEvery = adaptEvery }, Halves(rbm));
            tempering.SampleIndependently(RandomStream.For(2, Purpose.Chains));
            tempering.Sweep(1000, RandomStream.For(1, Purpose.Sampling));
            return tempering;
        }

        static double Spread(ParallelTempering tempering) => tempering.SwapRates.Max() - tempering.SwapRates.Min();
    }

    [Fact]
    public void The_states_are_the_same_for_any_number_of_threads()
    {
        float[][] states =
        [
            .. new[] { 1, 2, 3 }.Select(threads =>
            {
                RestrictedBoltzmannMachine rbm = SmallMachines.Random(70, 45, 0.3, seed: 2, new CpuDevice(threads));
                ParallelTempering tempering = new(rbm.Machine, 13, new TemperingOptions { Temperatures = 5, AdaptEvery = 3 });
                tempering.SampleIndependently(RandomStream.For(1, Purpose.Chains));
                tempering.Sweep(8, RandomStream.For(3, Purpose.Sampling));
                return tempering.State[rbm.Visible].AsTensor().AsSpan().ToArray();
            }),
        ];

        Assert.Equal(states[0], states[1]);
        Assert.Equal(states[0], states[2]);
    }

    [Fact]
    public void A_single_temperature_is_refused()
    {
        RestrictedBoltzmannMachine rbm = RestrictedBoltzmannMachine.OfBernoulli(2, 2);
        Assert.Contains("at least 2 temperatures",
            Assert.Throws<ArgumentException>(() => new ParallelTempering(rbm.Machine, 1, new TemperingOptions { Temperatures = 1 })).Message);
    }

    internal static RestrictedBoltzmannMachine TwoModes()
    {
        RestrictedBoltzmannMachine rbm = new(new Bernoulli(Tensor.Filled(-6f, 6)), new Bernoulli(Tensor.Filled(-6f, 6)), Tensor.Filled(2f, 6, 6));
        return rbm;
    }

    private static Dictionary<Layer, Tensor> Halves(RestrictedBoltzmannMachine rbm) => new() { [rbm.Visible] = Tensor.Filled(0.5f, 6), [rbm.Hidden] = Tensor.Filled(0.5f, 6) };

    private static double MeanOf(States states) => states.Density;

    /// <summary>The machine with the distribution p_β: weights β W, biases a + (1 − β) (a₀ − a).</summary>
    private static RestrictedBoltzmannMachine AtTemperature(RestrictedBoltzmannMachine rbm, float beta, Tensor? means, Tensor? hiddenMeans) =>
        new(new Bernoulli(Shifted(rbm.Visible, beta, means)), new Bernoulli(Shifted(rbm.Hidden, beta, hiddenMeans)), rbm.Weights.Clone().Scale(beta));

    private static Tensor Shifted(Layer layer, float beta, Tensor? means)
    {
        Tensor bias = SmallMachines.Bias(layer).Clone();
        for (int i = 0; i < bias.Count && means is not null; i++)
            bias[i] += (1 - beta) * ((float)Math.Log(means[i] / (1 - means[i])) - bias[i]);
        return bias;
    }

    private static void StartAtEquilibrium(RestrictedBoltzmannMachine rbm, ParallelTempering tempering, RestrictedBoltzmannMachine[] machines)
    {
        Tensor v = Tensor.Zeros(Ladders * machines.Length, rbm.Visible.Units.Count), h = Tensor.Zeros(Ladders * machines.Length, rbm.Hidden.Units.Count);
        for (int t = 0; t < machines.Length; t++)
        {
            MachineState exact = ExactPartition.Of(machines[t].Machine).Sample(Ladders, RandomStream.For(4, Purpose.Evaluation, t));
            exact[machines[t].Visible].AsTensor().CopyTo(v.RowRange(t * Ladders, Ladders));
            exact[machines[t].Hidden].AsTensor().CopyTo(h.RowRange(t * Ladders, Ladders));
        }

        tempering.State[rbm.Visible] = States.From(v);
        tempering.State[rbm.Hidden] = States.From(h);
    }
}
