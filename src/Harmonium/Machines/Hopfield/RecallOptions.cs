namespace Harmonium;

/// <summary>How a Hopfield net recalls.</summary>
public sealed record RecallOptions
{
    /// <summary>The order of updates.</summary>
    public Dynamics Dynamics { get; init; } = Dynamics.Asynchronous;

    /// <summary>How many sweeps are made at most, at least 1; one sweep updates every neuron once.</summary>
    public int Sweeps { get; init; } = 200;

    /// <summary>The seed of the random orders; all probes of a call share the order of a sweep.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether the energy of every probe is noted before the first and after every sweep.</summary>
    public bool TraceEnergy { get; init; }

    internal void Validate()
    {
        if (Sweeps < 1)
            throw new ArgumentException($"Recall needs at least one sweep; it has {Sweeps}.");
    }
}
