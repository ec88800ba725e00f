namespace Harmonium.Sampling;

/// <summary>A temperature that changes in the course of sampling, for annealing (Kirkpatrick, Gelatt, Vecchi 1983).</summary>
/// <param name="From">The temperature of the first sweep, above 0.</param>
/// <param name="To">That of the last, above 0.</param>
public sealed record CoolingSchedule(double From, double To)
{
    /// <summary>Whether the temperature falls by the same difference in every sweep, rather than by the same factor (usual).</summary>
    public bool IsLinear { get; init; }

    /// <summary>The temperature when a share, 0 to 1, of the sweeps is made.</summary>
    /// <exception cref="ArgumentException">A temperature is not above 0.</exception>
    public double At(double share)
    {
        if (!(From > 0 && To > 0 && double.IsFinite(From) && double.IsFinite(To)))
            throw new ArgumentException($"Temperatures are finite and above 0; these are {From} and {To}.");
        return IsLinear ? From + ((To - From) * share) : From * Math.Pow(To / From, share);
    }
}
