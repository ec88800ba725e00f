using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// Fast-weights PCD (Tieleman &amp; Hinton 2009). Persistent chains sample with θ + θ_fast, where θ_fast follows the same gradient as θ with
/// its own learning rate and decays: θ_fast ← keep · θ_fast + rate · G. The energy rises wherever chains stay, so they keep moving
/// even when the regular learning rate is small. Couplings and biases have fast weights. The chains do not sample exactly from the model, which
/// causes a bias when the fast rate is large.
/// </summary>
public sealed class FastPersistentContrastiveDivergence : GradientEstimator
{
    private const string Bias = "bias";
    private readonly FastWeightOptions _options;
    private readonly BoltzmannMachine _fast;
    private readonly BoltzmannMachine _overlaid;
    private readonly LayerGradients _gradients;
    private readonly GibbsChains _chains;
    private readonly int _sweeps;

    /// <summary>Creates an estimator for a model. Chains start from independent units and fast weights from 0.</summary>
    /// <param name="machine">The model.</param>
    /// <param name="seed">The seed of the initial chains.</param>
    /// <param name="chains">The number of chains, at least 1.</param>
    /// <param name="sweeps">The number of Gibbs sweeps per step, at least 1.</param>
    /// <param name="options">The fast weights' learning rate and decay; defaults if null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public FastPersistentContrastiveDivergence(BoltzmannMachine machine, ulong seed, int chains = 100, int sweeps = 1, FastWeightOptions? options = null)
        : base(machine)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chains, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sweeps, 1);
        _options = options ?? new FastWeightOptions();
        _options.Validate();
        _sweeps = sweeps;
        _overlaid = machine.Clone();
        _fast = machine.Clone();
        _gradients = new LayerGradients(machine);
        foreach (Parameter parameter in _fast.Parameters)
            parameter.Values.Scale(0);
        foreach (Coupling coupling in _fast.Couplings)
            coupling.Changed();
        _chains = new GibbsChains(_overlaid, chains);
        _chains.SampleIndependently(_overlaid.Layers, RandomStream.For(seed, Purpose.Chains));
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> State
    {
        get
        {
            Dictionary<string, Tensor> state = _fast.Parameters.ToDictionary(parameter => $"fast.{parameter.Name}", parameter => parameter.Values);
            foreach (Layer layer in _overlaid.LayersOf(LayerRole.Hidden))
                state[$"chains.{layer.Name}"] = _chains.State[layer].AsTensor();
            return state;
        }
    }

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        foreach (Parameter parameter in _fast.Parameters)
            SavedState.Find(state, $"fast.{parameter.Name}").CopyTo(parameter.Values);
        foreach (Coupling coupling in _fast.Couplings)
            coupling.Changed();
        foreach (Layer layer in _overlaid.LayersOf(LayerRole.Hidden))
            _chains.State[layer] = RestoredChains(state, $"chains.{layer.Name}", layer, _chains.Count);
    }

    /// <inheritdoc/>
    internal override Statistics Estimate(MachineState data, Tensor? weights, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(data);
        (Phase positive, _) = DataPhase(data, weights, draw: false, random);
        Overlay();
        _chains.Sweep(_sweeps, random, first: 1);
        MachineState model = new();
        for (int i = 0; i < Machine.Layers.Count; i++)
        {
            Layer layer = _overlaid.Layers[i];
            model[Machine.Layers[i]] = layer.Role == LayerRole.Visible ? _chains.State[layer] : States.Dense(_chains.Means(layer));
        }

        Statistics statistics = new(positive, new Phase(model));
        Follow(statistics);
        return statistics;
    }

    /// <summary>Sets the parameters that the chains sample with: θ + θ_fast.</summary>
    private void Overlay()
    {
        _overlaid.CopyParametersFrom(Machine);
        for (int i = 0; i < Machine.Couplings.Count; i++)
        {
            foreach ((Parameter sum, Parameter fast) in _overlaid.Couplings[i].Parameters.Zip(_fast.Couplings[i].Parameters))
                sum.Values.AddScaled(fast.Values);
            _overlaid.Couplings[i].Changed();
        }

        for (int i = 0; i < Machine.Layers.Count; i++)
            BiasOf(_overlaid.Layers[i])?.AddScaled(BiasOf(_fast.Layers[i])!);
    }

    /// <summary>θ_fast ← keep · θ_fast + rate · G. The L2 penalty of the step is chosen so that 1 − rate · L2 = keep.</summary>
    private void Follow(Statistics statistics)
    {
        float rate = (float)_options.LearningRate, keep = (float)_options.Keep;
        AscentStep step = new(rate, Momentum: 0, Nesterov: false, Velocities: null, L2: (1 - keep) / rate, L1: 0);
        for (int i = 0; i < Machine.Couplings.Count; i++)
        {
            Coupling coupling = Machine.Couplings[i];
            foreach (Parameter parameter in _fast.Couplings[i].Parameters.Where(parameter => !parameter.Decays))
                parameter.Values.Scale(keep);
            _fast.Couplings[i].Ascend(new CouplingGradient([statistics.Data.PairOf(coupling, 1), statistics.Model.PairOf(coupling, -1)], null), step);
        }

        _gradients.Set(statistics);
        for (int i = 0; i < Machine.Layers.Count; i++)
        {
            Layer layer = Machine.Layers[i];
            int bias = layer.Units.Parameters.ToList().FindIndex(parameter => parameter.Name == Bias);
            if (bias >= 0)
                BiasOf(_fast.Layers[i])!.Scale(keep).AddScaled(_gradients.Of(layer)[bias], rate);
        }
    }

    private static Tensor? BiasOf(Layer layer) => layer.Units.Parameters.FirstOrDefault(parameter => parameter.Name == Bias)?.Values;
}
