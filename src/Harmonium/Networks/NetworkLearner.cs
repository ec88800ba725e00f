using Harmonium.Errors;
using Harmonium.Learning;
using Harmonium.Learning.LineSearch;
using Harmonium.Learning.Optimizers;
using Harmonium.Networks.Layers;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Networks;

/// <summary>Trains a feed-forward network by backpropagation, with one or several updates of the parameters per batch.</summary>
public sealed class NetworkLearner : Learner
{
    private readonly NetworkDescent _descent;
    private readonly NetworkExamples _examples;
    private readonly Tape _tape;
    private readonly ulong _seed;

    /// <summary>Creates a learner with one gradient per step.</summary>
    /// <param name="network">The network, with initial weights.</param>
    /// <param name="loss">The loss to minimize.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="examples">The batches.</param>
    /// <param name="options">The learning rates and limits.</param>
    /// <param name="seed">The seed of dropout.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the data do not fit the network.</exception>
    public NetworkLearner(FeedForwardNetwork network, NetworkLoss loss, Optimizer optimizer, NetworkExamples examples,
        NetworkLearningOptions options, ulong seed)
        : this(network, loss, examples, seed, DescentOf(network, optimizer, options))
    {
    }

    /// <summary>
    /// Creates a learner with several line searches per step, on one batch with the same dropout (Hinton &amp; Salakhutdinov 2006: three per batch of 1000).
    /// The minimizer restarts with each batch, so a saved training contains only the parameters. L2 is part of the objective.
    /// </summary>
    /// <param name="network">The network, with initial weights.</param>
    /// <param name="loss">The loss to minimize.</param>
    /// <param name="minimizer">The minimizer, with the number of line searches per step.</param>
    /// <param name="examples">The batches: large ones, or all examples.</param>
    /// <param name="options">The weight decay and averaging; learning rate and momentum have no effect.</param>
    /// <param name="seed">The seed of dropout.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of range or not supported by a line search (L1, a maximum norm, a gradient norm), or the data do not fit the network.
    /// </exception>
    internal NetworkLearner(FeedForwardNetwork network, NetworkLoss loss, BatchMinimizer minimizer, NetworkExamples examples,
        NetworkLearningOptions options, ulong seed)
        : this(network, loss, examples, seed, DescentOf(network, minimizer, options))
    {
    }

    private NetworkLearner(FeedForwardNetwork network, NetworkLoss loss, NetworkExamples examples, ulong seed, NetworkDescent descent)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(examples);
        int columns = examples.Batches.Data.Examples.Columns;
        if (columns != network.Input.Columns)
            throw new ArgumentException($"The data set {examples.Batches.Data.Name} has {columns} values per example, but the network takes " +
                $"{network.Input.Columns}.", nameof(examples));
        if (examples.InputTargets != InputTargets.None && network.Outputs != columns)
        {
            throw new ArgumentException(
                $"The network has {network.Outputs} outputs, but must reconstruct the {columns} values of an example. Use {columns} units in its last layer.",
                nameof(examples));
        }

        (Network, Loss, _examples, _seed, _descent) = (network, loss, examples, seed, descent);
        _tape = new Tape(network.Device);
    }

    /// <summary>The network that is trained.</summary>
    public FeedForwardNetwork Network { get; }

    /// <summary>The loss to minimize.</summary>
    public NetworkLoss Loss { get; }

    /// <summary>The mean loss of the last batch, before its step; NaN before the first.</summary>
    public double LastLoss => _descent.LastLoss;

    /// <summary>The tape of the last step, with its gradients. Valid until the next step.</summary>
    internal Tape Tape => _tape;

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
    /// <exception cref="DivergedException">The loss is not finite at the start of a line search.</exception>
    public override StepReport Step(TrainingTime time)
    {
        (Tensor inputs, NetworkTargets targets) = _examples.Of(time.Step);
        return _descent.Step(_tape, Pass, time);

        LossNode Pass()
        {
            _tape.Reset();
            return Loss.Of(Network.Output(_tape, inputs, learning: true, RandomStream.For(_seed, Purpose.Dropout, time.Step)), targets);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Normalization layers receive the statistics of all examples. Running statistics cover only the last batches, and parameters before averaging.
    /// </remarks>
    public override void Finish()
    {
        _descent.Finish();
        Network.MeasureStatistics(Enumerable.Range(0, StepsPerEpoch).Select(step => _examples.Of(step).Inputs));
    }

    /// <inheritdoc/>
    public override void Adopt(IReadOnlyDictionary<string, Tensor> parameters) => _descent.Adopt(parameters);

    private static GradientDescent DescentOf(FeedForwardNetwork network, Optimizer optimizer, NetworkLearningOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(options);
        bool[] columnsAreUnits = [.. network.Parameters.Select(parameter => network.Layers[LayerOf(parameter)] is DenseLayer)];
        return new GradientDescent(network.Parameters, network.Roles, i => columnsAreUnits[i], optimizer, options);
    }

    private static LineSearchDescent DescentOf(FeedForwardNetwork network, BatchMinimizer minimizer, NetworkLearningOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(minimizer);
        ArgumentNullException.ThrowIfNull(options);
        return new LineSearchDescent(network.Parameters, network.Roles, minimizer, options);
    }

    private static int LayerOf(Parameter parameter) => int.Parse(parameter.Name.Split('.')[1]);
}
