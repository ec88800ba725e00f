namespace Harmonium.Learning.Gradients;

/// <summary>The options of <see cref="MeanFieldGradient"/>.</summary>
public sealed record MeanFieldOptions
{
    /// <summary>The order of the expansion; second order by default (Gabrié, Tramel, Krzakala 2015).</summary>
    public MeanFieldOrder Order { get; init; } = MeanFieldOrder.Tap;

    /// <summary>The number of initial points, at least 1. Each converges to its own fixed point.</summary>
    public int Points { get; init; } = 100;

    /// <summary>The number of updates of both sides per step, at least 1; 3 to 10 (Gabrié et al. 2015).</summary>
    public int Iterations { get; init; } = 3;

    /// <summary>The fraction of the old input kept in an update, in [0, 1); 0.5 prevents oscillation between two states.</summary>
    public double Damping { get; init; } = 0.5;

    /// <summary>
    /// The standard deviation of the noise added to the inputs at each step, at least 0. Without noise, magnetizations that converged to the same fixed
    /// point could never separate again.
    /// </summary>
    public double Kick { get; init; } = 0.05;

    internal void Validate()
    {
        if (Points < 1 || Iterations < 1)
            throw new ArgumentException($"Mean field needs at least 1 point and 1 iteration; it has {Points} and {Iterations}.");
        if (Damping is not (>= 0 and < 1))
            throw new ArgumentException($"The damping must be in [0, 1); it is {Damping}.");
        if (!(Kick >= 0 && double.IsFinite(Kick)))
            throw new ArgumentException($"The kick must be a finite number of at least 0; it is {Kick}.");
    }
}
