using Harmonium.Couplings;
using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Diagnostics;
using Harmonium.Evaluation.Monitors;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Tests.Evaluation;

/// <summary>Machines with several visible layers or with coupled visible units, compared with sums over all their states.</summary>
public sealed class JointEvaluationTests
{
    private const int Visible = 4;
    private const int Classes = 3;
    private const int Hidden = 3;
    private const int Examples = 11;

    [Fact]
    public void The_joint_likelihood_of_pixels_and_labels_is_that_of_all_states()
    {
        ClassificationRbm rbm = EnumeratedClassifier.Random(Visible, Classes, Hidden, seed: 3);
        MachineData data = JointData(Examples, seed: 4), training = JointData(17, seed: 5);
        EnumeratedClassifier exact = new(rbm);
        double log = LogPartition(exact), expected = Numbers(data).Average(pair => LogWeight(exact, pair.V, pair.Y)) - log;

        RbmEvaluation found = RbmEvaluation.Of(rbm.Machine, data, training, cancel: TestContext.Current.CancellationToken);

        Assert.Equal(log, found.LogPartition.Exact!.Value, 1e-5);
        Assert.Equal(expected, found.TestLogLikelihood.Exact!.Value, 1e-5);
        Assert.Equal(Examples, found.Count);
        double gap = Numbers(training).Length == 17 ? FreeEnergyGap.Of(rbm.Machine, data, training.Sample(Examples, 1), 1) : double.NaN;
        Assert.Equal(Numbers(data).Average(pair => LogWeight(exact, pair.V, pair.Y)) - Numbers(training.Sample(Examples, 1))
            .Average(pair => LogWeight(exact, pair.V, pair.Y)), gap, 1e-5);
        Assert.Equal(-gap, found.FreeEnergyGap!.Value, 1e-5);
        Assert.Equal(
            IndependentUnits.MeanLogLikelihood(rbm.Visible.Units, training.Layers[0], data.Layers[0]) + IndependentUnits.MeanLogLikelihood(rbm.Label.Units,
                training.Layers[1], data.Layers[1]),
            found.Baseline!.Value, 1e-9);
        Assert.NotNull(found.PseudoLogLikelihood);
    }

    [Fact]
    public void Annealing_of_pixels_and_labels_brackets_the_exact_value()
    {
        ClassificationRbm rbm = EnumeratedClassifier.Random(Visible, Classes, Hidden, seed: 3);
        EvaluationOptions options = new() { AnnealAlways = true, Annealing = new AnnealingOptions { Ladder = AnnealingLadder.Linear(300), Runs = 200 } };

        LogPartitionEstimate found = RbmEvaluation.Of(rbm.Machine, JointData(Examples, seed: 4), options: options,
            cancel: TestContext.Current.CancellationToken).LogPartition;

        Assert.InRange(found.Exact!.Value, found.Ais!.Low, found.ReverseAis!.High);
        Assert.InRange(found.ReverseAis.High - found.Ais.Low, 0, 1);
    }

    [Fact]
    public void A_conservative_bound_of_pixels_and_labels_is_near_the_exact_value()
    {
        ClassificationRbm rbm = EnumeratedClassifier.Random(Visible, Classes, Hidden, seed: 3, scale: 0.5);
        MachineData data = JointData(100, seed: 4);
        double exact = LikelihoodReport.Of(rbm.Machine, LogPartitionEstimate.FromExact(LogPartition(new EnumeratedClassifier(rbm))),
            data, cancel: TestContext.Current.CancellationToken).LogLikelihood.Exact!.Value;

        RaiseBound bound = RaiseBound.Of(rbm.Machine, BaseRateModel.Fitted(rbm.Machine, data), data,
            new RaiseOptions { Ladder = AnnealingLadder.Linear(300), Runs = 5 }, cancel: TestContext.Current.CancellationToken);

        Assert.Equal(exact, bound.LogLikelihood, 0.1);
    }

    [Fact]
    public void The_pseudo_likelihood_of_pixels_and_labels_sums_over_each_unit_and_block()
    {
        ClassificationRbm rbm = EnumeratedClassifier.Random(Visible, Classes, Hidden, seed: 3);
        EnumeratedClassifier exact = new(rbm);
        MachineData data = JointData(Examples, seed: 4);
        double expected = Numbers(data).Average(pair =>
            Enumerable.Range(0, Visible).Sum(i =>
                LogWeight(exact, pair.V, pair.Y) - SmallMachines.LogSum([LogWeight(exact, pair.V, pair.Y), LogWeight(exact, pair.V ^ (1 << i), pair.Y)]))
            + LogWeight(exact, pair.V, pair.Y) - SmallMachines.LogSum(Enumerable.Range(0, Classes).Select(y => LogWeight(exact, pair.V, y))));

        Assert.Equal(expected, PseudoLikelihood.OverAllUnits(rbm.Machine, data), 1e-9 * Math.Abs(expected));

        // Each of many copies draws its own unit or block.
        MachineData many = JointData(4000, seed: 4);
        double all = PseudoLikelihood.OverAllUnits(rbm.Machine, many);
        Assert.Equal(all, PseudoLikelihood.OverSampledUnits(rbm.Machine, many, seed: 1), 0.2);
    }

    [Fact]
    public void Reconstructions_and_activations_are_those_of_hidden_means_given_pixels_and_labels()
    {
        ClassificationRbm rbm = EnumeratedClassifier.Random(Visible, Classes, Hidden, seed: 3);
        MachineData data = JointData(Examples, seed: 4);
        double squared = 0, crossEntropy = 0;
        double[] activations = new double[Hidden];
        foreach ((int v, int y) in Numbers(data))
        {
            double[] h = [.. Enumerable.Range(0, Hidden).Select(j => Logistic(
                SmallMachines.Bias(rbm.Hidden)[j] + rbm.LabelCoupling.Weights[y, j] + Enumerable.Range(0, Visible)
                    .Sum(i => (v >> i & 1) * (double)rbm.Coupling.Weights[i, j])))];
            for (int j = 0; j < Hidden; j++)
                activations[j] += h[j] / Examples;
            for (int i = 0; i < Visible; i++)
            {
                double r = Logistic(SmallMachines.Bias(rbm.Visible)[i] + Enumerable.Range(0, Hidden).Sum(j => h[j] * rbm.Coupling.Weights[i, j])),
                    x = v >> i & 1;
                squared += (x - r) * (x - r) / Examples;
                crossEntropy -= Math.Log(x == 1 ? r : 1 - r) / Examples;
            }

            double[] scores = [.. Enumerable.Range(0, Classes)
                .Select(c => SmallMachines.Bias(rbm.Label)[c] + Enumerable.Range(0, Hidden).Sum(j => h[j] * (double)rbm.LabelCoupling.Weights[c, j]))];
            for (int c = 0; c < Classes; c++)
            {
                double p = Math.Exp(scores[c] - SmallMachines.LogSum(scores)), x = c == y ? 1 : 0;
                squared += (x - p) * (x - p) / Examples;
                crossEntropy -= x * Math.Log(p) / Examples;
            }
        }

        ReconstructionError found = ReconstructionError.Of(rbm.Machine, data);
        UnitDiagnostics diagnostics = UnitDiagnostics.Of(rbm.Machine, data);

        Assert.Equal(squared, found.Squared, 1e-5);
        Assert.Equal(crossEntropy, found.CrossEntropy, 1e-5);
        TinyTraining.AssertClose(activations, diagnostics.MeanActivations, 1e-5);
    }

    [Fact]
    public void The_exact_gradient_of_pixels_and_labels_is_that_of_the_joint_log_likelihood()
    {
        foreach (int hidden in (int[])[2, 6])
        {
            ClassificationRbm rbm = EnumeratedClassifier.Random(Visible, Classes, hidden, seed: 3);
            MachineData data = JointData(Examples, seed: 4);
            EnumeratedClassifier exact = new(rbm);
            double LogLikelihood() => Numbers(data).Average(pair => LogWeight(exact, pair.V, pair.Y)) - LogPartition(exact);
            double[] expected = new double[exact.Parameters.Length];
            for (int k = 0; k < expected.Length; k++)
            {
                double at = exact.Parameters[k];
                exact.Parameters[k] = at + 1e-5;
                double up = LogLikelihood();
                exact.Parameters[k] = at - 1e-5;
                expected[k] = (up - LogLikelihood()) / 2e-5;
                exact.Parameters[k] = at;
            }

            Dictionary<Layer, ExampleSource> sources = new()
            {
                [rbm.Visible] = Source(data, 0),
                [rbm.Label] = Source(data, 1),
            };
            EnergyLearner learner = new(new ExactGradient(rbm.Machine), new MomentumOptimizer(), sources, TinyTraining.Plain, seed: 1);
            TinyTraining.Run(learner, 0, 1, epochs: 10);

            TinyTraining.AssertClose(expected, [.. EnumeratedClassifier.Read(rbm).Select((x, k) => x - exact.Parameters[k])], 2e-5);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_machine_of_coupled_visible_units_is_evaluated_over_all_its_states(bool withHidden)
    {
        Layer visible = new("visible", LayerRole.Visible, new Bernoulli(SmallMachines.Normal(Device.Default, 0.5, 3, 1, 5)));
        Layer hidden = new("hidden", LayerRole.Hidden, new Bernoulli(SmallMachines.Normal(Device.Default, 0.5, 3, 2, 3)));
        LateralCoupling lateral = new(visible, LateralCouplingTests.Symmetric(5, 0.7, 3));
        BoltzmannMachine machine = withHidden
            ? new([visible, hidden], [lateral, new DenseCoupling(visible, hidden, SmallMachines.Normal(Device.Default, 0.7, 3, 3, 5, 3))])
            : new([visible], [lateral]);
        BoltzmannGibbs exact = BoltzmannGibbs.Of(machine);
        double[] p = exact.MarginalOf([visible]);
        VisibleData data = SmallMachines.Data(SmallMachines.Bits(Examples, 5, 2), blockSize: 4), training = SmallMachines.Data(SmallMachines.Bits(20, 5, 7));
        int[] numbers = SmallMachines.Numbers(data);

        RbmEvaluation found = RbmEvaluation.Of(machine, data, training, cancel: TestContext.Current.CancellationToken);

        Assert.Equal(exact.LogPartition, found.LogPartition.Exact!.Value, 1e-5);
        Assert.Equal(numbers.Average(v => Math.Log(p[v])), found.TestLogLikelihood.Exact!.Value, 1e-5);
        Assert.Equal(numbers.Average(v => Enumerable.Range(0, 5).Sum(i => Math.Log(p[v] / (p[v] + p[v ^ (1 << i)])))),
            PseudoLikelihood.OverAllUnits(machine, data), 1e-5);
        Assert.InRange(found.ReconstructionError, 0, 5);
    }

    [Fact]
    public void Machines_with_coupled_hidden_layers_are_refused()
    {
        BoltzmannMachine machine = BoltzmannMachine.FullyConnected(new Bernoulli(3), new Bernoulli(2));
        VisibleData data = SmallMachines.Data(SmallMachines.Bits(4, 3, 2));

        foreach (Action act in (Action[])[
            () => LikelihoodReport.Of(machine, LogPartitionEstimate.FromExact(0), data), () => ReconstructionError.Of(machine, data), () =>
                UnitDiagnostics.Of(machine, data),
            () => FreeEnergyGap.Of(machine, data, data, 1), () => RbmEvaluation.Of(machine, data), () => PseudoLikelihood.OverAllUnits(machine, data)])
        {
            Assert.Contains("'hidden' and 'hidden' are coupled", Assert.Throws<InvalidOperationException>(act).Message);
        }
    }

    [Fact]
    public void Data_that_do_not_fit_the_visible_layers_are_refused()
    {
        ClassificationRbm rbm = EnumeratedClassifier.Random(Visible, Classes, Hidden, seed: 3);
        VisibleData pixels = SmallMachines.Data(SmallMachines.Bits(4, Visible, 2));

        Assert.Contains("2 visible layers ('visible', 'label')", Assert.Throws<ArgumentException>(() => UnitDiagnostics.Of(rbm.Machine, pixels)).Message);
        Assert.Contains("has 5 examples",
            Assert.Throws<ArgumentException>(() => new MachineData(SmallMachines.Data(SmallMachines.Bits(5, 2, 1)), pixels)).Message);
        MachineData uneven = new(SmallMachines.Data(SmallMachines.Bits(8, Visible, 2), blockSize: 3), SmallMachines.Data(Labels(8, 1), blockSize: 5));
        Assert.Contains("blocks of different sizes", Assert.Throws<ArgumentException>(() => UnitDiagnostics.Of(rbm.Machine, uneven)).Message);
    }

    private static ExampleSource Source(MachineData data, int layer)
    {
        Tensor values = data.Layers[layer].Blocks(Device.Default).Aggregate(Tensor.Zeros(data.Count, data.Layers[layer].Columns), (all, block) =>
        {
            // The data of these tests are one block.
            block.AsTensor().CopyTo(all);
            return all;
        });
        return new ExampleSource(TinyTraining.Data(values), data.Count, 1, Binarization.None, Device.Default);
    }

    private static MachineData JointData(int count, ulong seed) =>
        new(SmallMachines.Data(SmallMachines.Bits(count, Visible, seed)), SmallMachines.Data(Labels(count, seed)));

    private static Tensor Labels(int count, ulong seed)
    {
        Tensor bits = SmallMachines.Bits(count, 2, seed + 100), labels = Tensor.Zeros(count, Classes);
        for (int row = 0; row < count; row++)
            labels[row, (int)(bits[row, 0] + (bits[row, 0] * bits[row, 1]))] = 1;
        return labels;
    }

    private static (int V, int Y)[] Numbers(MachineData data) =>
        [.. SmallMachines.Numbers(data.Layers[0]).Zip(SmallMachines.Numbers(data.Layers[1]), (v, y) =>
            (v, System.Numerics.BitOperations.TrailingZeroCount(y)))];

    private static double LogWeight(EnumeratedClassifier exact, int v, int y) =>
        SmallMachines.LogSum(Enumerable.Range(0, 1 << HiddenOf(exact)).Select(h => exact.NegativeEnergy(v, y, h)));

    private static double LogPartition(EnumeratedClassifier exact) =>
        SmallMachines.LogSum(Enumerable.Range(0, 1 << Visible).SelectMany(v => Enumerable.Range(0, Classes).Select(y => LogWeight(exact, v, y))));

    // Parameters: (Visible + Classes) · hidden weights, and a bias per unit.
    private static int HiddenOf(EnumeratedClassifier exact) => (exact.Parameters.Length - Visible - Classes) / (Visible + Classes + 1);

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
