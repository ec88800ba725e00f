namespace Harmonium.Learning.Gradients;

/// <summary>How hidden states are found given the data where hidden units are coupled with each other and cannot be drawn at once.</summary>
public sealed record HiddenInference
{
    /// <summary>Whether means are iterated (Peterson &amp; Anderson 1987) rather than states drawn by Gibbs sampling (Ackley, Hinton, Sejnowski 1985; usual).</summary>
    public bool MeanField { get; init; }

    /// <summary>Sweeps over the hidden units, at least 1.</summary>
    public int Sweeps { get; init; } = 20;
}
