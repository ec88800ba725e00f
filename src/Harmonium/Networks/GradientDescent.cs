using Harmonium.Learning;
using Harmonium.Learning.Optimizers;
using Harmonium.Networks.Layers;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Networks;

/// <summary>
/// One gradient per step: backpropagate, clip, update each parameter, limit norms. The optimizers are those of energy-based models, which perform gradient
/// ascent, so they receive the gradient of −loss.
/// </summary>
internal sealed class GradientDescent : NetworkDescent
{
    private readonly Func<int, bool> _columnsAreUnits;
    private readonly Optimizer _optimizer;
    private readonly NetworkLearningOptions _options;

    /// <param name="parameters">The parameters, including running statistics, which are only stored.</param>
    /// <param name="roles">The role of each parameter.</param>
    /// <param name="columnsAreUnits">True if a unit's weights are a column of the parameter with an index; false if they are a row.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="options">The learning rates and limits.</param>
    internal GradientDescent(IReadOnlyList<Parameter> parameters, IReadOnlyList<ParameterRole> roles, Func<int, bool> columnsAreUnits, Optimizer optimizer,
        NetworkLearningOptions options)
        : base(parameters, roles, options) =>
        (_columnsAreUnits, _optimizer, _options) = (columnsAreUnits, optimizer, options);

    private protected override IReadOnlyDictionary<string, Tensor> Memory => _optimizer.State;

    private protected override void Remember(IReadOnlyDictionary<string, Tensor> state) =>
        _optimizer.Restore(state.Where(pair => Optimizer.Owns(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value));

    private protected override StepReport Move(Tape tape, Func<LossNode> pass, TrainingTime time)
    {
        LossNode loss = pass();
        LastLoss = loss.Value[0];
        tape.Backward(loss, -1);
        LearningRates rates = new(_options.LearningRate.At(time), _options.Momentum.At(time), _options.L2, _options.L1, time.Step);
        if (_options.GradientNorm is { } most)
            Clip(tape, most);
        float largest = 0;
        foreach (int i in Learned)
        {
            (string name, Tensor values) = (Parameters[i].Name, Parameters[i].Values);
            float found = IsWeights(i) ? _optimizer.AscendWeights(name, values, tape.GradientForStep(values), rates)
                : _optimizer.Ascend(name, values, tape.GradientOf(values), rates);
            largest = float.IsNaN(found) ? found : MathF.Max(largest, found);
            if (_options.MaximumNorm is { } norm && IsWeights(i))
                Limit(values, (float)norm, _columnsAreUnits(i));
        }

        return new StepReport(largest, rates.Rate);
    }

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
        double length = Math.Sqrt(Learned.Sum(i => tape.GradientOf(Parameters[i].Values).SumOfSquares()));
        if (length <= most)
            return;
        foreach (int i in Learned)
            tape.GradientOf(Parameters[i].Values).Scale((float)(most / length));
    }
}
