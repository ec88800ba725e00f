namespace Harmonium.Machines.Hopfield;

/// <summary>How a Hopfield net recalls.</summary>
public sealed record RecallOptions
{
    /// <summary>The order of updates.</summary>
    public Dynamics Dynamics { get; init; } = Dynamics.Asynchronous;

    /// <summary>How many sweeps are made at most, at least 1; one sweep updates every neuron once.</summary>
    public int Sweeps { get; init; } = 200;

    /// <summary>
    /// The temperature, at least 0, at which heated sweeps begin; it falls to 0 in equal steps over <see cref="HeatedSweeps"/>, and the sweeps at temperature 0
    /// follow. Heat lets a net leave the first valley that it meets for a deeper one nearby (Amit, Gutfreund, Sompolinsky 1985 for the
    /// phases of a net at a temperature; Hebb's net of random patterns remembers nothing above T = 1).
    /// </summary>
    public double Temperature { get; init; }

    /// <summary>How many asynchronous sweeps are made while the temperature falls; none are usual.</summary>
    public int HeatedSweeps { get; init; }

    /// <summary>The seed of the random orders; all probes of a call share the order of a sweep.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether the energy of every probe is noted before the first and after every sweep.</summary>
    public bool TraceEnergy { get; init; }

    internal void Validate()
    {
        if (Sweeps < 1)
            throw new ArgumentException($"Recall needs at least one sweep; it has {Sweeps}.");
        if (!(Temperature >= 0 && double.IsFinite(Temperature)) || HeatedSweeps < 0)
            throw new ArgumentException($"Heated sweeps have a temperature and a number of at least 0; these are {Temperature} and {HeatedSweeps}.");
        if (Temperature > 0 != HeatedSweeps > 0)
            throw new ArgumentException($"A temperature needs heated sweeps and heated sweeps a temperature; these are {Temperature} and {HeatedSweeps}. " +
                "Set both.");
        if (HeatedSweeps > 0 && Dynamics != Dynamics.Asynchronous)
            throw new ArgumentException("Heated sweeps are asynchronous; synchronous dynamics has none. Leave the temperature at 0.");
    }
}
