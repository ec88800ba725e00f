using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>One step of a classification RBM on a few examples.</summary>
internal static class ClassifierLearning
{
    internal static Dataset Data(Tensor values, int[] labels) => new("bits", new FloatExamples(values), ItemShape.Vector(values.Columns)) { Labels = labels };

    /// <summary>A learner that sees all examples at every step.</summary>
    internal static EnergyLearner FullBatch(
        ClassificationRbm rbm, GradientEstimator estimator, Dataset data, EnergyLearningOptions? options = null, float[]? weights = null, int? known = null)
    {
        Device device = rbm.Coupling.Weights.Device;
        Dictionary<Layer, ExampleSource> sources = new()
        {
            [rbm.Visible] = new ExampleSource(data, data.Count, 1, Binarization.None, device) { Weights = weights },
            [rbm.Label] = new ExampleSource(LabelExamples.Of(data, known, rbm.Classes), data.Count, 1, Binarization.None, device),
        };
        return new EnergyLearner(estimator, new MomentumOptimizer(), sources, options ?? TinyTraining.Plain, seed: 1);
    }

    /// <summary>Returns the change of the parameters in one step.</summary>
    internal static double[] StepOf(ClassificationRbm rbm, EnergyLearner learner, long step = 0)
    {
        double[] before = EnumeratedClassifier.Read(rbm);
        TinyTraining.Run(learner, step, step + 1, epochs: 10);
        return [.. EnumeratedClassifier.Read(rbm).Select((x, k) => x - before[k])];
    }
}
