namespace Harmonium.Machines.Hopfield;

/// <summary>Options for recall in a Hopfield network.</summary>
public sealed record RecallOptions
{
    /// <summary>The order of updates.</summary>
    public Dynamics Dynamics { get; init; } = Dynamics.Asynchronous;

    /// <summary>The largest number of sweeps, at least 1. One sweep updates every neuron once.</summary>
    public int Sweeps { get; init; } = 200;

    /// <summary>
    /// The temperature at which heated sweeps begin, at least 0. It falls to 0 in equal steps over <see cref="HeatedSweeps"/>, and the sweeps at
    /// temperature 0 follow. Heat lets a network leave its first minimum for a deeper one nearby. Amit, Gutfreund, Sompolinsky (1985) derive the
    /// phases of a network at a temperature: with Hebb's rule and random patterns, it retrieves nothing above T = 1.
    /// </summary>
    public double Temperature { get; init; }

    /// <summary>The number of asynchronous sweeps during which the temperature falls; 0 by default.</summary>
    public int HeatedSweeps { get; init; }

    /// <summary>The seed of the random orders. All probes of a call share the order of a sweep.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>True to record the energy of every probe before the first sweep and after each sweep.</summary>
    public bool TraceEnergy { get; init; }

    internal void Validate()
    {
        if (Sweeps < 1)
            throw new ArgumentException($"Recall needs at least one sweep; the limit is {Sweeps}.");
        if (!(Temperature >= 0 && double.IsFinite(Temperature)) || HeatedSweeps < 0)
            throw new ArgumentException($"The temperature and the number of heated sweeps must be at least 0; they are {Temperature} and {HeatedSweeps}.");
        if (Temperature > 0 != HeatedSweeps > 0)
            throw new ArgumentException($"The temperature is {Temperature} and the number of heated sweeps is {HeatedSweeps}; each needs the other. " +
                "Set both.");
        if (HeatedSweeps > 0 && Dynamics != Dynamics.Asynchronous)
            throw new ArgumentException("Heated sweeps need asynchronous dynamics. Leave the temperature at 0.");
    }
}
