using Harmonium.Numerics;

namespace Harmonium;

/// <summary>The offsets μ of every layer that centring subtracts from states.</summary>
internal sealed class Offsets
{
    private readonly BoltzmannMachine _machine;
    private readonly OffsetKind _kind;
    private readonly float _rate;
    private readonly Dictionary<Layer, Tensor> _offsets;

    internal Offsets(BoltzmannMachine machine, OffsetKind kind, double rate)
    {
        _machine = machine;
        _kind = kind;
        _rate = (float)rate;
        // What independent units do at the start: the data's means where biases were fitted to them, one half where they are 0.
        _offsets = machine.Layers.ToDictionary(
            layer => layer,
            layer => layer.Units.Mean(Tensor.Zeros(layer.Units.Parameters[0].Values.Device, 1, layer.Units.Count)).Reshape(layer.Units.Count));
    }

    internal Tensor this[Layer layer] => _offsets[layer];

    internal IReadOnlyDictionary<string, Tensor> State => _offsets.ToDictionary(pair => $"offset.{pair.Key.Name}", pair => pair.Value);

    internal void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        foreach (Layer layer in _machine.Layers)
            EnergyLearner.Find(state, $"offset.{layer.Name}").CopyTo(_offsets[layer]);
    }

    internal void Update(LayerGradients layers)
    {
        foreach (Layer layer in _machine.Layers)
        {
            Tensor offset = _offsets[layer], mean = layers.DataMean(layer);
            if (_kind == OffsetKind.Centred)
                offset.Scale(1 - _rate).AddScaled(mean, _rate);
            else
                mean.CopyTo(offset).AddScaled(layers.Difference(layer), -0.5f);
        }
    }
}
