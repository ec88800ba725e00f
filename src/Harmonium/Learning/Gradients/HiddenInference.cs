using Harmonium.Sampling;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// How hidden states are inferred from the data when hidden units are coupled with each other and cannot be sampled in one step. The options of mean-field
/// inference have no effect with Gibbs sampling.
/// </summary>
internal sealed record HiddenInference
{
    /// <summary>
    /// True for mean-field inference (Peterson &amp; Anderson 1987); false, the default, for Gibbs sampling (Ackley, Hinton, Sejnowski 1985).
    /// </summary>
    public bool MeanField { get; init; }

    /// <summary>The number of sweeps over the hidden units, at least 1; the maximum number if <see cref="Tolerance"/> is above 0.</summary>
    public int Sweeps { get; init; } = 20;

    /// <summary>
    /// Inference stops when the largest change of a mean in a sweep is at most this value, at least 0; 0 performs all sweeps. 10⁻⁴ to 10⁻³ if the bound on
    /// the likelihood matters.
    /// </summary>
    public double Tolerance { get; init; }

    /// <summary>
    /// The fraction of the old mean kept in an update, in [0, 1). With 0 no update raises the variational free energy; larger values prevent oscillation.
    /// </summary>
    public double Damping { get; init; }

    /// <summary>The initial means.</summary>
    public MeanFieldStart Start { get; init; } = MeanFieldStart.Biases;

    /// <summary>
    /// True to start from the means found at the example's last visit, and from <see cref="Start"/> only at the first visit. The means of all examples are
    /// stored, one number per example and hidden unit, and saved with the training.
    /// </summary>
    public bool WarmStart { get; init; }

    internal void Validate()
    {
        if (Sweeps < 1)
            throw new ArgumentException($"The inference of hidden states needs at least 1 sweep; it has {Sweeps}.");
        if (!(Tolerance >= 0 && double.IsFinite(Tolerance)))
            throw new ArgumentException($"The tolerance of mean-field inference must be a finite number of at least 0; it is {Tolerance}.");
        if (Damping is not (>= 0 and < 1))
            throw new ArgumentException($"The damping of mean-field inference must be in [0, 1); it is {Damping}.");
    }
}
