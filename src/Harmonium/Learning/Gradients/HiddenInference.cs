using Harmonium.Sampling;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// How hidden states are found given the data where hidden units are coupled with each other and cannot be drawn at once. What is said of means is without
/// effect where states are drawn.
/// </summary>
public sealed record HiddenInference
{
    /// <summary>
    /// Whether means are iterated (Peterson &amp; Anderson 1987) rather than states drawn by Gibbs sampling (Ackley, Hinton, Sejnowski 1985; usual).
    /// </summary>
    public bool MeanField { get; init; }

    /// <summary>Sweeps over the hidden units, at least 1; with a <see cref="Tolerance"/> at most so many.</summary>
    public int Sweeps { get; init; } = 20;

    /// <summary>
    /// The largest change of a mean in a sweep after which no other is made, at least 0; 0 makes all sweeps. 10⁻⁴ to 10⁻³ where the bound on the likelihood
    /// matters.
    /// </summary>
    public double Tolerance { get; init; }

    /// <summary>
    /// The share of the old mean that is kept in an update, 0 to below 1; 0 never raises the variational free energy, more keeps means from swinging.
    /// </summary>
    public double Damping { get; init; }

    /// <summary>Where means begin.</summary>
    public MeanFieldStart Start { get; init; } = MeanFieldStart.Biases;

    /// <summary>
    /// Whether means begin where they ended for the same example at its last visit, and at <see cref="Start"/> only at the first. They are kept for all
    /// examples, a
    /// number per example and hidden unit, and saved with the training.
    /// </summary>
    public bool WarmStart { get; init; }

    internal void Validate()
    {
        if (Sweeps < 1)
            throw new ArgumentException($"Hidden states need at least 1 sweep; there are {Sweeps}.");
        if (!(Tolerance >= 0 && double.IsFinite(Tolerance)))
            throw new ArgumentException($"The tolerance of means must be a finite number, 0 or above; it is {Tolerance}.");
        if (Damping is not (>= 0 and < 1))
            throw new ArgumentException($"The damping of means lies in [0, 1); it is {Damping}.");
    }
}
