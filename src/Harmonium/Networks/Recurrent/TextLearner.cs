using Harmonium.Learning;
using Harmonium.Learning.Optimizers;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Networks.Recurrent;

/// <summary>
/// Trains a recurrent network on a text by truncated backpropagation through time: states continue from step to step, gradients do not.
/// </summary>
internal sealed class TextLearner : Learner
{
    private readonly GradientDescent _descent;
    private readonly TextStreams _streams;
    private readonly Tape _tape;
    private readonly IReadOnlyList<Tensor> _carried;
    private readonly ulong _seed;

    /// <summary>Creates a learner of a network.</summary>
    /// <param name="network">The network, with initial weights.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="streams">The text.</param>
    /// <param name="options">The learning rates and limits.</param>
    /// <param name="seed">The seed of dropout.</param>
    public TextLearner(RecurrentNetwork network, Optimizer optimizer, TextStreams streams, NetworkLearningOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(streams);
        ArgumentNullException.ThrowIfNull(options);
        (Network, _streams, _seed) = (network, streams, seed);
        _tape = new Tape(network.Device);
        _carried = network.EmptyState(streams.Batch);
        _descent = new GradientDescent(network.Parameters, network.Roles, _ => true, optimizer, options);
    }

    /// <summary>The network that is trained.</summary>
    public RecurrentNetwork Network { get; }

    /// <summary>The mean loss of the last step in nats per character; NaN before the first.</summary>
    public double LastLoss => _descent.LastLoss;

    /// <inheritdoc/>
    public override int StepsPerEpoch => _streams.StepsPerEpoch;

    /// <inheritdoc/>
    public override IEnumerable<Parameter> Parameters => Network.Parameters;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> State =>
        _descent.State.Concat(_carried.Select((tensor, i) => KeyValuePair.Create($"carried.{i}", tensor))).ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _descent.Restore(state);
        for (int i = 0; i < _carried.Count; i++)
            SavedState.Find(state, $"carried.{i}").CopyTo(_carried[i]);
    }

    /// <inheritdoc/>
    public override StepReport Step(TrainingTime time)
    {
        _tape.Reset();
        if (time.Step % StepsPerEpoch == 0)
        {
            foreach (Tensor tensor in _carried)
                tensor.Scale(0);
        }

        (int[] codes, int[] next) = _streams.Of(time.Step);
        LossNode loss = Network.Read(_tape, codes, _carried, learning: true, RandomStream.For(_seed, Purpose.Dropout, time.Step)).SoftmaxCrossEntropy(next);
        return _descent.Step(_tape, () => loss, time);
    }

    /// <inheritdoc/>
    public override void Finish() => _descent.Finish();

    /// <inheritdoc/>
    public override void Adopt(IReadOnlyDictionary<string, Tensor> parameters) => _descent.Adopt(parameters);
}
