using Harmonium.Couplings;
using Harmonium.Learning;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Deep;

/// <summary>
/// The up–down algorithm, a contrastive form of wake-sleep (Hinton, Osindero, Teh 2006, section 5 and appendix B). Each step has three parts. Wake: the
/// hidden layers are drawn from the recognition distributions, x ~ q, and the generative parameters ascend E_q[log p(xᵢ | xᵢ₊₁)], whose gradient is
/// xᵢ₊₁ᵀ (xᵢ − M[xᵢ | xᵢ₊₁]). Top: k Gibbs sweeps of the top RBM start at the wake state, and its parameters take a CD-k step. Sleep: an ancestral pass down
/// starts at the end of the chains, and the recognition parameters ascend log q(xᵢ₊₁ | xᵢ), whose gradient is xᵢᵀ (xᵢ₊₁ − M_q[xᵢ₊₁ | xᵢ]). All gradients are
/// means over the batch, computed before any parameter changes.
/// </summary>
internal sealed class UpDownLearner : Learner
{
    // The first branches of the two passes in a step's random stream, above those of the top RBM's chains.
    private const int WakeBranch = 1 << 20;
    private const int SleepBranch = 1 << 21;
    private const int PredictionBranch = 1 << 22;

    private readonly BeliefNetwork _network;
    private readonly ExampleSource _examples;
    private readonly ExampleSource? _labels;
    private readonly Optimizer _optimizer;
    private readonly UpDownOptions _options;
    private readonly ulong _seed;
    private readonly IReadOnlyList<ContrastiveDivergence> _chains;
    private readonly LayerGradients _top;
    private readonly IReadOnlyList<LayerGradients> _wake;
    private readonly IReadOnlyList<LayerGradients> _sleep;
    private readonly ParameterAverage? _average;
    private IReadOnlyDictionary<string, Tensor>? _adopted;

    /// <summary>Creates a learner.</summary>
    /// <param name="network">The network, with recognition weights of its own.</param>
    /// <param name="examples">The batches of the inputs.</param>
    /// <param name="labels">The batches of the labels, one-hot, in the same order; null for a network without label units.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="options">The rates and penalties.</param>
    /// <param name="seed">The seed of the sampling.</param>
    /// <exception cref="ArgumentException">The recognition weights are tied, or labels are missing.</exception>
    public UpDownLearner(BeliefNetwork network, ExampleSource examples, ExampleSource? labels, Optimizer optimizer, UpDownOptions options, ulong seed)
    {
        if (network.Layers.Any(layer => layer.IsTied))
            throw new ArgumentException("The recognition weights are tied to the generative weights, but both are trained. Give them tensors of their own.",
                nameof(network));
        if (network.Joint is null != labels is null)
            throw new ArgumentException("A network with label units needs labels, and one without them has none.", nameof(labels));
        if (options.Sweeps.Count == 0 || options.Sweeps.Any(sweeps => sweeps < 1))
            throw new ArgumentException("The numbers of Gibbs sweeps must be at least 1, and there must be at least one.", nameof(options));
        (_network, _examples, _labels, _optimizer, _options, _seed) = (network, examples, labels, optimizer, options, seed);
        _chains = [.. options.Sweeps.Select(sweeps => new ContrastiveDivergence(network.TopMachine, sweeps))];
        _top = new LayerGradients(network.TopMachine);
        _wake = [.. network.Layers.Select(layer => new LayerGradients(layer.Rbm.Machine))];
        _sleep = [.. network.Layers.Select(layer => new LayerGradients(layer.Rbm.Machine))];
        _average = options.AverageFrom is { } start ? new ParameterAverage(network.Parameters, start) : null;
    }

    /// <inheritdoc/>
    public override int StepsPerEpoch => _examples.Batches.BatchesPerEpoch;

    /// <inheritdoc/>
    public override IEnumerable<Parameter> Parameters => _network.Parameters;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> State
    {
        get
        {
            Dictionary<string, Tensor> state = _network.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Values);
            foreach ((string name, Tensor values) in _optimizer.State.Concat(_average?.State ?? new Dictionary<string, Tensor>()))
                state.Add(name, values);
            return state;
        }
    }

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        PutInPlace(state);
        _average?.Restore(state);
        _optimizer.Restore(state.Where(pair => Optimizer.Owns(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value));
    }

    /// <inheritdoc/>
    public override StepReport Step(TrainingTime time)
    {
        RandomStream random = RandomStream.For(_seed, Purpose.Gibbs, time.Step);
        States[] wake = _network.SampleUp(_examples.StatesOf(time.Step), random, WakeBranch);
        MachineState data = new() { [_network.TopVisible] = wake[^1] };
        if (_network.Label is { } label)
            data[label] = _labels!.StatesOf(time.Step);
        Statistics top = ChainsAt(time).Estimate(data, null, random);
        _top.Set(top);
        States[] sleep = _network.SampleDown(top.Model.State[_network.TopVisible], random, SleepBranch);
        List<(Statistics Wake, Statistics Sleep)> layers = [];
        for (int i = 0; i < _network.Layers.Count; i++)
        {
            layers.Add((WakeOf(i, wake[i], wake[i + 1], random), SleepOf(i, sleep[i], sleep[i + 1])));
            _wake[i].Set(layers[i].Wake);
            _sleep[i].Set(layers[i].Sleep);
        }

        LearningRates rates = new(_options.LearningRate.At(time), _options.Momentum.At(time), _options.L2, _options.L1, time.Step);
        float largest = AscendTop(top, rates);
        foreach ((int i, (Statistics ofWake, Statistics ofSleep)) in layers.Index())
        {
            DirectedLayer layer = _network.Layers[i];
            string part = BeliefNetwork.PartOf(i);
            largest = Largest(largest,
                Ascend($"{part}couplings.0", layer.Rbm.Coupling, ofWake, rates), Ascend(part, layer.Rbm.Visible, _wake[i], rates),
                Ascend($"{part}recognition", layer.Recognition, ofSleep, rates), Ascend(part, layer.Rbm.Hidden, _sleep[i], rates));
        }

        _average?.After(time);
        return new StepReport(largest, rates.Rate);
    }

    /// <inheritdoc/>
    public override void Finish() => PutInPlace(_adopted ?? _average?.Means);

    /// <inheritdoc/>
    public override void Adopt(IReadOnlyDictionary<string, Tensor> parameters) => _adopted = parameters;

    private ContrastiveDivergence ChainsAt(TrainingTime time) => _chains[Math.Min((int)(time.Progress * _chains.Count), _chains.Count - 1)];

    /// <summary>The statistics of the generative parameters: xᵢ as drawn, and as predicted from xᵢ₊₁.</summary>
    private Statistics WakeOf(int layer, States below, States above, RandomStream random)
    {
        RestrictedBoltzmannMachine rbm = _network.Layers[layer].Rbm;
        Tensor input = _network.Layers[layer].InputBelow(above);
        // With a bias only, −∂E/∂θ is linear in the states, so the means suffice. A variance needs states.
        States predicted = rbm.Visible.Units.Parameters.Count == 1
            ? States.Dense(rbm.Visible.Units.Mean(input))
            : rbm.Visible.Units.Sample(input, random.At(PredictionBranch + layer));
        return Pair(rbm, (below, above), (predicted, above));
    }

    /// <summary>The statistics of the recognition parameters: xᵢ₊₁ as generated, and as recognized from xᵢ.</summary>
    private Statistics SleepOf(int layer, States below, States above) =>
        Pair(_network.Layers[layer].Rbm, (below, above), (below, States.Dense(_network.Layers[layer].MeanAbove(below))));

    private static Statistics Pair(RestrictedBoltzmannMachine rbm, (States Below, States Above) data, (States Below, States Above) model) => new(
        new Phase(new MachineState { [rbm.Visible] = data.Below, [rbm.Hidden] = data.Above }),
        new Phase(new MachineState { [rbm.Visible] = model.Below, [rbm.Hidden] = model.Above }));

    private float AscendTop(Statistics statistics, in LearningRates rates)
    {
        float largest = 0;
        foreach ((int i, Coupling coupling) in _network.TopMachine.Couplings.Index())
            largest = Largest(largest, Ascend($"{BeliefNetwork.TopPart}couplings.{i}", coupling, statistics, rates));
        foreach (Layer layer in _network.TopMachine.Layers)
            largest = Largest(largest, Ascend(BeliefNetwork.TopPart, layer, _top, rates));
        return largest;
    }

    private float Ascend(string name, Coupling coupling, Statistics statistics, in LearningRates rates) =>
        _optimizer.Ascend(name, coupling, new CouplingGradient([.. statistics.PairsOf(coupling)], null), rates);

    private float Ascend(string part, Layer layer, LayerGradients gradients, in LearningRates rates)
    {
        float largest = 0;
        foreach ((int i, Parameter parameter) in layer.Units.Parameters.Index())
        {
            string name = $"{part}layers.{layer.Name}.{parameter.Name}";
            largest = Largest(largest, _optimizer.Ascend(name, parameter.Values, gradients.Of(layer)[i], rates));
        }

        return largest;
    }

    /// <summary>Returns the largest number, or NaN if one is not a number.</summary>
    private static float Largest(params ReadOnlySpan<float> numbers)
    {
        float largest = 0;
        foreach (float number in numbers)
            largest = MathF.Max(largest, number);
        return largest;
    }

    private void PutInPlace(IReadOnlyDictionary<string, Tensor>? parameters)
    {
        if (parameters is null)
            return;
        foreach (Parameter parameter in _network.Parameters)
            SavedState.Find(parameters, parameter.Name).CopyTo(parameter.Values);
        _network.Changed();
    }
}
