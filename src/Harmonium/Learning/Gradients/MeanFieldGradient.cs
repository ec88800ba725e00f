using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// Computes the model statistics without sampling, from persistent magnetizations m (Welling &amp; Hinton 2002 for naive mean
/// field; Gabrié, Tramel, Krzakala 2015 for the second order). The sides are updated alternately with damping: θ ← damping · θ + (1 − damping) · new,
/// m = M[x | θ]. The second order adds the correlation W_ab V_a V_b to ⟨x_a x_b⟩ ≈ m_a m_b. Deterministic except for the noise
/// <see cref="MeanFieldOptions.Kick"/>. Inaccurate if weights are large and the model has many modes: fixed points are then few and equally weighted.
/// </summary>
public sealed class MeanFieldGradient : GradientEstimator
{
    private readonly MeanFieldOptions _options;
    private readonly Dictionary<Layer, Tensor> _inputs = [];
    private readonly MachineState _means = new();
    private readonly MachineState _variances = new();
    private readonly Dictionary<Layer, Tensor> _slopes = [];
    private readonly Dictionary<Coupling, States> _identities = [];
    private readonly BoltzmannMachine? _squared;

    /// <summary>Creates an estimator for a model.</summary>
    /// <param name="machine">The model.</param>
    /// <param name="seed">The seed of the initial points.</param>
    /// <param name="options">The order, points and damping; defaults if null.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the second order is requested for couplings that are not dense.</exception>
    public MeanFieldGradient(BoltzmannMachine machine, ulong seed, MeanFieldOptions? options = null)
        : base(machine)
    {
        _options = options ?? new MeanFieldOptions();
        _options.Validate();
        if (_options.Order == MeanFieldOrder.Tap)
        {
            if (machine.Couplings.FirstOrDefault(coupling => coupling is not DenseCoupling) is { } other)
                throw new ArgumentException($"The second order of mean field needs dense couplings; the coupling of '{other.First.Name}' with " +
                    $"'{other.Second.Name}' is not dense. Use the naive order.", nameof(options));
            _squared = machine.Clone();
            foreach (DenseCoupling coupling in machine.Couplings.Cast<DenseCoupling>())
                _identities[coupling] = States.From(Identity(coupling.Weights.Device, coupling.Weights.Rows));
        }

        for (int i = 0; i < machine.Layers.Count; i++)
        {
            Layer layer = machine.Layers[i];
            Tensor input = _inputs[layer] = Tensor.Zeros(layer.Units.Parameters[0].Values.Device, _options.Points, layer.Units.Count);
            RandomStream.For(seed, Purpose.Chains).At(i).FillNormal(input);
            Settle(layer);
        }
    }

    /// <summary>The magnetizations of all layers, [points, units].</summary>
    public MachineState Magnetisations => _means;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> State => _inputs.ToDictionary(pair => $"meanField.{pair.Key.Name}", pair => pair.Value);

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        foreach ((Layer layer, Tensor input) in _inputs)
            SavedState.Find(state, $"meanField.{layer.Name}").CopyTo(input);
    }

    /// <inheritdoc/>
    internal override Statistics Estimate(MachineState data, Tensor? weights, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(data);
        (Phase positive, _) = DataPhase(data, weights, draw: false, random);
        Square();
        Kick(random);
        for (int i = 0; i < _options.Iterations; i++)
        {
            foreach (Layer layer in Machine.LayersOf(LayerRole.Hidden))
                Update(layer);
            foreach (Layer layer in Machine.LayersOf(LayerRole.Visible))
                Update(layer);
        }

        foreach (Layer layer in Machine.LayersOf(LayerRole.Hidden))
            Update(layer);
        MachineState model = new();
        foreach (Layer layer in Machine.Layers)
            model[layer] = _means[layer];
        return new Statistics(positive, new Phase(model)) { Correlations = Correlations() };
    }

    private static Tensor Identity(Device device, int count)
    {
        Tensor identity = Tensor.Zeros(device, count, count);
        for (int i = 0; i < count; i++)
            identity[i, i] = 1;
        return identity;
    }

    private void Kick(RandomStream random)
    {
        // Biases and weights have changed since the last step, so the means and variances of the old inputs are recomputed.
        foreach ((Layer layer, Tensor input) in _inputs)
        {
            if (_options.Kick > 0)
            {
                Tensor kick = Tensor.ZerosLike(input);
                random.At(1 + Machine.IndexOf(layer)).FillNormal(kick, 0, (float)_options.Kick);
                input.AddScaled(kick);
            }

            Settle(layer);
        }
    }

    private void Update(Layer layer)
    {
        Tensor wanted = Machine.Input(layer, _means);
        if (_squared is not null)
        {
            // ½ V′ Σ W² V of the other side.
            Tensor reaction = _squared.Input(_squared.Layers[Machine.IndexOf(layer)], _variances), slope = _slopes[layer];
            for (int row = 0; row < wanted.Rows; row++)
            {
                Span<float> input = wanted.Row(row);
                ReadOnlySpan<float> r = reaction.Row(row), s = slope.Row(row);
                for (int i = 0; i < input.Length; i++)
                    input[i] += 0.5f * s[i] * r[i];
            }
        }

        _inputs[layer].Scale((float)_options.Damping).AddScaled(wanted, (float)(1 - _options.Damping));
        Settle(layer);
    }

    /// <summary>Computes the means, and for the second order the variances, from the current inputs.</summary>
    private void Settle(Layer layer)
    {
        Tensor mean = layer.Units.Mean(_inputs[layer]);
        _means[layer] = States.Dense(mean);
        if (_squared is null)
            return;
        (Tensor variance, _slopes[layer]) = UnitCumulants.Of(layer.Units, _inputs[layer], mean);
        _variances[_squared.Layers[Machine.IndexOf(layer)]] = States.Dense(variance);
    }

    private void Square()
    {
        if (_squared is null)
            return;
        for (int i = 0; i < Machine.Couplings.Count; i++)
        {
            Tensor weights = Machine.Couplings[i].Parameters[0].Values, squares = _squared.Couplings[i].Parameters[0].Values;
            for (int row = 0; row < weights.Rows; row++)
                System.Numerics.Tensors.TensorPrimitives.Multiply(weights.Row(row), weights.Row(row), squares.Row(row));
            _squared.Couplings[i].Changed();
        }
    }

    /// <summary>W_ab · M[V_a V_b] over the points, as a product with the identity matrix: any matrix is a pair of states.</summary>
    private Dictionary<Coupling, StatePair> Correlations()
    {
        Dictionary<Coupling, StatePair> correlations = [];
        if (_squared is null)
            return correlations;
        for (int i = 0; i < Machine.Couplings.Count; i++)
        {
            DenseCoupling coupling = (DenseCoupling)Machine.Couplings[i], squared = (DenseCoupling)_squared.Couplings[i];
            Tensor product = _variances[squared.First].AsTensor()
                .Multiply(_variances[squared.Second].AsTensor(), transposeLeft: true, scale: 1f / _options.Points);
            for (int row = 0; row < product.Rows; row++)
                System.Numerics.Tensors.TensorPrimitives.Multiply(product.Row(row), coupling.Weights.Row(row), product.Row(row));
            correlations[coupling] = new StatePair(_identities[coupling], States.Dense(product), -1);
        }

        return correlations;
    }
}
