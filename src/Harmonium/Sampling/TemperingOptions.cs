namespace Harmonium.Sampling;

/// <summary>Options for parallel tempering.</summary>
public sealed record TemperingOptions
{
    /// <summary>The number of inverse temperatures from 0 to 1, both included, at least 2; 10 to 20 in Desjardins et al. (2010).</summary>
    public int Temperatures { get; init; } = 10;

    /// <summary>
    /// The number of sweeps between adjustments of the temperatures, at least 0. An adjustment equalizes the swap rates of neighbors; 0 keeps the
    /// temperatures evenly spaced. Samples taken during adjustment are only nearly exact (Syed, Bouchard-Côté, Deligiannidis, Doucet 2021, section
    /// 5).
    /// </summary>
    public int AdaptEvery { get; init; } = 100;

    internal void Validate()
    {
        if (Temperatures < 2)
            throw new ArgumentException($"Parallel tempering needs at least 2 temperatures; there are {Temperatures}.");
        if (AdaptEvery < 0)
            throw new ArgumentException($"The number of sweeps between adjustments must not be negative; it is {AdaptEvery}.");
    }
}
