using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>A classification RBM of Bernoulli units in double. Every quantity is a sum over all states: the oracle for its gradients.</summary>
internal sealed class EnumeratedClassifier
{
    private readonly int _visible;
    private readonly int _hidden;
    private readonly int _classes;

    internal EnumeratedClassifier(ClassificationRbm rbm)
    {
        (_visible, _hidden, _classes) = (rbm.Visible.Units.Count, rbm.Hidden.Units.Count, rbm.Classes);
        Parameters = Read(rbm);
    }

    /// <summary>W and U row by row, then the visible, label and hidden biases.</summary>
    internal double[] Parameters { get; }

    /// <summary>A machine with random parameters.</summary>
    internal static ClassificationRbm Random(int visible, int classes, int hidden, ulong seed, double scale = 1, Device? device = null)
    {
        device ??= Device.Default;
        return new ClassificationRbm(
            new Bernoulli(SmallMachines.Normal(device, scale, seed, 1, visible)),
            new Categorical(SmallMachines.Normal(device, scale, seed, 2, classes), classes),
            new Bernoulli(SmallMachines.Normal(device, scale, seed, 3, hidden)),
            SmallMachines.Normal(device, scale, seed, 4, visible, hidden),
            SmallMachines.Normal(device, scale, seed, 5, classes, hidden));
    }

    internal static double[] Read(ClassificationRbm rbm) =>
    [
        .. new[] { rbm.Coupling.Weights, rbm.LabelCoupling.Weights }.SelectMany(weights => weights.Contiguous().AsSpan().ToArray())
            .Concat(new[] { rbm.Visible, rbm.Label, rbm.Hidden }.SelectMany(layer => layer.Units.Parameters[0].Values.AsSpan().ToArray()))
                .Select(x => (double)x),
    ];

    /// <summary>−E(v, y, h), with the states of Bernoulli units as the bits of a number.</summary>
    internal double NegativeEnergy(int v, int y, int h)
    {
        int labelWeights = _visible * _hidden, visibleBias = labelWeights + (_classes * _hidden), labelBias = visibleBias + _visible,
            hiddenBias = labelBias + _classes;
        double sum = Parameters[labelBias + y];
        for (int i = 0; i < _visible; i++)
            sum += (v >> i & 1) * Parameters[visibleBias + i];
        for (int j = 0; j < _hidden; j++)
        {
            if ((h >> j & 1) == 0)
                continue;
            sum += Parameters[hiddenBias + j] + Parameters[labelWeights + (y * _hidden) + j];
            for (int i = 0; i < _visible; i++)
                sum += (v >> i & 1) * Parameters[(i * _hidden) + j];
        }

        return sum;
    }

    /// <summary>log Σ_h exp(−E(v, y, h)).</summary>
    internal double LogWeight(int v, int y) => SmallMachines.LogSum(Enumerable.Range(0, 1 << _hidden).Select(h => NegativeEnergy(v, y, h)));

    /// <summary>log p(y | v).</summary>
    internal double LogConditional(int v, int y) => LogWeight(v, y) - SmallMachines.LogSum(Enumerable.Range(0, _classes).Select(other => LogWeight(v, other)));

    /// <summary>log p(v, y).</summary>
    internal double LogJoint(int v, int y) => LogWeight(v, y) - LogPartition();

    /// <summary>log p(v).</summary>
    internal double LogMarginal(int v) => SmallMachines.LogSum(Enumerable.Range(0, _classes).Select(y => LogWeight(v, y))) - LogPartition();

    /// <summary>Central differences of a function of the parameters.</summary>
    internal double[] GradientOf(Func<double> function)
    {
        const double Step = 1e-5;
        double[] gradient = new double[Parameters.Length];
        for (int k = 0; k < gradient.Length; k++)
        {
            double at = Parameters[k];
            Parameters[k] = at + Step;
            double up = function();
            Parameters[k] = at - Step;
            gradient[k] = (up - function()) / (2 * Step);
            Parameters[k] = at;
        }

        return gradient;
    }

    private double LogPartition() =>
        SmallMachines.LogSum(Enumerable.Range(0, 1 << _visible).SelectMany(v => Enumerable.Range(0, _classes).Select(y => LogWeight(v, y))));
}
