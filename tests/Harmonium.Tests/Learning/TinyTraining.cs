using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Tests.Evaluation;

namespace Harmonium.Tests;

/// <summary>Small learners and measurements on them.</summary>
internal static class TinyTraining
{
    internal static readonly EnergyLearningOptions Plain = new() { LearningRate = 1, Offsets = OffsetKind.None };

    internal static Dataset Data(Tensor values) => new("bits", new FloatExamples(values), ItemShape.Vector(values.Columns));

    /// <summary>Bits that are on with different probabilities, so that the means of units differ from one half.</summary>
    internal static Tensor Uneven(int rows, int columns, ulong seed)
    {
        Tensor a = SmallMachines.Bits(rows, columns, seed), b = SmallMachines.Bits(rows, columns, seed + 1);
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < columns; i++)
                a[row, i] = i % 2 == 0 ? Math.Max(a[row, i], b[row, i]) : a[row, i] * b[row, 0];
        }

        return a;
    }

    /// <summary>A learner that sees all examples at every step.</summary>
    internal static EnergyLearner FullBatch(RestrictedBoltzmannMachine rbm, Tensor examples, EnergyLearningOptions options, GradientEstimator? estimator = null,
        Optimizer? optimizer = null, float[]? weights = null) =>
        new(estimator ?? new ExactGradient(rbm), optimizer ?? new MomentumOptimizer(),
            new ExampleSource(Data(examples), examples.Rows, 1, Binarization.None, rbm.Weights.Device) { Weights = weights }, options, seed: 1);

    internal static void Run(Learner learner, long from, long to, int epochs)
    {
        for (long step = from; step < to; step++)
            learner.Step(new TrainingTime(step, (double)step / learner.StepsPerEpoch, epochs));
    }

    /// <summary>Returns the change of the parameters in one step: weights, visible biases, hidden biases.</summary>
    internal static double[] StepOf(RestrictedBoltzmannMachine rbm, EnergyLearner learner, long step = 0)
    {
        double[] before = EnumeratedRbm.Read(rbm);
        Run(learner, step, step + 1, epochs: 10);
        return [.. EnumeratedRbm.Read(rbm).Select((x, k) => x - before[k])];
    }

    internal static double[] Equal(int count) => [.. Enumerable.Repeat(1.0 / count, count)];

    /// <summary>Copies tensors as if they were read from a file: without gaps between the rows.</summary>
    internal static Dictionary<string, Tensor> Saved(Learner learner) =>
        learner.State.ToDictionary(pair => pair.Key, pair => Tensor.From(pair.Value.Contiguous().AsSpan(), pair.Value.Shape));

    internal static void AssertSame(IReadOnlyDictionary<string, Tensor> expected, IReadOnlyDictionary<string, Tensor> found)
    {
        Assert.Equal(expected.Keys.Order(), found.Keys.Order());
        foreach ((string name, Tensor values) in expected)
            Assert.True(values.Contiguous().AsSpan().SequenceEqual(found[name].Contiguous().AsSpan()), $"{name} differs: {values} and {found[name]}");
    }

    internal static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<double> found, double tolerance)
    {
        Assert.Equal(expected.Count, found.Count);
        for (int k = 0; k < expected.Count; k++)
            Assert.Equal(expected[k], found[k], tolerance);
    }
}
