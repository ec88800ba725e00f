using Harmonium.Errors;
using Harmonium.Learning;
using Harmonium.Learning.LineSearch;
using Harmonium.Networks.Layers;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Units;

namespace Harmonium.Networks;

/// <summary>
/// Several line searches per step, all on one batch. The objective is the loss plus ½ λ₂ Σ w² as a function of all parameters concatenated. The minimizer
/// restarts with each batch, so it has no state to save.
/// </summary>
internal sealed class LineSearchDescent : NetworkDescent
{
    private readonly BatchMinimizer _minimizer;
    private readonly float _l2;
    private readonly Part[] _parts;
    private readonly Tensor[] _running;
    private readonly Tensor _point;

    /// <param name="parameters">The parameters, including running statistics, which are only stored.</param>
    /// <param name="roles">The role of each parameter.</param>
    /// <param name="minimizer">The minimizer.</param>
    /// <param name="options">The weight decay and averaging; learning rate and momentum have no effect.</param>
    internal LineSearchDescent(IReadOnlyList<Parameter> parameters, IReadOnlyList<ParameterRole> roles, BatchMinimizer minimizer,
        NetworkLearningOptions options)
        : base(parameters, roles, options)
    {
        if (options.L1 != 0 || options.MaximumNorm is not null || options.GradientNorm is not null)
            throw new ArgumentException("A line search needs a smooth function: it supports L2, but not L1, a maximum norm or a limit of the gradient " +
                "norm. Omit these options, or choose another optimizer.", nameof(options));
        (_minimizer, _l2) = (minimizer, (float)options.L2);
        _parts = new Part[Learned.Count];
        int count = 0;
        foreach ((int k, int i) in Learned.Index())
        {
            _parts[k] = new Part(parameters[i].Values, count, IsWeights(i));
            count += parameters[i].Values.Count;
        }

        _running = [.. Enumerable.Range(0, parameters.Count).Except(Learned).Select(i => parameters[i].Values)];
        _point = Tensor.Zeros(parameters[0].Values.Device, count);
    }

    private protected override IReadOnlyDictionary<string, Tensor> Memory { get; } = new Dictionary<string, Tensor>();

    private protected override void Remember(IReadOnlyDictionary<string, Tensor> state)
    {
    }

    private protected override StepReport Move(Tape tape, Func<LossNode> pass, TrainingTime time)
    {
        Tensor[] running = [.. _running.Select(values => values.Clone())];
        double? first = null;
        foreach (Part part in _parts)
            part.Values.Reshape(part.Count).CopyTo(part.Of(_point));
        try
        {
            IReadOnlyList<LineSearchStep> steps = _minimizer.Minimize(_point, Loss);
            return new StepReport(_point.LargestMagnitude(), steps.Count > 0 ? steps[^1].Length : 0);
        }
        catch (NotFiniteNumberException)
        {
            throw new DivergedException(
                time.Step + 1,
                $"The training diverged: the loss is {LastLoss} at the start of step {time.Step + 1}, but a line search needs a finite initial value. " +
                "Restart with smaller initial weights, and check the data for values far outside [0, 1].");
        }
        finally
        {
            LastLoss = first ?? double.NaN;
        }

        double Loss(Tensor point, Tensor gradient)
        {
            foreach (Part part in _parts)
                part.Of(point).CopyTo(part.Values.Reshape(part.Count));
            // They change once per step, at its final point, and not at every point that a search evaluates.
            foreach ((Tensor values, Tensor before) in _running.Zip(running))
                before.CopyTo(values);
            LossNode loss = pass();
            first ??= loss.PerExample;
            tape.Backward(loss);
            double decay = 0;
            foreach (Part part in _parts)
            {
                Tensor slope = tape.GradientOf(part.Values).Reshape(part.Count).CopyTo(part.Of(gradient));
                if (!part.IsWeights || _l2 == 0)
                    continue;
                Tensor weights = part.Of(point);
                decay += _l2 * weights.SumOfSquares() / 2;
                slope.AddScaled(weights, _l2);
            }

            return loss.PerExample + decay;
        }
    }

    /// <summary>A parameter and its position in the concatenated vector.</summary>
    private sealed record Part(Tensor Values, int Start, bool IsWeights)
    {
        internal int Count => Values.Count;

        internal Tensor Of(Tensor all) => all.RowRange(Start, Count);
    }
}
