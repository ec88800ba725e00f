using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Networks;

/// <summary>Learns a feed-forward network: batch → forward → loss → backward → a step of every parameter.</summary>
public sealed class NetworkLearner : Learner
{
    private readonly GradientDescent _descent;
    private readonly NetworkExamples _examples;
    private readonly Tape _tape;
    private readonly ulong _seed;

    /// <summary>A learner of a network.</summary>
    /// <param name="network">The network, with its first weights.</param>
    /// <param name="loss">What is made small.</param>
    /// <param name="optimiser">How parameters move.</param>
    /// <param name="examples">The batches.</param>
    /// <param name="options">How far, and with which limits.</param>
    /// <param name="seed">The seed of dropout.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the data do not fit the network.</exception>
    public NetworkLearner(FeedForwardNetwork network, NetworkLoss loss, Optimiser optimiser, NetworkExamples examples, NetworkLearningOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimiser);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        int columns = examples.Batches.Data.Examples.Columns;
        if (columns != network.Input.Columns)
            throw new ArgumentException($"The data set {examples.Batches.Data.Name} has {columns} numbers an example, but the network takes {network.Input.Columns}.", nameof(examples));
        (Network, Loss, _examples, _seed) = (network, loss, examples, seed);
        _tape = new Tape(network.Device);
        bool[] columnsAreUnits = [.. network.Parameters.Select(parameter => network.Layers[LayerOf(parameter)] is DenseLayer)];
        _descent = new GradientDescent(network.Parameters, network.Roles, i => columnsAreUnits[i], optimiser, options);
    }

    /// <summary>The network that is learnt.</summary>
    public FeedForwardNetwork Network { get; }

    /// <summary>What is made small.</summary>
    public NetworkLoss Loss { get; }

    /// <summary>The mean loss of the last batch; NaN before the first.</summary>
    public double LastLoss { get; private set; } = double.NaN;

    /// <summary>What the last step wrote down, with its gradients, until the next step.</summary>
    public Tape Tape => _tape;

    /// <inheritdoc/>
    public override int StepsPerEpoch => _examples.Batches.BatchesPerEpoch;

    /// <inheritdoc/>
    public override IEnumerable<Parameter> Parameters => Network.Parameters;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> State => _descent.State.ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _descent.Restore(state);
    }

    /// <inheritdoc/>
    public override StepReport Step(TrainingTime time)
    {
        _tape.Reset();
        (Tensor inputs, NetworkTargets targets) = _examples.Of(time.Step);
        LossNode loss = Loss.Of(Network.Output(_tape, inputs, learning: true, RandomStream.For(_seed, Purpose.Dropout, time.Step)), targets);
        LastLoss = loss.Value[0];
        return _descent.Step(_tape, loss, time);
    }

    /// <inheritdoc/>
    public override void Finish() => _descent.Finish();

    /// <inheritdoc/>
    public override void Adopt(IReadOnlyDictionary<string, Tensor> parameters) => _descent.Adopt(parameters);

    private static int LayerOf(Parameter parameter) => int.Parse(parameter.Name.Split('.')[1]);
}
