namespace Harmonium.Sampling;

/// <summary>When trajectory tempering freezes another machine of the run.</summary>
public sealed record TrajectoryOptions
{
    /// <summary>
    /// The mean swap acceptance with the last frozen machine, between 0 and 1, under which the machine as it stands is frozen;
    /// 0.25 (Béreux, Decelle, Seoane 2025).
    /// </summary>
    public double LeastSwapRate { get; init; } = 0.25;

    /// <summary>The most frozen machines, at least 2; beyond it a new one takes the place of the last, so that memory and time stay bounded.</summary>
    public int MostFrozen { get; init; } = 30;

    /// <summary>How many differences of free energies each pair of neighbors remembers for log Z, at least 100.</summary>
    public int Remembered { get; init; } = 2000;

    internal void Validate()
    {
        if (LeastSwapRate is not (> 0 and < 1))
            throw new ArgumentException($"The least swap rate lies between 0 and 1; it is {LeastSwapRate}.");
        if (MostFrozen < 2)
            throw new ArgumentException($"Trajectory tempering keeps at least 2 frozen machines; the most is {MostFrozen}.");
        if (Remembered < 100)
            throw new ArgumentException($"At least 100 differences are remembered for log Z; they are {Remembered}.");
    }
}
