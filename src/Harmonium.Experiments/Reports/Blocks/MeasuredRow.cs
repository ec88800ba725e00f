using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>One measurement beside what is published of it.</summary>
/// <param name="Name">The quantity.</param>
/// <param name="Measured">What came out here.</param>
/// <param name="Unit">Its unit, as in "nats" or "s"; empty for a pure number.</param>
public sealed record MeasuredRow(string Name, MeasuredValue Measured, string Unit)
{
    /// <summary>What is published; none by default.</summary>
    public MeasuredValue? Published { get; init; }

    /// <summary>Whether the measurement meets what was promised of it; null (default) when nothing was.</summary>
    public bool? Met { get; init; }

    /// <summary>How gray pixels were made binary ("sampled", "static", "threshold"), for a likelihood; set by <see cref="Likelihood"/>.</summary>
    public string? Binarization { get; private init; }

    /// <summary>Where the published number stands, or what explains a difference; none by default.</summary>
    public string? Note { get; init; }

    /// <summary>A log-likelihood in nats, which says nothing without the binarization it was measured under.</summary>
    /// <param name="name">The quantity.</param>
    /// <param name="measured">What came out here.</param>
    /// <param name="binarization">How gray pixels were made binary.</param>
    /// <exception cref="ArgumentException">No binarization.</exception>
    public static MeasuredRow Likelihood(string name, MeasuredValue measured, string binarization)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(binarization);
        return new MeasuredRow(name, measured, "nats") { Binarization = binarization };
    }
}
