using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Learning.Optimizers;

/// <summary>The mean of the parameters over the last steps of a training (Polyak &amp; Juditsky 1992).</summary>
internal sealed class ParameterAverage
{
    // Parameters change little from step to step, so averaging every tenth step is as good at a tenth of the cost.
    private const int Every = 10;

    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly double _start;
    private readonly Dictionary<string, Tensor> _means;
    private readonly Tensor _count;

    internal ParameterAverage(IReadOnlyList<Parameter> parameters, double start)
    {
        _parameters = parameters;
        _start = start;
        _means = parameters.ToDictionary(p => p.Name, p => Tensor.ZerosLike(p.Values));
        _count = Tensor.Zeros(1);
    }

    /// <summary>The averaged parameters by name; null before the first average.</summary>
    internal IReadOnlyDictionary<string, Tensor>? Means => _count[0] == 0 ? null : _means;

    internal IReadOnlyDictionary<string, Tensor> State =>
        new Dictionary<string, Tensor>(_means.Select(pair => KeyValuePair.Create($"average.{pair.Key}", pair.Value))) { ["average.count"] = _count };

    internal void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        foreach ((string name, Tensor mean) in _means)
            SavedState.Find(state, $"average.{name}").CopyTo(mean);
        SavedState.Find(state, "average.count").CopyTo(_count);
    }

    internal void After(TrainingTime time)
    {
        if (time.Progress < _start || time.Step % Every != 0)
            return;
        _count[0]++;
        // A running mean instead of a sum keeps float32 precision for any number of steps.
        float share = 1 / _count[0];
        foreach (Parameter parameter in _parameters)
            _means[parameter.Name].Scale(1 - share).AddScaled(parameter.Values, share);
    }
}
