using Harmonium.Evaluation;
using Harmonium.Evaluation.Monitors;
using Harmonium.Machines;
using Harmonium.Numerics;

namespace Harmonium.Runs.Models;

/// <summary>Computes free energies and likelihoods of examples.</summary>
internal abstract class Density
{
    /// <summary>Computes the free energy F(v) of each example, [batch, inputs] → [batch], in nats; log p(v) = −F(v) − log Z.</summary>
    public abstract double[] FreeEnergy(States examples);

    /// <summary>Computes the squared reconstruction error of each example, Σ_i (v_i − r_i)² with r = M[v | M[h | v]], [batch, inputs] → [batch].</summary>
    public abstract double[] ReconstructionErrors(States examples);

    /// <summary>
    /// Computes the contribution of every column to how unusual an example is, [batch, inputs] → [batch, columns], in nats:
    /// −log p(column | all others) minus its expected value; see <see cref="ColumnSurprise"/>. NaN for missing cells.
    /// </summary>
    /// <exception cref="NotSupportedException">The units of the model do not allow it.</exception>
    public abstract double[,] Contributions(States examples);

    /// <summary>Estimates log Z and the likelihood of examples, and computes monitoring metrics.</summary>
    /// <param name="test">The examples to evaluate.</param>
    /// <param name="training">The training examples; null if they are not available.</param>
    /// <param name="options">The evaluation options; the defaults if null.</param>
    /// <param name="progress">Receives the progress of the annealing, 0 to 1.</param>
    /// <param name="cancel">Stops the enumeration or the annealing.</param>
    /// <exception cref="ArgumentException">The examples do not fit the model.</exception>
    public abstract RbmEvaluation Evaluate(
        VisibleData test, VisibleData? training = null, EvaluationOptions? options = null, IProgress<double>? progress = null,
            CancellationToken cancel = default);
}
