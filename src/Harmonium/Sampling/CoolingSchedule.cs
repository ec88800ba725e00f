namespace Harmonium.Sampling;

/// <summary>A temperature schedule for simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983).</summary>
/// <param name="From">The temperature of the first sweep, above 0.</param>
/// <param name="To">The temperature of the last sweep, above 0.</param>
public sealed record CoolingSchedule(double From, double To)
{
    /// <summary>True if the temperature falls by a constant difference per sweep; false (the default) if it falls by a constant factor.</summary>
    public bool IsLinear { get; init; }

    /// <summary>Returns the temperature after a fraction of the sweeps, 0 to 1.</summary>
    /// <exception cref="ArgumentException">A temperature is not above 0.</exception>
    public double At(double share)
    {
        if (!(From > 0 && To > 0 && double.IsFinite(From) && double.IsFinite(To)))
            throw new ArgumentException($"Temperatures must be finite and above 0; they are {From} and {To}.");
        return IsLinear ? From + ((To - From) * share) : From * Math.Pow(To / From, share);
    }
}
