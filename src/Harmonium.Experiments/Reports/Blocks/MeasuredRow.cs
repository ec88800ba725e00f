using System.Text.Json.Serialization;
using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>One measurement, with the published value if there is one.</summary>
/// <param name="Name">The quantity.</param>
/// <param name="Measured">The measured value.</param>
/// <param name="Unit">The unit, such as "nats" or "s"; empty for a pure number.</param>
internal sealed record MeasuredRow(string Name, MeasuredValue Measured, string Unit)
{
    /// <summary>The published value; none by default.</summary>
    public MeasuredValue? Published { get; init; }

    /// <summary>True if the measurement meets its target, false if not; null (default) if there is no target.</summary>
    public bool? Met { get; init; }

    /// <summary>The binarization of gray pixels ("sampled", "static", "threshold"), for a likelihood; set by <see cref="Likelihood"/>.</summary>
    [JsonInclude]
    public string? Binarization { get; private init; }

    /// <summary>The source of the published value, or the reason for a difference; none by default.</summary>
    public string? Note { get; init; }

    /// <summary>Creates a row for a log-likelihood in nats. It is comparable only with the same binarization.</summary>
    /// <param name="name">The quantity.</param>
    /// <param name="measured">The measured value.</param>
    /// <param name="binarization">The binarization of gray pixels.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="binarization"/> is empty.</exception>
    public static MeasuredRow Likelihood(string name, MeasuredValue measured, string binarization)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(binarization);
        return new MeasuredRow(name, measured, "nats") { Binarization = binarization };
    }
}
