namespace Harmonium.Sampling;

/// <summary>How the missing cells of a table are sampled.</summary>
public sealed record TableCompletionOptions
{
    /// <summary>Sweeps before the average begins, at least 0: the chains forget that they began without the known cells.</summary>
    public int WarmUp { get; init; } = 50;

    /// <summary>Sweeps that are averaged, at least 1.</summary>
    public int Sweeps { get; init; } = 200;

    /// <summary>The seed of the sampling.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Validate()
    {
        if (WarmUp < 0 || Sweeps < 1)
            throw new ArgumentException($"At least 0 sweeps of warm-up and 1 that is averaged are needed; these are {WarmUp} and {Sweeps}.");
    }
}
