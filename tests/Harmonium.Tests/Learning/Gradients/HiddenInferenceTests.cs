using Harmonium.Couplings;
using Harmonium.Data.Preprocessing;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>Mean-field means of coupled hidden layers, in a model of three layers, compared with the fixed point in double.</summary>
public sealed class HiddenInferenceTests
{
    private const int Visible = 5;
    private const int Middle = 4;
    private const int Top = 3;
    private const int Examples = 12;

    private static readonly HiddenInference _converged = new() { MeanField = true, Start = MeanFieldStart.BottomUp, Sweeps = 500, Tolerance = 1e-6 };

    [Theory]
    [InlineData(nameof(MeanFieldStart.Biases), 0.0)]
    [InlineData(nameof(MeanFieldStart.BottomUp), 0.0)]
    [InlineData(nameof(MeanFieldStart.BottomUp), 0.4)]
    public void Means_converge_to_the_fixed_point(string startName, double damping)
    {
        MeanFieldStart start = Enum.Parse<MeanFieldStart>(startName);
        BoltzmannMachine machine = Machine(seed: 3);
        Tensor examples = TinyTraining.Uneven(Examples, Visible, seed: 4);
        PersistentContrastiveDivergence estimator = Estimator(machine, _converged with { Start = start, Damping = damping });

        MachineState found = estimator.Estimate(Batch(machine, examples), null, RandomStream.For(1, Purpose.Gibbs)).Data.State;

        Assert.InRange(estimator.LastInference.Change, 0, 1e-6);
        Assert.InRange(estimator.LastInference.Sweeps, 2, 499);
        for (int row = 0; row < Examples; row++)
        {
            (double[] middle, double[] top) = FixedPoint(machine, examples, row);
            TinyTraining.AssertClose(middle, [.. found[machine.Layers[1]].AsTensor().Row(row).ToArray().Select(x => (double)x)], 2e-5);
            TinyTraining.AssertClose(top, [.. found[machine.Layers[2]].AsTensor().Row(row).ToArray().Select(x => (double)x)], 2e-5);
        }
    }

    [Fact]
    public void Bottom_up_means_double_what_comes_from_below_where_a_layer_above_is_missing()
    {
        BoltzmannMachine machine = Machine(seed: 3);
        Tensor examples = TinyTraining.Uneven(Examples, Visible, seed: 4);
        GibbsChains chains = new(machine, Examples);
        chains.State[machine.Layers[0]] = States.From(examples);

        chains.MeansBottomUp();

        Tensor[] weights = [.. machine.Couplings.Select(coupling => coupling.Parameters[0].Values)];
        for (int row = 0; row < Examples; row++)
        {
            double[] middle = [.. Enumerable.Range(0, Middle)
                .Select(j => Logistic(Bias(machine, 1, j) + (2 * Enumerable.Range(0, Visible).Sum(i => (double)examples[row, i] * weights[0][i, j]))))];
            double[] top = [.. Enumerable.Range(0, Top)
                .Select(k => Logistic(Bias(machine, 2, k) + Enumerable.Range(0, Middle).Sum(j => middle[j] * weights[1][j, k])))];
            for (int j = 0; j < Middle; j++)
                Assert.Equal(middle[j], chains.State[machine.Layers[1]].AsTensor()[row, j], 1e-6);
            for (int k = 0; k < Top; k++)
                Assert.Equal(top[k], chains.State[machine.Layers[2]].AsTensor()[row, k], 1e-6);
        }
    }

    [Fact]
    public void A_sweep_never_raises_the_variational_free_energy()
    {
        BoltzmannMachine machine = Machine(seed: 5);
        GibbsChains chains = new(machine, Examples);
        chains.State[machine.Layers[0]] = States.From(TinyTraining.Uneven(Examples, Visible, seed: 4));
        chains.MeansBottomUp();
        double[] before = Variational(machine, chains.State);
        for (int sweep = 0; sweep < 6; sweep++)
        {
            chains.MeanField(LayerRole.Hidden, 1, damping: sweep % 2 == 0 ? 0 : 0.5);
            double[] after = Variational(machine, chains.State);
            Assert.All(before.Zip(after), pair => Assert.True(pair.Second <= pair.First + 1e-5));
            before = after;
        }

        // It is an upper bound on the free energy: F(v) = −log Σ_h exp(−E).
        StateSpace hidden = new([machine.Layers[1], machine.Layers[2]]);
        for (int row = 0; row < Examples; row++)
        {
            MachineState all = new() { [machine.Layers[1]] = hidden.All[machine.Layers[1]], [machine.Layers[2]] = hidden.All[machine.Layers[2]] };
            Tensor visible = Tensor.Zeros(hidden.Count, Visible);
            for (int h = 0; h < hidden.Count; h++)
                chains.State[machine.Layers[0]].AsTensor().Row(row).CopyTo(visible.Row(h));
            all[machine.Layers[0]] = States.From(visible);
            double free = -SmallMachines.LogSum(machine.Energy(all).Select(energy => -energy));
            Assert.InRange(before[row] - free, -1e-5, 1);
        }
    }

    [Fact]
    public void Default_options_change_nothing()
    {
        BoltzmannMachine machine = Machine(seed: 3);
        Tensor examples = TinyTraining.Uneven(Examples, Visible, seed: 4);
        RandomStream random = RandomStream.For(1, Purpose.Gibbs);
        GibbsChains chains = new(machine, Examples);
        chains.State[machine.Layers[0]] = States.From(examples);
        chains.SampleIndependently(machine.LayersOf(LayerRole.Hidden), random);
        for (int sweep = 0; sweep < 7; sweep++)
        {
            foreach (Layer layer in machine.LayersOf(LayerRole.Hidden))
                chains.State[layer] = States.Dense(chains.Mean(layer).Clone());
        }

        PersistentContrastiveDivergence estimator = Estimator(machine, new HiddenInference { MeanField = true, Sweeps = 7 });
        MachineState found = estimator.Estimate(Batch(machine, examples), null, random).Data.State;

        Assert.Equal(7, estimator.LastInference.Sweeps);
        foreach (Layer layer in machine.LayersOf(LayerRole.Hidden))
            Assert.Equal(chains.State[layer].AsTensor().Contiguous().AsSpan(), found[layer].AsTensor().Contiguous().AsSpan());
    }

    [Fact]
    public void A_warm_start_needs_fewer_sweeps()
    {
        Tensor examples = TinyTraining.Uneven(Examples, Visible, seed: 4);
        int Sweeps(bool warm)
        {
            BoltzmannMachine machine = Machine(seed: 3);
            PersistentContrastiveDivergence estimator = Estimator(machine, _converged with { WarmStart = warm, Tolerance = 1e-4 });
            EnergyLearner learner = Learner(estimator, examples, batch: 5, rate: 0.005);
            int total = 0;
            for (int step = 0; step < 30; step++)
            {
                TinyTraining.Run(learner, step, step + 1, 10);
                total += step < 3 ? 0 : estimator.LastInference.Sweeps; // the first epoch has no saved means
            }

            return total;
        }

        int cold = Sweeps(warm: false), warm = Sweeps(warm: true);
        Assert.True(warm < 0.8 * cold, $"{warm} sweeps from the last means, {cold} from the bottom up");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Remembered_means_are_saved_with_the_training(bool warm)
    {
        Tensor examples = TinyTraining.Uneven(Examples, Visible, seed: 4);
        EnergyLearner Create(ulong seed)
        {
            BoltzmannMachine machine = Machine(seed);
            return Learner(Estimator(machine, _converged with { WarmStart = warm, Tolerance = 1e-3 }), examples, batch: 5);
        }

        EnergyLearner whole = Create(3);
        for (int cut = 0; cut < 8; cut++)
        {
            Dictionary<string, Tensor> saved = TinyTraining.Saved(whole);
            EnergyLearner resumed = Create(77);
            resumed.Restore(saved);
            TinyTraining.Run(whole, cut, cut + 1, 10);
            TinyTraining.Run(resumed, cut, cut + 1, 10);
            TinyTraining.AssertSame(whole.State, resumed.State);
        }

        Assert.Equal(warm, whole.State.ContainsKey("inference.middle.means"));
    }

    [Fact]
    public void Learning_with_means_makes_the_data_likelier()
    {
        Tensor examples = TinyTraining.Uneven(Examples, Visible, seed: 4);
        BoltzmannMachine machine = Machine(seed: 3);
        double LogLikelihood()
        {
            double[] p = BoltzmannGibbs.Of(machine).MarginalOf([machine.Layers[0]]);
            return Enumerable.Range(0, Examples).Average(row => Math.Log(p[EnumeratedRbm.Number(examples, row)]));
        }

        double before = LogLikelihood();
        TinyTraining.Run(Learner(Estimator(machine, _converged with { WarmStart = true, Tolerance = 1e-3 }), examples, batch: 5), 0, 300, 100);

        Assert.True(LogLikelihood() > before + 0.3, $"{LogLikelihood()} nats after {before}");
    }

    [Fact]
    public void Fields_out_of_range_are_refused()
    {
        BoltzmannMachine machine = Machine(seed: 3);

        Assert.Contains("at least 1 sweep", Assert.Throws<ArgumentException>(() => Estimator(machine, new HiddenInference { Sweeps = 0 })).Message);
        Assert.Contains("tolerance", Assert.Throws<ArgumentException>(() => Estimator(machine, new HiddenInference { Tolerance = double.NaN })).Message);
        Assert.Contains("damping", Assert.Throws<ArgumentException>(() => Estimator(machine, new HiddenInference { Damping = 1 })).Message);
    }

    private static BoltzmannMachine Machine(ulong seed)
    {
        Layer Create(string name, LayerRole role, int branch, int units) =>
            new(name, role, new Bernoulli(SmallMachines.Normal(Device.Default, 0.5, seed, branch, units)));
        Layer visible = Create("visible", LayerRole.Visible, 1, Visible), middle = Create("middle", LayerRole.Hidden, 2, Middle),
            top = Create("top", LayerRole.Hidden, 3, Top);
        return new BoltzmannMachine(
            [visible, middle, top],
            [
                new DenseCoupling(visible, middle, SmallMachines.Normal(Device.Default, 0.8, seed, 4, Visible, Middle)),
                new DenseCoupling(middle, top, SmallMachines.Normal(Device.Default, 0.8, seed, 5, Middle, Top)),
            ]);
    }

    private static MachineState Batch(BoltzmannMachine machine, Tensor examples) => new() { [machine.Layers[0]] = States.From(examples) };

    private static PersistentContrastiveDivergence Estimator(BoltzmannMachine machine, HiddenInference inference) =>
        new(machine, 1, chains: 20, sweeps: 2) { Inference = inference };

    private static EnergyLearner Learner(GradientEstimator estimator, Tensor examples, int batch, double rate = 0.1) =>
        new(estimator, new MomentumOptimizer(), new ExampleSource(TinyTraining.Data(examples), batch, 1, Binarization.None, Device.Default),
            new() { LearningRate = rate }, seed: 1);

    private static double Bias(BoltzmannMachine machine, int layer, int unit) => SmallMachines.Bias(machine.Layers[layer])[unit];

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>Damped iteration of m = σ(b + v W₁ + m₂ W₂ᵀ), m₂ = σ(b₂ + m W₂) in double.</summary>
    private static (double[] Middle, double[] Top) FixedPoint(BoltzmannMachine machine, Tensor examples, int row)
    {
        Tensor[] weights = [.. machine.Couplings.Select(coupling => coupling.Parameters[0].Values)];
        double[] middle = new double[Middle], top = new double[Top];
        for (int iteration = 0; iteration < 5000; iteration++)
        {
            double[] nextMiddle = [.. Enumerable.Range(0, Middle).Select(j => Logistic(
                Bias(machine, 1, j) + Enumerable.Range(0, Visible).Sum(i => (double)examples[row, i] * weights[0][i, j]) + Enumerable.Range(0, Top)
                    .Sum(k => top[k] * weights[1][j, k])))];
            double[] nextTop = [.. Enumerable.Range(0, Top)
                .Select(k => Logistic(Bias(machine, 2, k) + Enumerable.Range(0, Middle).Sum(j => middle[j] * weights[1][j, k])))];
            for (int j = 0; j < Middle; j++)
                middle[j] += 0.5 * (nextMiddle[j] - middle[j]);
            for (int k = 0; k < Top; k++)
                top[k] += 0.5 * (nextTop[k] - top[k]);
        }

        return (middle, top);
    }

    /// <summary>⟨E⟩ − entropy of independent hidden units with the given means.</summary>
    private static double[] Variational(BoltzmannMachine machine, MachineState means)
    {
        double[] energy = machine.Energy(means);
        foreach (Layer layer in machine.LayersOf(LayerRole.Hidden))
        {
            for (int row = 0; row < energy.Length; row++)
            {
                foreach (float m in means[layer].AsTensor().Row(row))
                    energy[row] += (m * Math.Log(m)) + ((1 - m) * Math.Log(1 - (double)m));
            }
        }

        return energy;
    }
}
