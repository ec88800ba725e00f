using Harmonium.Couplings;
using Harmonium.Data;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Learning.Penalties;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Learning.EnergyModels;

/// <summary>
/// Trains an energy-based model. Each step computes the gradient of the log-likelihood, sums it over all ranks, and updates every coupling and every
/// layer's own parameters. The plain, the centered and the enhanced gradient differ only in their offsets.
/// </summary>
public sealed class EnergyLearner : Learner
{
    private readonly GradientEstimator _estimator;
    private readonly Optimizer _optimizer;
    private readonly EnergyLearningOptions _options;
    private readonly IReadOnlyDictionary<Layer, ExampleSource> _examples;
    private readonly ExampleSource _first;
    private readonly LayerGradients _layers;
    private readonly ulong _seed;
    private readonly Ranks _ranks = Ranks.Alone;
    private readonly Offsets? _offsets;
    private readonly SparsityPenalty? _sparsity;
    private readonly ParameterAverage? _average;
    private readonly EquilibriumGuard? _equilibrium;
    private readonly NormalizationGuard? _normalization;
    private IReadOnlyDictionary<string, Tensor>? _adopted;

    /// <summary>Creates a learner of a model with one visible layer.</summary>
    /// <param name="estimator">The gradient estimator of the model.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="examples">The batches.</param>
    /// <param name="options">The learning rates and penalties.</param>
    /// <param name="seed">The seed of Gibbs sampling.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the data do not fit the model.</exception>
    public EnergyLearner(GradientEstimator estimator, Optimizer optimizer, ExampleSource examples, EnergyLearningOptions options, ulong seed)
        : this(estimator, optimizer, new Dictionary<Layer, ExampleSource>
        {
            [(estimator
            ?? throw new ArgumentNullException(nameof(estimator))).Machine.LayersOf(LayerRole.Visible).Single()] = examples
        }, options, seed)
    {
    }

    /// <summary>Creates a learner of a model with several visible layers, such as pixels and a label, or one layer per kind of column.</summary>
    /// <param name="estimator">The gradient estimator of the model.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="examples">The batches of each visible layer: the same examples in the same order, with the same batch size and seed.</param>
    /// <param name="options">The learning rates and penalties.</param>
    /// <param name="seed">The seed of Gibbs sampling.</param>
    /// <exception cref="ArgumentException">An option is out of range, a visible layer has no data, or data do not fit their layer or each other.</exception>
    public EnergyLearner(GradientEstimator estimator, Optimizer optimizer, IReadOnlyDictionary<Layer, ExampleSource> examples,
        EnergyLearningOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Machine = estimator.Machine;
        _layers = new LayerGradients(Machine);
        _estimator = estimator;
        _optimizer = optimizer;
        _examples = examples;
        _options = options;
        _seed = seed;
        foreach (Layer layer in Machine.LayersOf(LayerRole.Visible))
            RequireFit(layer, examples);
        _first = examples[Machine.LayersOf(LayerRole.Visible).First()];
        _offsets = Offsets.Of(Machine, options);
        _sparsity = options.Sparsity is null ? null : new SparsityPenalty(Machine, options.Sparsity);
        _equilibrium = options.LeastEffectiveShare is { } share ? new EquilibriumGuard(Machine, optimizer, share) : null;
        _normalization = NormalizationGuard.For(Machine);
        _average = options.AverageFrom is { } start ? new ParameterAverage([.. Machine.Parameters], start) : null;
    }

    /// <summary>The model that is trained.</summary>
    public BoltzmannMachine Machine { get; }

    /// <summary>
    /// The ranks of data-parallel training. Each rank has its own batch, and the step equals the step of one learner with all these examples. Chains and
    /// guards of the estimator are separate on each rank, so every rank needs a different seed. The default is a single rank.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// There are several ranks, and <see cref="EnergyLearningOptions.LeastEffectiveShare"/> could undo a step because of one rank's chains.
    /// </exception>
    internal Ranks Ranks
    {
        get => _ranks;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Count > 1 && _equilibrium is not null)
            {
                throw new ArgumentException(
                    "Each rank would judge the step by its own chains, and the parameters would no longer be equal on all ranks: " +
                    $"train on {value.Count} ranks without a least effective share, or on one rank with it.", nameof(value));
            }

            _ranks = value;
        }
    }

    /// <summary>The metrics that the estimator and the guard report after each epoch.</summary>
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
        _estimator.RestoreRemembered(state);
        _offsets?.Restore(state);
        _sparsity?.Restore(state);
        _average?.Restore(state);
        _equilibrium?.Restore(state);
        _optimizer.Restore(state.Where(pair => Optimizer.Owns(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value));
    }

    /// <inheritdoc/>
    public override StepReport Step(TrainingTime time)
    {
        EnergyGradient gradient = Gradient(time);
        if (Ranks.Count > 1)
            Ranks.Sum(gradient.Evaluate());
        return Apply(gradient, time);
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
            throw new ArgumentException($"The visible layer '{layer.Name}' has no training data.", nameof(examples));
        Batches batches = source.Batches, first = examples.Values.First().Batches;
        int columns = source.Columns;
        if (columns != layer.Units.Count)
            throw new ArgumentException($"The data set {batches.Data.Name} has {columns} values per example, but the layer '{layer.Name}' has " +
                $"{layer.Units.Count} units.", nameof(examples));
        if (batches.Data.Count != first.Data.Count || batches.BatchSize != first.BatchSize || !batches.RowsOf(0).SequenceEqual(first.RowsOf(0)))
            throw new ArgumentException($"The data of the layer '{layer.Name}' are not in the same order as those of the other visible layers: use the same " +
                "number of examples, batch size and seed for all.", nameof(examples));
    }

    /// <summary>Computes the gradient of a step from this rank's examples, scaled by their share of the examples of all ranks.</summary>
    private EnergyGradient Gradient(TrainingTime time)
    {
        Statistics statistics = _estimator.Estimate(BatchOf(time.Step), _first.WeightsOf(time.Step), RandomStream.For(_seed, Purpose.Gibbs, time.Step));
        if (_offsets is not null && statistics.Pairs.Count > 0)
        {
            throw new InvalidOperationException(
                $"{_estimator.GetType().Name} returns only the difference of its phases, from which offsets cannot be subtracted: " +
                $"train without offsets ({nameof(EnergyLearningOptions.Offsets)} = {nameof(OffsetKind)}.{nameof(OffsetKind.None)}).");
        }

        _layers.Set(statistics);
        float share = Ranks.Count > 1 ? _layers.SumMeans(Ranks, _first.MassOf(time.Step)) : 1;
        _offsets?.Update(_layers, statistics, Ranks, share);
        foreach (Layer layer in Machine.Layers)
            _offsets?.ScaleBias(layer, _layers);
        EnergyGradient gradient = new(Machine, statistics, _layers, [.. Machine.Couplings.Select(coupling => GradientOf(coupling, statistics))]);
        if (Ranks.Count > 1)
        {
            foreach (Tensor values in gradient.Evaluate())
                values.Scale(share);
        }

        return gradient;
    }

    private MachineState BatchOf(long step)
    {
        MachineState batch = new() { Examples = _estimator.Inference.WarmStart ? _first.Batches.RowsOf(step).ToArray() : null };
        foreach ((Layer layer, ExampleSource source) in _examples)
        {
            batch[layer] = source.StatesOf(step);
            if (source.KnownOf(step) is { } known)
                batch.Know(layer, known);
        }

        return batch;
    }

    /// <summary>Computes the gradient of a coupling, with offsets and penalties. The bias corrections are added to the layers' gradients.</summary>
    private CouplingGradient GradientOf(Coupling coupling, Statistics statistics)
    {
        CouplingGradient gradient = _offsets?.Shape(coupling, statistics, _layers) ?? new CouplingGradient([.. statistics.PairsOf(coupling)], null);
        foreach (StatePair correlation in statistics.CorrelationsOf(coupling))
            gradient = gradient with { Pairs = [.. gradient.Pairs, _offsets?.Shape(coupling, correlation, _layers) ?? correlation] };
        return _sparsity is null ? gradient : gradient with
        {
            Pairs = [.. gradient.Pairs, .. _sparsity.Penalize(coupling, statistics.Data, _layers).Select(penalty =>
                _offsets?.ShapePenalty(coupling, penalty, _layers) ?? penalty)]
        };
    }

    /// <summary>Updates the parameters along a gradient, limits their norms, and runs the guards and averages on the result.</summary>
    private StepReport Apply(EnergyGradient gradient, TrainingTime time)
    {
        double rate = _options.LearningRate.At(time) * (_equilibrium?.Factor ?? 1);
        LearningRates rates = new(rate, _options.Momentum.At(time), _options.L2, _options.L1, time.Step);
        _equilibrium?.Before(gradient.Statistics.Model);
        float largest = Ascend(gradient, rates);
        if (_equilibrium?.Keep() == false)
            largest = Machine.Parameters.Max(parameter => parameter.Values.LargestMagnitude());
        _normalization?.After(time, rates.Rate);
        _average?.After(time);
        return new StepReport(largest, rates.Rate);
    }

    private float Ascend(EnergyGradient gradient, in LearningRates rates)
    {
        float largest = 0;
        foreach ((int i, Coupling coupling) in Machine.Couplings.Index())
            largest = MathF.Max(largest, _optimizer.Ascend($"couplings.{i}", coupling, gradient.Couplings[i], rates));
        foreach (Layer layer in Machine.Layers.Where(layer => !layer.IsFixed))
        {
            IReadOnlyList<Tensor> gradients = gradient.Of(layer);
            if (layer.Role == LayerRole.Hidden && _options.SparsityBiasDecrement > 0)
                gradients[0].AddScaled(Tensor.Filled(1, gradients[0].Count).To(gradients[0].Device), (float)-_options.SparsityBiasDecrement);
            for (int i = 0; i < layer.Units.Parameters.Count; i++)
            {
                Parameter parameter = layer.Units.Parameters[i];
                largest = MathF.Max(largest, _optimizer.Ascend($"layers.{layer.Name}.{parameter.Name}", parameter.Values, gradients[i], rates));
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
        yield return _estimator.RememberedState;
        yield return _optimizer.State;
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
