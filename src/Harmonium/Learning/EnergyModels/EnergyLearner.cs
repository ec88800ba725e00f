using Harmonium.Couplings;
using Harmonium.Data;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Learning.Penalties;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Learning.EnergyModels;

/// <summary>
/// Learns an energy model: examples → statistics under data and model → a step of every coupling and every layer's own
/// parameters up the log-likelihood. The plain, the centred and the enhanced gradient are one path with different offsets.
/// </summary>
public sealed class EnergyLearner : Learner
{
    private readonly GradientEstimator _estimator;
    private readonly Optimiser _optimiser;
    private readonly EnergyLearningOptions _options;
    private readonly IReadOnlyDictionary<Layer, ExampleSource> _examples;
    private readonly ExampleSource _first;
    private readonly LayerGradients _layers;
    private readonly ulong _seed;
    private readonly Offsets? _offsets;
    private readonly SparsityPenalty? _sparsity;
    private readonly ParameterAverage? _average;
    private readonly EquilibriumGuard? _equilibrium;
    private readonly NormalisationGuard? _normalisation;
    private IReadOnlyDictionary<string, Tensor>? _adopted;

    /// <summary>A learner of a machine with one visible layer.</summary>
    /// <param name="estimator">Makes the statistics; knows the machine.</param>
    /// <param name="optimiser">Moves the parameters.</param>
    /// <param name="examples">The batches.</param>
    /// <param name="options">How far and with which penalties.</param>
    /// <param name="seed">The seed of Gibbs sampling.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the data do not fit the machine.</exception>
    public EnergyLearner(GradientEstimator estimator, Optimiser optimiser, ExampleSource examples, EnergyLearningOptions options, ulong seed)
        : this(estimator, optimiser, new Dictionary<Layer, ExampleSource> { [(estimator ?? throw new ArgumentNullException(nameof(estimator))).Machine.LayersOf(LayerRole.Visible).Single()] = examples }, options, seed)
    {
    }

    /// <summary>A learner of a machine with several visible layers, such as pixels and a label, or a layer a kind of column.</summary>
    /// <param name="estimator">Makes the statistics; knows the machine.</param>
    /// <param name="optimiser">Moves the parameters.</param>
    /// <param name="examples">The batches of each visible layer: the same examples in the same order, of one size of batch and one seed.</param>
    /// <param name="options">How far and with which penalties.</param>
    /// <param name="seed">The seed of Gibbs sampling.</param>
    /// <exception cref="ArgumentException">An option is out of range, a visible layer has no data, or data do not fit their layer or each other.</exception>
    public EnergyLearner(GradientEstimator estimator, Optimiser optimiser, IReadOnlyDictionary<Layer, ExampleSource> examples, EnergyLearningOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(optimiser);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Machine = estimator.Machine;
        _layers = new LayerGradients(Machine);
        _estimator = estimator;
        _optimiser = optimiser;
        _examples = examples;
        _options = options;
        _seed = seed;
        foreach (Layer layer in Machine.LayersOf(LayerRole.Visible))
            RequireFit(layer, examples);
        _first = examples[Machine.LayersOf(LayerRole.Visible).First()];
        _offsets = options.Offsets == OffsetKind.None ? null : new Offsets(Machine, options);
        _sparsity = options.Sparsity is null ? null : new SparsityPenalty(Machine, options.Sparsity);
        _equilibrium = options.LeastEffectiveShare is { } share ? new EquilibriumGuard(Machine, optimiser, share) : null;
        _normalisation = NormalisationGuard.For(Machine);
        _average = options.AverageFrom is { } start ? new ParameterAverage([.. Machine.Parameters], start) : null;
    }

    /// <summary>The machine that is learnt.</summary>
    public BoltzmannMachine Machine { get; }

    /// <summary>What estimator and guard can tell of themselves after each epoch.</summary>
    public IReadOnlyList<Metric> Metrics => [.. _estimator.Metrics, .. _equilibrium?.Metrics ?? []];

    /// <inheritdoc/>
    public override int StepsPerEpoch => _first.Batches.BatchesPerEpoch;

    /// <inheritdoc/>
    public override IEnumerable<Parameter> Parameters => Machine.Parameters;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> State
    {
        get
        {
            Dictionary<string, Tensor> state = Machine.Parameters.ToDictionary(p => p.Name, p => p.Values);
            foreach (IReadOnlyDictionary<string, Tensor> part in Parts())
            {
                foreach ((string name, Tensor values) in part)
                    state.Add(name, values);
            }

            return state;
        }
    }

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        PutInPlace(state);
        _estimator.Restore(state);
        _offsets?.Restore(state);
        _sparsity?.Restore(state);
        _average?.Restore(state);
        _equilibrium?.Restore(state);
        _optimiser.Restore(state.Where(pair => Optimiser.Owns(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value));
    }

    /// <inheritdoc/>
    public override StepReport Step(TrainingTime time)
    {
        MachineState batch = new();
        foreach ((Layer layer, ExampleSource source) in _examples)
        {
            batch[layer] = source.StatesOf(time.Step);
            if (source.KnownOf(time.Step) is { } known)
                batch.Know(layer, known);
        }

        Statistics statistics = _estimator.Estimate(batch, _first.WeightsOf(time.Step), RandomStream.For(_seed, Purpose.Gibbs, time.Step));
        if (_offsets is not null && statistics.Pairs.Count > 0)
        {
            throw new InvalidOperationException(
                $"{_estimator.GetType().Name} hands on the difference of its phases in one piece, from which offsets cannot be taken: learn without them ({nameof(EnergyLearningOptions.Offsets)} = {nameof(OffsetKind)}.{nameof(OffsetKind.None)}).");
        }

        LearningRates rates = new(_options.LearningRate.At(time) * (_equilibrium?.Factor ?? 1), _options.Momentum.At(time), _options.L2, _options.L1, time.Step);
        _equilibrium?.Before(statistics.Model);
        float largest = Ascend(statistics, rates);
        if (_equilibrium?.Keep() == false)
            largest = Machine.Parameters.Max(parameter => parameter.Values.LargestMagnitude());
        _normalisation?.After(time, rates.Rate);
        _average?.After(time);
        return new StepReport(largest, rates.Rate);
    }

    /// <inheritdoc/>
    public override void Finish() => PutInPlace(_adopted ?? _average?.Means);

    /// <inheritdoc/>
    public override void Adopt(IReadOnlyDictionary<string, Tensor> parameters) => _adopted = parameters;

    private void PutInPlace(IReadOnlyDictionary<string, Tensor>? parameters)
    {
        if (parameters is null)
            return;
        foreach (Parameter parameter in Machine.Parameters)
            SavedState.Find(parameters, parameter.Name).CopyTo(parameter.Values);
        foreach (Coupling coupling in Machine.Couplings)
            coupling.Changed();
    }

    private static void RequireFit(Layer layer, IReadOnlyDictionary<Layer, ExampleSource> examples)
    {
        if (!examples.TryGetValue(layer, out ExampleSource? source))
            throw new ArgumentException($"The visible layer '{layer.Name}' has no data to learn from.", nameof(examples));
        Batches batches = source.Batches, first = examples.Values.First().Batches;
        int columns = source.Columns;
        if (columns != layer.Units.Count)
            throw new ArgumentException($"The data set {batches.Data.Name} has {columns} numbers an example, but the layer '{layer.Name}' has {layer.Units.Count} units.", nameof(examples));
        if (batches.Data.Count != first.Data.Count || batches.BatchSize != first.BatchSize || !batches.RowsOf(0).SequenceEqual(first.RowsOf(0)))
            throw new ArgumentException($"The data of the layer '{layer.Name}' are not in the order of those of the other visible layers: give all the same number of examples, size of batch and seed.", nameof(examples));
    }

    private float Ascend(Statistics statistics, in LearningRates rates)
    {
        LayerGradients layers = _layers;
        layers.Set(statistics);
        _offsets?.Update(layers, statistics);
        foreach (Layer layer in Machine.Layers)
            _offsets?.ScaleBias(layer, layers);
        float largest = 0;
        foreach ((int i, Coupling coupling) in Machine.Couplings.Index())
        {
            CouplingGradient gradient = _offsets?.Shape(coupling, statistics, layers) ?? new CouplingGradient([.. statistics.PairsOf(coupling)], null);
            foreach (StatePair correlation in statistics.CorrelationsOf(coupling))
                gradient = gradient with { Pairs = [.. gradient.Pairs, _offsets?.Shape(coupling, correlation, layers) ?? correlation] };
            if (_sparsity is not null)
                gradient = gradient with { Pairs = [.. gradient.Pairs, .. _sparsity.Penalise(coupling, statistics.Data, layers)] };
            largest = MathF.Max(largest, _optimiser.Ascend($"couplings.{i}", coupling, gradient, rates));
        }

        foreach (Layer layer in Machine.Layers.Where(layer => !layer.IsFixed))
        {
            if (layer.Role == LayerRole.Hidden && _options.HiddenBiasDrop > 0)
                layers.Of(layer)[0].AddScaled(Tensor.Filled(1, layer.Units.Count).To(layers.Of(layer)[0].Device), (float)-_options.HiddenBiasDrop);
            for (int i = 0; i < layer.Units.Parameters.Count; i++)
            {
                Parameter parameter = layer.Units.Parameters[i];
                largest = MathF.Max(largest, _optimiser.Ascend($"layers.{layer.Name}.{parameter.Name}", parameter.Values, layers.Of(layer)[i], rates));
            }
        }

        if (_options.MaximumNorm is { } norm)
        {
            foreach (DenseCoupling coupling in Machine.Couplings.OfType<DenseCoupling>())
                coupling.LimitColumnNorms((float)norm);
        }

        return largest;
    }

    private IEnumerable<IReadOnlyDictionary<string, Tensor>> Parts()
    {
        yield return _estimator.State;
        yield return _optimiser.State;
        if (_offsets is not null)
            yield return _offsets.State;
        if (_sparsity is not null)
            yield return _sparsity.State;
        if (_average is not null)
            yield return _average.State;
        if (_equilibrium is not null)
            yield return _equilibrium.State;
    }
}
