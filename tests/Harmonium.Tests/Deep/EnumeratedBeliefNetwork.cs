using Harmonium.Deep;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests.Deep;

/// <summary>
/// A belief network of Bernoulli units in double, with every quantity computed by summing over all joint states of its layers: the reference for bounds,
/// samples and gradients. A state is the number of its bits; bit i is unit i.
/// </summary>
internal sealed class EnumeratedBeliefNetwork
{
    private readonly double[][,] _generative;
    private readonly double[][,] _recognition;
    private readonly double[][] _generativeBias;
    private readonly double[][] _recognitionBias;
    private readonly double[,] _top;
    private readonly double[] _visibleBias;
    private readonly double[] _hiddenBias;
    private readonly double[,]? _labels;
    private readonly double[] _labelBias;

    internal EnumeratedBeliefNetwork(BeliefNetwork network)
    {
        _generative = [.. network.Layers.Select(layer => Matrix(layer.Rbm.Weights))];
        _recognition = [.. network.Layers.Select(layer => Matrix(layer.Recognition.Weights))];
        _generativeBias = [.. network.Layers.Select(layer => Vector(layer.Rbm.Visible))];
        _recognitionBias = [.. network.Layers.Select(layer => Vector(layer.Rbm.Hidden))];
        _top = Matrix(network.TopMachine.Couplings[0].Parameters[0].Values);
        (_visibleBias, _hiddenBias) = (Vector(network.TopVisible), Vector(network.TopHidden));
        _labels = network.Joint is { } joint ? Matrix(joint.LabelCoupling.Weights) : null;
        _labelBias = network.Label is { } label ? Vector(label) : [];
        Sizes = [.. network.Layers.Select(layer => layer.Rbm.Visible.Units.Count), network.TopVisible.Units.Count];
    }

    /// <summary>The number of units of x₀, …, xₙ.</summary>
    internal int[] Sizes { get; }

    /// <summary>The number of states of the inputs.</summary>
    internal int Inputs => 1 << Sizes[0];

    /// <summary>log Z of the top RBM.</summary>
    internal double LogPartition => SmallMachines.LogSum(Enumerable.Range(0, 1 << Sizes[^1]).Select(x => MinusTopFreeEnergy(x, null)));

    /// <summary>Creates a network of Bernoulli units with random parameters and recognition weights of its own.</summary>
    internal static BeliefNetwork Random(ulong seed, double scale, int classes, int hidden, params int[] sizes)
    {
        DirectedLayer[] layers = [.. sizes.Zip(sizes.Skip(1)).Select((pair, i) => new DirectedLayer(
            SmallMachines.Random(pair.First, pair.Second, scale, seed + (ulong)i),
            SmallMachines.Normal(Device.Default, scale, seed, 10 + i, pair.First, pair.Second)))];
        RestrictedBoltzmannMachine top = SmallMachines.Random(sizes[^1], hidden, scale, seed + 100);
        return classes == 0 ? new BeliefNetwork(layers, top) : new BeliefNetwork(layers, new ClassificationRbm(
            top.Visible.Units, new Categorical(SmallMachines.Normal(Device.Default, scale, seed, 20, classes), classes), (Bernoulli)top.Hidden.Units,
            top.Weights, SmallMachines.Normal(Device.Default, scale, seed, 21, classes, hidden)));
    }

    /// <summary>All states of n units as a tensor, [2ⁿ, n].</summary>
    internal static Tensor AllStates(int units)
    {
        Tensor all = Tensor.Zeros(1 << units, units);
        for (int number = 0; number < all.Rows; number++)
        {
            for (int i = 0; i < units; i++)
                all[number, i] = number >> i & 1;
        }

        return all;
    }

    /// <summary>log p(v), or log p(v, y) of a class, plus log Z.</summary>
    internal double LogLikelihood(int v, int? label = null) => SmallMachines.LogSum(Hidden().Select(h => LogJoint([v, .. h], label)));

    /// <summary>E_q[log p(v, h) − log q(h | v)], or that of log p(v, y, h), plus log Z.</summary>
    internal double Bound(int v, int? label = null) => Hidden().Sum(h =>
    {
        double log = LogRecognition([v, .. h]);
        return Math.Exp(log) * (LogJoint([v, .. h], label) - log);
    });

    /// <summary>Returns p of every joint state x₀, …, xₙ.</summary>
    internal IReadOnlyList<(int[] State, double Probability)> Joint()
    {
        double log = LogPartition;
        return [.. Enumerable.Range(0, Inputs).SelectMany(v => Hidden().Select(h => (int[])[v, .. h])).Select(x => (x, Math.Exp(LogJoint(x, null) - log)))];
    }

    /// <summary>log q(x₁, …, xₙ | x₀).</summary>
    internal double LogRecognition(int[] x)
    {
        double sum = 0;
        for (int i = 0; i < _recognition.Length; i++)
        {
            (int below, int above, double[,] weights) = (x[i], x[i + 1], _recognition[i]);
            for (int j = 0; j < Sizes[i + 1]; j++)
                sum += LogBernoulli(above >> j & 1, _recognitionBias[i][j] + Enumerable.Range(0, Sizes[i]).Sum(k => (below >> k & 1) * weights[k, j]));
        }

        return sum;
    }

    /// <summary>
    /// Central differences of a function of the parameters, by the names of the parameters: of the network's generative parameters, or of its recognition
    /// parameters.
    /// </summary>
    internal Dictionary<string, double[]> GradientOf(Func<double> function, bool recognition)
    {
        Dictionary<string, double[]> gradients = [];
        for (int i = 0; i < _generative.Length; i++)
        {
            string part = BeliefNetwork.PartOf(i);
            if (recognition)
            {
                gradients.Add($"{part}recognition.weights", Differences(_recognition[i], function));
                gradients.Add($"{part}layers.hidden.bias", Differences(_recognitionBias[i], function));
            }
            else
            {
                gradients.Add($"{part}couplings.0.weights", Differences(_generative[i], function));
                gradients.Add($"{part}layers.visible.bias", Differences(_generativeBias[i], function));
            }
        }

        if (recognition)
            return gradients;
        gradients.Add("top.couplings.0.weights", Differences(_top, function));
        gradients.Add("top.layers.visible.bias", Differences(_visibleBias, function));
        gradients.Add("top.layers.hidden.bias", Differences(_hiddenBias, function));
        if (_labels is not null)
        {
            gradients.Add("top.couplings.1.weights", Differences(_labels, function));
            gradients.Add("top.layers.label.bias", Differences(_labelBias, function));
        }

        return gradients;
    }

    private IEnumerable<int[]> Hidden()
    {
        IEnumerable<int[]> states = [[]];
        return Sizes.Skip(1).Aggregate(states, (before, units) => before.SelectMany(h => Enumerable.Range(0, 1 << units).Select(x => (int[])[.. h, x])));
    }

    private double LogJoint(int[] x, int? label)
    {
        double sum = MinusTopFreeEnergy(x[^1], label);
        for (int i = 0; i < _generative.Length; i++)
        {
            (int below, int above, double[,] weights) = (x[i], x[i + 1], _generative[i]);
            for (int k = 0; k < Sizes[i]; k++)
                sum += LogBernoulli(below >> k & 1, _generativeBias[i][k] + Enumerable.Range(0, Sizes[i + 1]).Sum(j => (above >> j & 1) * weights[k, j]));
        }

        return sum;
    }

    private double MinusTopFreeEnergy(int x, int? label)
    {
        double bias = Enumerable.Range(0, Sizes[^1]).Sum(k => (x >> k & 1) * _visibleBias[k]);
        if (_labels is null)
            return bias + OfHidden(null);
        return bias + (label is { } y ? _labelBias[y] + OfHidden(y) : SmallMachines.LogSum(Enumerable.Range(0, _labelBias.Length).Select(y =>
            _labelBias[y] + OfHidden(y))));

        double OfHidden(int? y) => Enumerable.Range(0, _hiddenBias.Length).Sum(j => Softplus(
            _hiddenBias[j] + (y is { } of ? _labels![of, j] : 0) + Enumerable.Range(0, Sizes[^1]).Sum(k => (x >> k & 1) * _top[k, j])));
    }

    private static double LogBernoulli(int x, double input) => (x * input) - Softplus(input);

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    private static double[] Differences(Array parameters, Func<double> function)
    {
        const double Step = 1e-5;
        int columns = parameters.Rank == 2 ? parameters.GetLength(1) : 1;
        double[] gradient = new double[parameters.Length];
        for (int n = 0; n < gradient.Length; n++)
        {
            int[] place = parameters.Rank == 2 ? [n / columns, n % columns] : [n];
            double at = (double)parameters.GetValue(place)!;
            parameters.SetValue(at + Step, place);
            double up = function();
            parameters.SetValue(at - Step, place);
            gradient[n] = (up - function()) / (2 * Step);
            parameters.SetValue(at, place);
        }

        return gradient;
    }

    private static double[,] Matrix(Tensor values)
    {
        double[,] matrix = new double[values.Rows, values.Columns];
        for (int row = 0; row < values.Rows; row++)
        {
            for (int column = 0; column < values.Columns; column++)
                matrix[row, column] = values[row, column];
        }

        return matrix;
    }

    private static double[] Vector(Layer layer) => [.. layer.Units.Parameters[0].Values.AsSpan().ToArray().Select(x => (double)x)];
}
