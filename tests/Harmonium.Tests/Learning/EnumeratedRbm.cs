using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Tests.Evaluation;

namespace Harmonium.Tests;

/// <summary>An RBM of Bernoulli units in double, with every quantity computed by summing over all joint states: the reference for gradients.</summary>
internal sealed class EnumeratedRbm
{
    private readonly int _visible;
    private readonly int _hidden;

    internal EnumeratedRbm(RestrictedBoltzmannMachine rbm)
    {
        _visible = rbm.Visible.Units.Count;
        _hidden = rbm.Hidden.Units.Count;
        Parameters = Read(rbm);
    }

    /// <summary>The parameters: W row by row, then the visible biases, then the hidden ones.</summary>
    internal double[] Parameters { get; }

    internal int WeightCount => _visible * _hidden;

    internal static double[] Read(RestrictedBoltzmannMachine rbm) =>
    [
        .. rbm.Weights.Contiguous().AsSpan().ToArray().Select(x => (double)x),
        .. SmallMachines.Bias(rbm.Visible).AsSpan().ToArray().Select(x => (double)x),
        .. SmallMachines.Bias(rbm.Hidden).AsSpan().ToArray().Select(x => (double)x),
    ];

    /// <summary>Σ weight · log p(v) over examples given as the rows of a tensor.</summary>
    internal double LogLikelihood(Tensor examples, double[] weights)
    {
        double[] logWeights = [.. Enumerable.Range(0, 1 << _visible).Select(LogWeight)];
        double log = SmallMachines.LogSum(logWeights);
        return Enumerable.Range(0, examples.Rows).Sum(row => weights[row] * (logWeights[Number(examples, row)] - log));
    }

    internal double Probability(int v) => Math.Exp(LogWeight(v) - SmallMachines.LogSum(Enumerable.Range(0, 1 << _visible).Select(LogWeight)));

    /// <summary>p(h_j = 1 | v).</summary>
    internal double MeanHidden(int v, int j)
    {
        double input = Parameters[WeightCount + _visible + j];
        for (int i = 0; i < _visible; i++)
            input += (v >> i & 1) * Parameters[(i * _hidden) + j];
        return 1 / (1 + Math.Exp(-input));
    }

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

    /// <summary>⟨v_i m_j⟩, ⟨v_i⟩ and ⟨m_j⟩, where m are the hidden means, under probabilities of the visible states, in the order of the parameters.</summary>
    internal double[] Moments(Func<int, double> probability)
    {
        double[] moments = new double[Parameters.Length];
        for (int v = 0; v < 1 << _visible; v++)
        {
            double[] statistics = Statistics(v);
            double p = probability(v);
            for (int k = 0; k < moments.Length; k++)
                moments[k] += p * statistics[k];
        }

        return moments;
    }

    /// <summary>The variance of each statistic over one sample of the model.</summary>
    internal double[] Variances()
    {
        double[] mean = Moments(Probability), square = new double[mean.Length];
        for (int v = 0; v < 1 << _visible; v++)
        {
            double[] statistics = Statistics(v);
            double p = Probability(v);
            for (int k = 0; k < mean.Length; k++)
                square[k] += p * statistics[k] * statistics[k];
        }

        return [.. square.Select((x, k) => x - (mean[k] * mean[k]))];
    }

    internal static int Number(Tensor examples, int row) => Enumerable.Range(0, examples.Columns).Sum(i => (int)examples[row, i] << i);

    private double[] Statistics(int v)
    {
        double[] hidden = [.. Enumerable.Range(0, _hidden).Select(j => MeanHidden(v, j))];
        return
        [
            .. Enumerable.Range(0, WeightCount).Select(k => (v >> (k / _hidden) & 1) * hidden[k % _hidden]),
            .. Enumerable.Range(0, _visible).Select(i => (double)(v >> i & 1)),
            .. hidden,
        ];
    }

    private double LogWeight(int v)
    {
        double sum = 0;
        for (int i = 0; i < _visible; i++)
            sum += (v >> i & 1) * Parameters[WeightCount + i];
        for (int j = 0; j < _hidden; j++)
        {
            double input = Parameters[WeightCount + _visible + j];
            for (int i = 0; i < _visible; i++)
                input += (v >> i & 1) * Parameters[(i * _hidden) + j];
            sum += Math.Log(1 + Math.Exp(input));
        }

        return sum;
    }
}
