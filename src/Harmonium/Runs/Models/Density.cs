using Harmonium.Evaluation;
using Harmonium.Machines;
using Harmonium.Numerics;

namespace Harmonium.Runs.Models;

/// <summary>How likely a model finds examples.</summary>
public abstract class Density
{
    /// <summary>F(v) of each example, [batch, inputs] → [batch], in nats; log p(v) = −F(v) − log Z.</summary>
    public abstract double[] FreeEnergy(States examples);

    /// <summary>The likelihood of examples, with log Z and monitors.</summary>
    /// <param name="test">The examples to judge.</param>
    /// <param name="training">What the model was trained on; null where it is not at hand.</param>
    /// <param name="options">How to evaluate; defaults when null.</param>
    /// <param name="progress">Receives the share of the annealing that is done, 0 to 1.</param>
    /// <param name="cancel">Stops the enumeration or the annealing.</param>
    /// <exception cref="ArgumentException">The examples do not fit the model.</exception>
    public abstract RbmEvaluation Evaluate(
        VisibleData test, VisibleData? training = null, EvaluationOptions? options = null, IProgress<double>? progress = null,
            CancellationToken cancel = default);
}
