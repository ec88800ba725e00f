namespace Harmonium.Sampling;

/// <summary>Options for trajectory tempering.</summary>
public sealed record TrajectoryOptions
{
    /// <summary>
    /// The swap rate with the last frozen machine, between 0 and 1, below which the current machine is frozen; 0.25 in Béreux, Decelle, Seoane
    /// (2025).
    /// </summary>
    public double LeastSwapRate { get; init; } = 0.25;

    /// <summary>
    /// The largest number of frozen machines, at least 2. Beyond it, a new frozen machine replaces the last one, which limits memory and time.
    /// </summary>
    public int MostFrozen { get; init; } = 30;

    /// <summary>The number of free-energy differences that each pair of neighbors stores for log Z, at least 100.</summary>
    public int Remembered { get; init; } = 2000;

    internal void Validate()
    {
        if (LeastSwapRate is not (> 0 and < 1))
            throw new ArgumentException($"The least swap rate must be between 0 and 1; it is {LeastSwapRate}.");
        if (MostFrozen < 2)
            throw new ArgumentException($"Trajectory tempering needs at least 2 frozen machines; the limit is {MostFrozen}.");
        if (Remembered < 100)
            throw new ArgumentException($"At least 100 differences must be stored for log Z, not {Remembered}.");
    }
}
