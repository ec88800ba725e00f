namespace Harmonium.Learning.Gradients;

/// <summary>How mean-field magnetisations are found.</summary>
public sealed record MeanFieldOptions
{
    /// <summary>The order of the expansion; second (Gabrié, Tramel, Krzakala 2015).</summary>
    public MeanFieldOrder Order { get; init; } = MeanFieldOrder.Tap;

    /// <summary>How many starting points, at least 1: each finds a fixed point of its own.</summary>
    public int Points { get; init; } = 100;

    /// <summary>Updates of both sides a step, at least 1; 3 to 10 (Gabrié et al. 2015).</summary>
    public int Iterations { get; init; } = 3;

    /// <summary>How much of the old input is kept in an update, 0 to below 1; 0.5 keeps it from swinging between two states.</summary>
    public double Damping { get; init; } = 0.5;

    /// <summary>
    /// The standard deviation of what is added to the inputs at each step, at least 0: magnetisations that met while the machine had one
    /// fixed point could otherwise never part again.
    /// </summary>
    public double Kick { get; init; } = 0.05;

    internal void Validate()
    {
        if (Points < 1 || Iterations < 1)
            throw new ArgumentException($"Mean field needs at least 1 point and 1 iteration; there are {Points} and {Iterations}.");
        if (Damping is not (>= 0 and < 1))
            throw new ArgumentException($"The damping lies in [0, 1); it is {Damping}.");
        if (!(Kick >= 0 && double.IsFinite(Kick)))
            throw new ArgumentException($"The kick must be a finite number, 0 or above; it is {Kick}.");
    }
}
