using Harmonium.Learning;
using Harmonium.Learning.Optimizers;
using Harmonium.Networks.Layers;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Units;

namespace Harmonium.Networks;

/// <summary>The base class of the update rules of networks: minimizes the loss of a batch, keeps its state, and averages parameters.</summary>
internal abstract class NetworkDescent
{
    private readonly IReadOnlyList<ParameterRole> _roles;
    private readonly ParameterAverage? _average;
    private IReadOnlyDictionary<string, Tensor>? _adopted;

    private protected NetworkDescent(IReadOnlyList<Parameter> parameters, IReadOnlyList<ParameterRole> roles, NetworkLearningOptions options)
    {
        options.Validate();
        (Parameters, _roles) = (parameters, roles);
        _average = options.AverageFrom is { } start ? new ParameterAverage(parameters, start) : null;
        Learned = [.. Enumerable.Range(0, parameters.Count).Where(i => roles[i] is not (ParameterRole.Mean or ParameterRole.Variance))];
    }

    /// <summary>The mean loss of the last batch, before the step; NaN before the first.</summary>
    internal double LastLoss { get; private protected set; } = double.NaN;

    internal IEnumerable<KeyValuePair<string, Tensor>> State =>
        Parameters.Select(p => KeyValuePair.Create(p.Name, p.Values)).Concat(Memory).Concat(_average is null ? [] : _average.State);

    /// <summary>All tensors, including running statistics, which are only stored.</summary>
    private protected IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The indices of the parameters that have a gradient.</summary>
    private protected IReadOnlyList<int> Learned { get; }

    /// <summary>The state kept between steps, by name.</summary>
    private protected abstract IReadOnlyDictionary<string, Tensor> Memory { get; }

    internal void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        PutInPlace(state);
        _average?.Restore(state);
        Remember(state);
    }

    /// <summary>Performs a step on one batch.</summary>
    /// <param name="tape">The tape that records the pass.</param>
    /// <param name="pass">Computes the loss of the batch at the current parameters on an empty tape. Calls differ only in the parameters.</param>
    /// <param name="time">The training time.</param>
    internal StepReport Step(Tape tape, Func<LossNode> pass, TrainingTime time)
    {
        StepReport report = Move(tape, pass, time);
        _average?.After(time);
        return report;
    }

    internal void Finish() => PutInPlace(_adopted ?? _average?.Means);

    internal void Adopt(IReadOnlyDictionary<string, Tensor> parameters) => _adopted = parameters;

    private protected abstract void Remember(IReadOnlyDictionary<string, Tensor> state);

    private protected abstract StepReport Move(Tape tape, Func<LossNode> pass, TrainingTime time);

    private protected bool IsWeights(int index) => _roles[index] == ParameterRole.Weights;

    private void PutInPlace(IReadOnlyDictionary<string, Tensor>? parameters)
    {
        if (parameters is null)
            return;
        foreach (Parameter parameter in Parameters)
            SavedState.Find(parameters, parameter.Name).CopyTo(parameter.Values);
    }
}
