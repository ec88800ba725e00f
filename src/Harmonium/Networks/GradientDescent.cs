using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;

namespace Harmonium.Networks;

/// <summary>
/// What every learner of a network does once its loss stands on a tape: go back, clip, move each parameter, limit norms, average. The optimisers are those of
/// the energy machines, which climb: the gradient is taken of −loss.
/// </summary>
internal sealed class GradientDescent
{
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly IReadOnlyList<ParameterRole> _roles;
    private readonly Func<int, bool> _columnsAreUnits;
    private readonly Optimiser _optimiser;
    private readonly NetworkLearningOptions _options;
    private readonly ParameterAverage? _average;
    private IReadOnlyDictionary<string, Tensor>? _adopted;

    /// <param name="parameters">What is moved, with running statistics that are only kept.</param>
    /// <param name="roles">What each is for.</param>
    /// <param name="columnsAreUnits">Whether a unit's weights are a column of a parameter, by its index; rows else.</param>
    /// <param name="optimiser">How it is moved.</param>
    /// <param name="options">How far.</param>
    internal GradientDescent(IReadOnlyList<Parameter> parameters, IReadOnlyList<ParameterRole> roles, Func<int, bool> columnsAreUnits, Optimiser optimiser, NetworkLearningOptions options)
    {
        options.Validate();
        (_parameters, _roles, _columnsAreUnits, _optimiser, _options) = (parameters, roles, columnsAreUnits, optimiser, options);
        _average = options.AverageFrom is { } start ? new ParameterAverage(parameters, start) : null;
    }

    internal IEnumerable<KeyValuePair<string, Tensor>> State =>
        _parameters.Select(p => KeyValuePair.Create(p.Name, p.Values)).Concat(_optimiser.State).Concat(_average is null ? [] : _average.State);

    internal void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        PutInPlace(state);
        _average?.Restore(state);
        _optimiser.Restore(state.Where(pair => Optimiser.Owns(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value));
    }

    internal StepReport Step(Tape tape, Node loss, TrainingTime time)
    {
        tape.Backward(loss, -1);
        LearningRates rates = new(_options.LearningRate.At(time), _options.Momentum.At(time), _options.L2, _options.L1, time.Step);
        if (_options.GradientNorm is { } most)
            Clip(tape, most);
        float largest = 0;
        for (int i = 0; i < _parameters.Count; i++)
        {
            if (_roles[i] is ParameterRole.Mean or ParameterRole.Variance)
                continue;
            (string name, Tensor values) = (_parameters[i].Name, _parameters[i].Values);
            Tensor gradient = tape.GradientOf(values);
            float found = _roles[i] == ParameterRole.Weights ? _optimiser.AscendWeights(name, values, gradient, rates) : _optimiser.Ascend(name, values, gradient, rates);
            largest = float.IsNaN(found) ? found : MathF.Max(largest, found);
            if (_options.MaximumNorm is { } norm && _roles[i] == ParameterRole.Weights)
                Limit(values, (float)norm, _columnsAreUnits(i));
        }

        _average?.After(time);
        return new StepReport(largest, rates.Rate);
    }

    internal void Finish() => PutInPlace(_adopted ?? _average?.Means);

    internal void Adopt(IReadOnlyDictionary<string, Tensor> parameters) => _adopted = parameters;

    private static void Limit(Tensor weights, float norm, bool columnsAreUnits)
    {
        if (columnsAreUnits)
        {
            weights.LimitColumnNorms(norm);
            return;
        }

        for (int row = 0; row < weights.Rows; row++)
        {
            double length = Math.Sqrt(weights.RowRange(row, 1).SumOfSquares());
            if (length > norm)
                weights.RowRange(row, 1).Scale((float)(norm / length));
        }
    }

    private void Clip(Tape tape, double most)
    {
        double sum = 0;
        for (int i = 0; i < _parameters.Count; i++)
        {
            if (_roles[i] is not (ParameterRole.Mean or ParameterRole.Variance))
                sum += tape.GradientOf(_parameters[i].Values).SumOfSquares();
        }

        double length = Math.Sqrt(sum);
        if (length <= most)
            return;
        for (int i = 0; i < _parameters.Count; i++)
        {
            if (_roles[i] is not (ParameterRole.Mean or ParameterRole.Variance))
                tape.GradientOf(_parameters[i].Values).Scale((float)(most / length));
        }
    }

    private void PutInPlace(IReadOnlyDictionary<string, Tensor>? parameters)
    {
        if (parameters is null)
            return;
        foreach (Parameter parameter in _parameters)
            EnergyLearner.Find(parameters, parameter.Name).CopyTo(parameter.Values);
    }
}
