using Harmonium.Couplings;
using Harmonium.Learning.Gradients;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Learning.Penalties;

/// <summary>Pulls the mean activations of hidden layers toward a target by adding to the gradients.</summary>
internal sealed class SparsityPenalty
{
    private readonly BoltzmannMachine _machine;
    private readonly SparsityOptions _options;
    private readonly Dictionary<Layer, Tensor> _running;

    internal SparsityPenalty(BoltzmannMachine machine, SparsityOptions options)
    {
        if (machine.LayersOf(LayerRole.Hidden).FirstOrDefault(layer => layer.Units is not Bernoulli) is { } other)
            throw new ArgumentException($"A sparsity target requires hidden Bernoulli units; the layer '{other.Name}' has {other.Units.Kind} units.");
        _machine = machine;
        _options = options;
        _running = machine.LayersOf(LayerRole.Hidden).ToDictionary(layer => layer, layer =>
        {
            Tensor start = Tensor.Zeros(layer.Units.Parameters[0].Values.Device, layer.Units.Count);
            start.AsSpan().Fill((float)options.Target);
            return start;
        });
    }

    internal IReadOnlyDictionary<string, Tensor> State => _running.ToDictionary(pair => $"activity.{pair.Key.Name}", pair => pair.Value);

    internal void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        foreach (Layer layer in _machine.LayersOf(LayerRole.Hidden))
            SavedState.Find(state, $"activity.{layer.Name}").CopyTo(_running[layer]);
    }

    /// <summary>Returns the penalty's contribution to a coupling's gradient. Adds the contribution to the biases to <paramref name="layers"/>.</summary>
    internal IEnumerable<StatePair> Penalize(Coupling coupling, Phase data, LayerGradients layers)
    {
        foreach (Layer layer in (Layer[])[coupling.First, coupling.Second])
        {
            // Weights within a layer connect two hidden units each; a target for single units does not apply to them.
            if (layer.Role != LayerRole.Hidden || ReferenceEquals(coupling.First, coupling.Second))
                continue;
            States pull = States.Dense(Pull(layer, data, layers));
            Tensor weights = data.WeightsOrEqual(pull.Device);
            layer.Units.AddInputShift(layers.Of(layer)[0], pull.WeightedSum(weights), 1);
            States other = data.State[coupling.Opposite(layer)];
            yield return ReferenceEquals(layer, coupling.Second) ? new StatePair(other, pull, 1, weights) : new StatePair(pull, other, 1, weights);
        }
    }

    /// <summary>Computes the penalty's gradient with respect to each unit's total input per example, [batch, units].</summary>
    private Tensor Pull(Layer layer, Phase data, LayerGradients layers)
    {
        Tensor running = _running[layer], now = layers.DataMean(layer), means = data.State[layer].AsTensor();
        running.Scale((float)_options.Decay).AddScaled(now, (float)(1 - _options.Decay));
        Tensor pull = Tensor.Zeros(means.Device, means.Rows, means.Columns);
        double p = _options.Target;
        for (int unit = 0; unit < means.Columns; unit++)
        {
            double q = Math.Clamp(_options.Kind == SparsityKind.CrossEntropy ? running[unit] : now[unit], 1e-6, 1 - 1e-6);
            for (int i = 0; i < means.Rows; i++)
            {
                double h = means[i, unit];
                double slope = _options.Kind == SparsityKind.CrossEntropy ? p - q : (p - q) / (q * (1 - q)) * h * (1 - h);
                pull[i, unit] = (float)(_options.Cost * slope);
            }
        }

        return pull;
    }
}
