using Harmonium.Couplings;
using Harmonium.Learning.Gradients;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Learning.EnergyModels;

/// <summary>
/// The offsets μ of each layer, which centering subtracts from states, and the variances s², by which standardization divides. In the
/// coordinates (x − μ) / s the gradient of a coupling is S_a⁻¹ G S_b⁻¹, where G is the centered gradient; in terms of W it is S_a⁻² G S_b⁻².
/// The bias of a layer changes by S⁻² Δx minus the effect of the coupling's step at the other side's offsets. s = 1 gives centering;
/// s = 1 and μ = 0 give the plain gradient. Units with a <see cref="LayerUnits.Spread"/> always have it as s², and offsets near the
/// means of the data. The biases of one side must be able to compensate for the coupling's step at the offsets of the
/// other side. If a layer has one bias for all units of a feature map, this is impossible in general, and the offsets of the other side are 0.
/// </summary>
internal sealed class Offsets
{
    private readonly BoltzmannMachine _machine;
    private readonly EnergyLearningOptions _options;
    private readonly Dictionary<Layer, Tensor> _offsets;
    private readonly Dictionary<Layer, Tensor> _squares = [];
    private readonly Dictionary<Layer, Tensor> _inverse = [];
    private readonly Dictionary<Layer, Tensor> _none = [];

    internal Offsets(BoltzmannMachine machine, EnergyLearningOptions options)
    {
        _machine = machine;
        _options = options;
        // Initial means of independent units: the data means if biases were fitted to them, one half if biases are 0.
        _offsets = machine.Layers.ToDictionary(layer => layer, layer =>
        {
            Tensor zeros = Tensor.Zeros(layer.Units.Parameters[0].Values.Device, 1, layer.Units.Count);
            return (IsOffset(layer) ? layer.Units.Mean(zeros) : zeros).Reshape(layer.Units.Count);
        });
        if (machine.Layers.Any(layer => layer.Units.Spread is not null))
            StartTogether();
        if (options.Offsets != OffsetKind.Standardized)
        {
            foreach (Layer layer in machine.Layers.Where(layer => layer.Units.Spread is not null))
                _inverse[layer] = Reciprocals(layer.Units.Spread!);
            return;
        }

        if (machine.Couplings.FirstOrDefault(coupling => coupling is not DenseCoupling) is { } other)
            throw new ArgumentException($"Standardized states need dense couplings; the coupling of '{other.First.Name}' with '{other.Second.Name}' is not. " +
                "Use the centered gradient.", nameof(options));
        if (machine.Layers.FirstOrDefault(layer => layer.Units.Shared is not null) is { } sharing)
        {
            throw new ArgumentException(
                $"Standardized states need a bias for every unit; the layer '{sharing.Name}' has one per feature map. Use the centered gradient.",
                nameof(options));
        }

        foreach (Layer layer in machine.Layers)
        {
            Tensor offset = _offsets[layer], squares = _squares[layer] = Tensor.Zeros(offset.Device, offset.Count);
            // Initial variance 1. Units of two states ignore it and use the variance of their mean.
            for (int i = 0; i < offset.Count; i++)
                squares[i] = 1 + (offset[i] * offset[i]);
            _inverse[layer] = Tensor.Zeros(offset.Device, offset.Count);
        }
    }

    /// <summary>Returns the offsets of a machine; null for the plain gradient.</summary>
    internal static Offsets? Of(BoltzmannMachine machine, EnergyLearningOptions options) =>
        options.Offsets == OffsetKind.None && machine.Layers.All(layer => layer.Units.Spread is null) ? null : new Offsets(machine, options);

    internal Tensor this[Layer layer] => _offsets[layer];

    internal IReadOnlyDictionary<string, Tensor> State =>
        _offsets.Select(pair => KeyValuePair.Create($"offset.{pair.Key.Name}", pair.Value))
            .Concat(_squares.Select(pair => KeyValuePair.Create($"square.{pair.Key.Name}", pair.Value))).ToDictionary();

    internal void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        foreach (Layer layer in _machine.Layers)
        {
            SavedState.Find(state, $"offset.{layer.Name}").CopyTo(_offsets[layer]);
            if (_squares.TryGetValue(layer, out Tensor? squares))
                SavedState.Find(state, $"square.{layer.Name}").CopyTo(squares);
        }
    }

    /// <summary>Updates the offsets from the data of a step, over all ranks.</summary>
    /// <param name="layers">The means of the step.</param>
    /// <param name="statistics">The states of this rank.</param>
    /// <param name="ranks">The ranks.</param>
    /// <param name="share">This rank's share of all examples.</param>
    internal void Update(LayerGradients layers, Statistics statistics, Ranks ranks, float share)
    {
        float rate = (float)_options.OffsetRate;
        foreach (Layer layer in _machine.Layers.Where(IsOffset))
        {
            Tensor offset = _offsets[layer], mean = layers.DataMean(layer);
            if (_options.Offsets == OffsetKind.Enhanced)
                mean.CopyTo(offset).AddScaled(layers.DifferenceOfAll(layer), -0.5f);
            else
                offset.Scale(1 - rate).AddScaled(mean, rate);
            if (_squares.TryGetValue(layer, out Tensor? squares))
                UpdateScale(layer, offset, squares, statistics.Data, rate, ranks, share);
        }
    }

    /// <summary>Computes the gradient of a coupling from the phases of a step, and subtracts the corrections of the offsets from the bias gradients.</summary>
    internal CouplingGradient Shape(Coupling coupling, Statistics statistics, LayerGradients layers)
    {
        StatePair[] pairs = [.. statistics.PairsOf(coupling)];
        Tensor mu = OffsetFor(coupling, coupling.First), lambda = OffsetFor(coupling, coupling.Second);
        if (!_inverse.ContainsKey(coupling.First) && !_inverse.ContainsKey(coupling.Second))
        {
            CouplingGradient gradient = new(pairs, new Centering(mu, lambda, layers.Difference(coupling.First), layers.Difference(coupling.Second)));
            layers.Correct(coupling, coupling.BiasCorrections(gradient));
            return gradient;
        }

        pairs = [.. pairs.Select(pair => pair with { First = Standardize(pair.First, coupling.First), Second = Standardize(pair.Second, coupling.Second) })];
        Correct(coupling, pairs, layers);
        return new CouplingGradient(pairs, null);
    }

    /// <summary>Transforms the gradient of a penalty on the means of a layer to the coordinates of the other layer, if that has a spread.</summary>
    /// <param name="coupling">The coupling.</param>
    /// <param name="penalty">The gradient: states of one layer, and the pull on the input of the other.</param>
    /// <param name="layers">The gradients of the biases, to which the effect on the input at the offsets is added.</param>
    internal StatePair ShapePenalty(Coupling coupling, in StatePair penalty, LayerGradients layers)
    {
        if (coupling.First.Units.Spread is null)
            return penalty;
        StatePair shaped = penalty with { First = Standardize(penalty.First, coupling.First) };
        Correct(coupling, [shaped], layers);
        return shaped;
    }

    private void Correct(Coupling coupling, IReadOnlyList<StatePair> pairs, LayerGradients layers)
    {
        Tensor mu = OffsetFor(coupling, coupling.First), lambda = OffsetFor(coupling, coupling.Second);
        Tensor first = Tensor.Zeros(mu.Device, mu.Count), second = Tensor.Zeros(mu.Device, lambda.Count);
        foreach (StatePair pair in pairs)
        {
            first.AddScaled(Project(pair.First, pair.Second, lambda, pair));
            second.AddScaled(Project(pair.Second, pair.First, mu, pair));
        }

        layers.Correct(coupling, (first, second));
    }

    /// <summary>
    /// Transforms an additional part of a coupling's gradient, a matrix given by its second states, to the same coordinates as the rest of the gradient.
    /// Subtracts its corrections at the offsets from the bias gradients.
    /// </summary>
    internal StatePair Shape(Coupling coupling, in StatePair matrix, LayerGradients layers)
    {
        Tensor g = matrix.Second.AsTensor().Clone(), mu = OffsetFor(coupling, coupling.First), lambda = OffsetFor(coupling, coupling.Second);
        if (_inverse.TryGetValue(coupling.First, out Tensor? ofFirst))
            g.MultiplyRows(ofFirst);
        for (int row = 0; row < g.Rows && _inverse.ContainsKey(coupling.Second); row++)
            System.Numerics.Tensors.TensorPrimitives.Multiply(g.Row(row), _inverse[coupling.Second].AsSpan(), g.Row(row));

        layers.Correct(coupling, (
            g.Multiply(lambda.Reshape(lambda.Count, 1)).Reshape(mu.Count).Scale(matrix.Scale),
            mu.Reshape(1, mu.Count).Multiply(g).Reshape(lambda.Count).Scale(matrix.Scale)));
        return matrix with { Second = States.Dense(g) };
    }

    /// <summary>
    /// Multiplies the gradient of a layer's bias by S⁻²; that of units with a spread, which is over s², by s². Must be called before couplings correct it.
    /// </summary>
    internal void ScaleBias(Layer layer, LayerGradients layers)
    {
        if (_squares.Count == 0 && layer.Units.Spread is not null)
        {
            Tensor scaled = Tensor.ZerosLike(layers.Of(layer)[0]);
            layer.Units.AddInputShift(scaled, layers.Of(layer)[0], 1);
            scaled.CopyTo(layers.Of(layer)[0]);
            return;
        }

        if (!_inverse.TryGetValue(layer, out Tensor? inverse))
            return;
        Tensor gradient = layers.Of(layer)[0];
        for (int i = 0; i < inverse.Count; i++)
            gradient[i] *= inverse[i];
    }

    /// <summary>
    /// Sets the offsets to the means of each layer at those of the others. Without input, the hidden units of a model of data far from 0 would all be
    /// on or off.
    /// </summary>
    private void StartTogether()
    {
        const int Passes = 2;
        IEnumerable<Layer> order = _machine.LayersOf(LayerRole.Hidden).Concat(_machine.LayersOf(LayerRole.Visible));
        foreach (Layer layer in Enumerable.Repeat(order, Passes).SelectMany(layers => layers).Where(IsOffset))
        {
            Tensor input = Tensor.Zeros(_offsets[layer].Device, 1, layer.Units.Count);
            foreach (Coupling coupling in _machine.Couplings.Where(coupling => coupling.First == layer || coupling.Second == layer))
                input.AddScaled(coupling.InputTo(layer, States.Dense(_offsets[coupling.Opposite(layer)].Reshape(1, -1))), 1);
            layer.Units.Mean(input).Reshape(layer.Units.Count).CopyTo(_offsets[layer]);
        }
    }

    private bool IsOffset(Layer layer) => _options.Offsets != OffsetKind.None || layer.Units.Spread is not null;

    private static Tensor Reciprocals(Tensor values)
    {
        Tensor inverse = values.Clone();
        for (int i = 0; i < inverse.Count; i++)
            inverse[i] = 1 / inverse[i];
        return inverse;
    }

    private Tensor OffsetFor(Coupling coupling, Layer layer)
    {
        if (coupling.Opposite(layer).Units.Shared is null)
            return _offsets[layer];
        if (!_none.TryGetValue(layer, out Tensor? none))
            _none[layer] = none = Tensor.ZerosLike(_offsets[layer]);
        return none;
    }

    private static Tensor Project(States x, States y, Tensor onto, in StatePair pair)
    {
        double[] projections = y.Dot(onto);
        Tensor weights = Tensor.Zeros(onto.Device, projections.Length);
        for (int i = 0; i < projections.Length; i++)
            weights[i] = (float)(pair.Scale * (pair.Weights?[i] ?? 1.0) * projections[i]);
        return x.WeightedSum(weights);
    }

    private void UpdateScale(Layer layer, Tensor offset, Tensor squares, Phase data, float rate, Ranks ranks, float share)
    {
        States states = data.State[layer];
        // Hidden states are means here, whose squares do not give a variance. Units of two states have the variance (μ − low) (high − μ).
        (float Low, float High)? two = layer.Units.NewStates(offset.Device, 1) is { Bits: not null, AreSigns: false } ? (0, 1)
            : layer.Units is { BlockSize: 1, BlockStates: { Count: 2 } each } ? (each[0][0], each[1][0]) : null;
        if (two is null)
        {
            Tensor square = states.AsTensor().Clone();
            for (int row = 0; row < square.Rows; row++)
                System.Numerics.Tensors.TensorPrimitives.Multiply(square.Row(row), square.Row(row), square.Row(row));
            Tensor mean = States.Dense(square).WeightedSum(data.WeightsOrEqual(offset.Device));
            if (ranks.Count > 1)
                ranks.Sum([mean.Scale(share)]);
            squares.Scale(1 - rate).AddScaled(mean, rate);
        }

        Tensor inverse = _inverse[layer];
        for (int i = 0; i < inverse.Count; i++)
        {
            float variance = two is var (low, high) ? (offset[i] - low) * (high - offset[i]) : squares[i] - (offset[i] * offset[i]);
            inverse[i] = 1 / ((float)_options.VarianceFloor + MathF.Max(0, variance));
        }
    }

    /// <summary>(x − μ) / s², [batch, units].</summary>
    private States Standardize(States states, Layer layer)
    {
        Tensor values = states.AsTensor().Clone(), offset = _offsets[layer];
        Tensor? inverse = _inverse.GetValueOrDefault(layer);
        for (int row = 0; row < values.Rows; row++)
        {
            Span<float> x = values.Row(row);
            System.Numerics.Tensors.TensorPrimitives.Subtract(x, offset.AsSpan(), x);
            if (inverse is not null)
                System.Numerics.Tensors.TensorPrimitives.Multiply(x, inverse.AsSpan(), x);
        }

        return States.Dense(values);
    }
}
