using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Deep;

/// <summary>
/// log p(v) of a belief network, without log Z of its top RBM. With w(h) = p*(v, h) / q(h | v), where h are the hidden layers x₁, …, xₙ below the top and
/// p* is p times Z, the variational bound is E_q[log w] ≤ log p*(v) (Hinton, Osindero, Teh 2006, eq. 8; Salakhutdinov &amp; Murray 2008, section 5).
/// If the hidden layers have few states, they are enumerated: the bound and log p*(v) = log Σₕ p*(v, h) are then exact. Otherwise h is drawn from q. The mean
/// of log w estimates the bound, and the logarithm of the mean of w is a tighter bound of log p*(v) in expectation (Burda, Grosse, Salakhutdinov 2016, eq. 8).
/// The parameters of the network must not change while this object is in use.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="seed">The seed of the draws.</param>
/// <param name="enumerates">False to draw even where the hidden layers can be enumerated.</param>
internal sealed class VariationalBound(BeliefNetwork network, ulong seed = 1, bool enumerates = true)
{
    /// <summary>The number of draws of the hidden layers per example.</summary>
    public const int Draws = 20;

    /// <summary>The largest number of hidden units below the top with enumerated states: 2¹⁰ states per example.</summary>
    public const int Limit = 10;

    // The first branch of the draws in the random stream of a block, above those of other evaluations.
    private const int FirstBranch = 1 << 10;

    private readonly Lazy<HiddenStates> _states = new(() => new HiddenStates(network));

    /// <summary>True if the expectations are exact.</summary>
    public bool IsExact { get; } = network.Layers.Count == 0 || (enumerates && network.Layers.Sum(layer => layer.Rbm.Hidden.Units.Count) <= Limit
        && network.Layers.All(layer => layer.Rbm.Hidden.Units is Bernoulli));

    /// <summary>How the expectations are computed, in words.</summary>
    public string Method => network.Layers.Count == 0 ? "exact, because there are no hidden layers below the top RBM"
        : IsExact ? "exact expectation over all states of the hidden layers"
        : $"{Draws} draws of the hidden layers per example";

    /// <summary>Computes the bound and the estimate of log p*(v) of each example, [batch], in nats.</summary>
    /// <param name="inputs">The examples v, [batch, inputs].</param>
    /// <param name="block">The number of the block of examples, which gives each block its own random numbers.</param>
    public (double[] Bound, double[] LogLikelihood) Of(States inputs, int block = 0)
    {
        if (network.Layers.Count == 0)
        {
            double[] exact = [.. network.TopFreeEnergy(inputs).Select(energy => -energy)];
            return (exact, exact);
        }

        return IsExact ? _states.Value.Of(inputs) : Sampled(inputs, RandomStream.For(seed, Purpose.Evaluation, block));
    }

    private (double[] Bound, double[] LogLikelihood) Sampled(States inputs, RandomStream random)
    {
        double[] bound = new double[inputs.Rows];
        LogSumExp[] sums = [.. bound.Select(_ => new LogSumExp())];
        for (int draw = 0; draw < Draws; draw++)
        {
            double[] weights = LogWeights(network.SampleUp(inputs, random, FirstBranch + (draw * network.Layers.Count)));
            for (int row = 0; row < bound.Length; row++)
            {
                bound[row] += weights[row] / Draws;
                sums[row].Add(weights[row]);
            }
        }

        return (bound, [.. sums.Select(sum => sum.Value - Math.Log(Draws))]);
    }

    /// <summary>log w = Σᵢ [log p(xᵢ | xᵢ₊₁) − log q(xᵢ₊₁ | xᵢ)] − F(xₙ) of each example.</summary>
    private double[] LogWeights(States[] states)
    {
        double[] weights = [.. network.TopFreeEnergy(states[^1]).Select(energy => -energy)];
        for (int i = 0; i < network.Layers.Count; i++)
        {
            Add(weights, network.Layers[i].LogGenerative(states[i], states[i + 1]), 1);
            Add(weights, network.Layers[i].LogRecognition(states[i], states[i + 1]), -1);
        }

        return weights;
    }

    private static void Add(double[] into, double[] values, double sign)
    {
        for (int i = 0; i < into.Length; i++)
            into[i] += sign * values[i];
    }

    /// <summary>All joint states s of the hidden layers, with the parts of the sums that do not depend on the example.</summary>
    private sealed class HiddenStates
    {
        private readonly DirectedLayer _lowest;
        private readonly States _first;
        private readonly Tensor _input;
        private readonly double[] _generative;
        private readonly double[] _recognition;
        private readonly double[] _visiblePartition;
        private readonly double[] _firstEnergy;

        internal HiddenStates(BeliefNetwork network)
        {
            Layer[] layers = [.. network.Layers.Select(layer => layer.Rbm.Hidden)];
            // The layers of different RBMs share a name, so each is listed by its number.
            Layer[] numbered = [.. layers.Select((layer, i) => new Layer($"hidden{i + 1}", layer.Role, layer.Units))];
            MachineState all = new StateSpace(numbered).All;
            States[] states = [.. numbered.Select(layer => all[layer])];
            _lowest = network.Layers[0];
            _first = states[0];
            _generative = [.. network.TopFreeEnergy(states[^1]).Select(energy => -energy)];
            _recognition = new double[_generative.Length];
            for (int i = 1; i < network.Layers.Count; i++)
            {
                Add(_generative, network.Layers[i].LogGenerative(states[i - 1], states[i]), 1);
                Add(_recognition, network.Layers[i].LogRecognition(states[i - 1], states[i]), 1);
            }

            _input = _lowest.InputBelow(_first);
            _visiblePartition = _lowest.Rbm.Visible.Units.LogPartition(_input);
            _firstEnergy = _lowest.Rbm.Hidden.Units.Energy(_first);
        }

        /// <summary>Sums over all states: log p(v | x₁) and log q(x₁ | v) of all pairs of examples and states are two products of matrices.</summary>
        internal (double[] Bound, double[] LogLikelihood) Of(States inputs)
        {
            Tensor recognition = _lowest.InputAbove(inputs), generated = inputs.Multiply(_input, transposeMatrix: true),
                recognized = recognition.Multiply(_first.AsTensor(), transposeRight: true);
            double[] energy = _lowest.Rbm.Visible.Units.Energy(inputs), partition = _lowest.Rbm.Hidden.Units.LogPartition(recognition);
            double[] bound = new double[inputs.Rows], logLikelihood = new double[inputs.Rows];
            for (int row = 0; row < bound.Length; row++)
            {
                LogSumExp sum = new();
                for (int s = 0; s < _generative.Length; s++)
                {
                    double joint = generated[row, s] - energy[row] - _visiblePartition[s] + _generative[s];
                    double posterior = recognized[row, s] - _firstEnergy[s] - partition[row] + _recognition[s];
                    sum.Add(joint);
                    bound[row] += Math.Exp(posterior) * (joint - posterior);
                }

                logLikelihood[row] = sum.Value;
            }

            return (bound, logLikelihood);
        }
    }
}
