using Harmonium.Couplings;
using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation.Exact;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Learning.Penalties;
using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Sampling;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>
/// Couplings of several tensors whose values are shared by many connections, and biases shared by the units of a feature map: a small convolutional RBM.
/// </summary>
public sealed class SharedParametersTests
{
    private const int Line = 4;
    private const int Width = 2;
    private const int Maps = 2;
    private const int Epochs = 10;

    private static readonly Dictionary<string, Func<Optimizer>> _optimizers = new()
    {
        ["momentum"] = () => new MomentumOptimizer(),
        ["nesterov"] = () => new MomentumOptimizer(nesterov: true),
        ["adam"] = () => new AdamOptimizer(),
        ["rmsprop"] = () => new RmsPropOptimizer(),
    };

    public static TheoryData<string, bool> EveryOptimizer
    {
        get
        {
            TheoryData<string, bool> all = [];
            foreach (string name in _optimizers.Keys)
            {
                all.Add(name, true);
                all.Add(name, false);
            }

            return all;
        }
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void A_step_of_the_exact_gradient_is_the_gradient_of_the_log_likelihood(bool biasInCoupling, bool sharedLine)
    {
        BoltzmannMachine machine = Machine(biasInCoupling, sharedLine);
        Tensor examples = TinyTraining.Uneven(12, Line, seed: 4);
        double[] expected = FiniteDifferences(machine, examples), before = Values(machine);

        TinyTraining.Run(Learner(machine, examples, new MomentumOptimizer(), TinyTraining.Plain), 0, 1, Epochs);

        TinyTraining.AssertClose(expected, [.. Values(machine).Select((x, k) => x - before[k])], 3e-4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_centered_step_with_shared_biases_gains_as_much_as_its_length_predicts(bool sharedLine)
    {
        BoltzmannMachine machine = Machine(biasInCoupling: false, sharedLine);
        Tensor examples = TinyTraining.Uneven(12, Line, seed: 4);
        double[] gradient = FiniteDifferences(machine, examples), before = Values(machine);
        double likelihood = LogLikelihood(machine, examples);

        TinyTraining.Run(Learner(machine, examples, new MomentumOptimizer(),
            TinyTraining.Plain with { Offsets = OffsetKind.Centered, LearningRate = 0.005 }), 0, 1, Epochs);

        double predicted = Values(machine).Select((x, k) => (x - before[k]) * gradient[k]).Sum(), gained = LogLikelihood(machine, examples) - likelihood;
        Assert.True(gained > 0);
        Assert.Equal(predicted, gained, 0.05 * predicted);
        // The direction differs from the plain gradient's, unless neither side has offsets.
        double cosine = predicted / Math.Sqrt(gradient.Sum(g => g * g) * Values(machine).Select((x, k) => (x - before[k]) * (x - before[k])).Sum());
        Assert.Equal(sharedLine, cosine > 0.9999);
    }

    [Theory, MemberData(nameof(EveryOptimizer))]
    public void Every_optimizer_trains_a_coupling_of_several_tensors_and_resumes_from_its_saved_state(string name, bool biasInCoupling)
    {
        Tensor examples = TinyTraining.Uneven(12, Line, seed: 4);
        EnergyLearningOptions options = TinyTraining.Plain with { LearningRate = 0.05, Momentum = 0.5, L2 = 1e-3, L1 = 1e-4 };
        BoltzmannMachine machine = Machine(biasInCoupling);
        EnergyLearner learner = Learner(machine, examples, _optimizers[name](), options);
        double before = LogLikelihood(machine, examples);
        TinyTraining.Run(learner, 0, 10, Epochs);
        Dictionary<string, Tensor> saved = TinyTraining.Saved(learner);
        TinyTraining.Run(learner, 10, 60, Epochs);

        Assert.True(LogLikelihood(machine, examples) > before + 0.1, $"{LogLikelihood(machine, examples)} nats after {before}");
        BoltzmannMachine other = Machine(biasInCoupling);
        foreach (Parameter parameter in other.Parameters)
            parameter.Values.Scale(0.5f);
        EnergyLearner resumed = Learner(other, examples, _optimizers[name](), options);
        resumed.Restore(saved);
        TinyTraining.Run(resumed, 10, 60, Epochs);
        TinyTraining.AssertSame(learner.State, resumed.State);
        string memory = name switch { "adam" => "adam.mean", "rmsprop" => "rmsprop.square", _ => "velocity" };
        string[] tensors = [.. learner.State.Keys.Where(key => key.StartsWith($"{memory}.couplings."))];
        Assert.Equal((name, biasInCoupling) switch
        {
            (_, true) => [$"{memory}.couplings.0.filters", $"{memory}.couplings.0.bias"],
            ("adam" or "rmsprop", false) => [$"{memory}.couplings.0.0"],
            _ => [$"{memory}.couplings.0"],
        }, tensors);
    }

    [Fact]
    public void Weight_decay_leaves_the_biases_of_a_coupling_alone()
    {
        foreach ((string name, Func<Optimizer> optimizer) in _optimizers)
        {
            BoltzmannMachine plain = Machine(biasInCoupling: true), decayed = Machine(biasInCoupling: true);
            Tensor examples = TinyTraining.Uneven(12, Line, seed: 4);
            TinyTraining.Run(Learner(plain, examples, optimizer(), TinyTraining.Plain with { LearningRate = 0.05 }), 0, 1, Epochs);
            TinyTraining.Run(Learner(decayed, examples, optimizer(), TinyTraining.Plain with { LearningRate = 0.05, L2 = 1, L1 = 0.1 }), 0, 1, Epochs);

            Assert.True(plain.Couplings[0].Parameters[1].Values.AsSpan().SequenceEqual(decayed.Couplings[0].Parameters[1].Values.AsSpan()), name);
            Assert.False(plain.Couplings[0].Parameters[0].Values.AsSpan().SequenceEqual(decayed.Couplings[0].Parameters[0].Values.AsSpan()), name);
        }
    }

    [Theory]
    [InlineData("cd")]
    [InlineData("pcd")]
    [InlineData("fpcd")]
    [InlineData("pt")]
    [InlineData("ptt")]
    [InlineData("naive")]
    public void Every_estimator_makes_the_data_likelier(string name)
    {
        foreach (bool biasInCoupling in (bool[])[true, false])
        {
            BoltzmannMachine machine = Machine(biasInCoupling);
            GradientEstimator estimator = name switch
            {
                "cd" => new ContrastiveDivergence(machine, 3),
                "pcd" => new PersistentContrastiveDivergence(machine, 1, chains: 50, sweeps: 3),
                "fpcd" => new FastPersistentContrastiveDivergence(machine, 1, chains: 50, sweeps: 3, new FastWeightOptions { LearningRate = 0.01 }),
                "pt" => new ParallelTemperingGradient(machine, 1, chains: 20, sweeps: 2, new TemperingOptions { Temperatures = 3 }),
                "ptt" => new TrajectoryTemperingGradient(machine, 1, chains: 20, sweeps: 2, new TrajectoryOptions { LeastSwapRate = 0.8, MostFrozen = 2 }),
                _ => new MeanFieldGradient(machine, 1, new MeanFieldOptions { Order = MeanFieldOrder.Naive, Points = 5 }),
            };
            Tensor examples = TinyTraining.Uneven(12, Line, seed: 4);
            double before = LogLikelihood(machine, examples);

            // A coupling with its own bias handles its own offsets; this one has none.
            TinyTraining.Run(Learner(machine, examples, new MomentumOptimizer(), TinyTraining.Plain with
            {
                LearningRate = 0.05,
                Offsets = biasInCoupling ? OffsetKind.None : OffsetKind.Centered,
                Sparsity = new SparsityOptions { Cost = 1e-3, Target = 0.3 },
            }, estimator), 0, 80, Epochs);

            Assert.True(LogLikelihood(machine, examples) > before + 0.1, $"{LogLikelihood(machine, examples)} nats after {before}");
        }
    }

    [Fact]
    public void The_partition_function_is_that_of_all_states()
    {
        foreach (bool biasInCoupling in (bool[])[true, false])
        {
            BoltzmannMachine machine = Machine(biasInCoupling);

            Assert.Equal(BoltzmannGibbs.Of(machine).LogPartition, ExactPartition.Of(machine, cancel: TestContext.Current.CancellationToken).LogPartition, 1e-5);
        }
    }

    [Fact]
    public void A_copy_of_a_machine_has_its_shapes_and_parameters_of_its_own()
    {
        BoltzmannMachine machine = Machine(biasInCoupling: false, sharedLine: true), copy = machine.Clone();

        Assert.Equal(machine.Layers.Select(layer => layer.Shape), copy.Layers.Select(layer => layer.Shape));
        Assert.Equal(Values(machine), Values(copy));
        copy.Layers[1].Units.Parameters[0].Values.Scale(2);
        Assert.NotEqual(Values(machine), Values(copy));
        Assert.Equal(Maps, copy.Layers[1].Units.Shared!.Maps);
    }

    [Fact]
    public void Standardized_states_are_refused_where_biases_are_shared()
    {
        Layer visible = new("v", LayerRole.Visible, new Bernoulli(Line)),
            hidden = new("h", LayerRole.Hidden, new Bernoulli(new SharedBias(Tensor.Zeros(2), 4)));
        BoltzmannMachine machine = new([visible, hidden], [new DenseCoupling(visible, hidden)]);

        Assert.Contains("one per feature map", Assert.Throws<ArgumentException>(() =>
            Learner(machine, TinyTraining.Uneven(4, Line, 1), new MomentumOptimizer(), TinyTraining.Plain with { Offsets = OffsetKind.Standardized })).Message);
    }

    private static BoltzmannMachine Machine(bool biasInCoupling, bool sharedLine = false)
    {
        Tensor Random(int branch, params ReadOnlySpan<int> shape) => SmallMachines.Normal(Device.Default, 0.7, 3, branch, shape);
        int places = Line - Width + 1;
        Layer line = new("line", LayerRole.Visible, sharedLine ? new Bernoulli(new SharedBias(Random(1, 1), Line))
            : new Bernoulli(Random(1, Line)))
        { Shape = new LayerShape(1, Line, 1) };
        Layer maps = new("maps", LayerRole.Hidden, biasInCoupling ? new Bernoulli(places * Maps)
            : new Bernoulli(new SharedBias(Random(2, Maps), places * Maps)))
        {
            Shape = new LayerShape(1, places, Maps),
            IsFixed = biasInCoupling,
        };
        return new BoltzmannMachine([line, maps], [new ToyConvolution(line, maps, Random(3, Maps, Width), biasInCoupling ? Random(2, Maps) : null)]);
    }

    private static EnergyLearner Learner(BoltzmannMachine machine, Tensor examples, Optimizer optimizer, EnergyLearningOptions options,
        GradientEstimator? estimator = null) =>
        new(estimator ?? new EnumeratedGradient(machine), optimizer,
            new ExampleSource(TinyTraining.Data(examples), examples.Rows, 1, Binarization.None, Device.Default), options, seed: 1);

    private static IEnumerable<Tensor> Learned(BoltzmannMachine machine) =>
        machine.Couplings.SelectMany(coupling => coupling.Parameters)
            .Concat(machine.Layers.Where(layer => !layer.IsFixed).SelectMany(layer => layer.Units.Parameters)).Select(parameter => parameter.Values);

    private static double[] Values(BoltzmannMachine machine) => [.. Learned(machine).SelectMany(values => values.AsSpan().ToArray()).Select(x => (double)x)];

    private static double LogLikelihood(BoltzmannMachine machine, Tensor examples)
    {
        double[] p = BoltzmannGibbs.Of(machine).MarginalOf([machine.Layers[0]]);
        return Enumerable.Range(0, examples.Rows).Average(row => Math.Log(p[EnumeratedRbm.Number(examples, row)]));
    }

    private static double[] FiniteDifferences(BoltzmannMachine machine, Tensor examples)
    {
        const float Step = 0.01f;
        List<double> gradient = [];
        foreach (Tensor values in Learned(machine))
        {
            for (int i = 0; i < values.Count; i++)
            {
                float at = values.AsSpan()[i];
                double Of(float x)
                {
                    values.AsSpan()[i] = x;
                    return LogLikelihood(machine, examples);
                }

                gradient.Add((Of(at + Step) - Of(at - Step)) / (2 * Step));
                values.AsSpan()[i] = at;
            }
        }

        return [.. gradient];
    }
}
