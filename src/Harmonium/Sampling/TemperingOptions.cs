namespace Harmonium.Sampling;

/// <summary>How many temperatures parallel tempering has, and how they are moved.</summary>
public sealed record TemperingOptions
{
    /// <summary>How many inverse temperatures from 0 to 1, both included, at least 2; 10 to 20 (Desjardins et al. 2010).</summary>
    public int Temperatures { get; init; } = 10;

    /// <summary>
    /// Every how many sweeps the temperatures are moved so that neighbors swap equally often, at least 0; 0 leaves them evenly spaced.
    /// Samples taken while temperatures move are only nearly exact (Syed, Bouchard-Côté, Deligiannidis, Doucet 2021, section 5).
    /// </summary>
    public int AdaptEvery { get; init; } = 100;

    internal void Validate()
    {
        if (Temperatures < 2)
            throw new ArgumentException($"Parallel tempering needs at least 2 temperatures; there are {Temperatures}.");
        if (AdaptEvery < 0)
            throw new ArgumentException($"The sweeps between moves of the temperatures must not be negative; they are {AdaptEvery}.");
    }
}
