using Harmonium.Data.Preprocessing;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Definitions;

/// <summary>A number that an experiment measured, beside the published one.</summary>
/// <param name="Name">Its name in JSON, camel case.</param>
/// <param name="Description">What it is, in words, with the binarization where it is a likelihood.</param>
/// <param name="Measured">The measured number.</param>
/// <param name="Unit">Its unit, such as nats.</param>
public sealed record Measurement(string Name, string Description, double Measured, string Unit)
{
    /// <summary>The published number it is held against; null where there is none.</summary>
    public double? Published { get; init; }

    /// <summary>Where the published number stands.</summary>
    public string Source { get; init; } = "";

    /// <summary>Whether the measured number is at least as good as what was promised; null where nothing was.</summary>
    public bool? Met { get; init; }

    /// <summary>How gray values became 0 and 1, for a likelihood; else null.</summary>
    public Binarization? Binarize { get; init; }

    /// <summary>The interval of the number, where it has one.</summary>
    public (double Low, double High)? Interval { get; init; }

    /// <summary>The row of a report's table.</summary>
    public MeasuredRow ToRow()
    {
        MeasuredValue value = Interval is { } interval ? MeasuredValue.Between(Measured, interval.Low, interval.High) : Exact(Measured);
        MeasuredRow row = Binarize is { } binarize ? MeasuredRow.Likelihood(Description, value, binarize.ToString().ToLowerInvariant())
            : new MeasuredRow(Description, value, Unit);
        return row with { Published = Published is { } published ? Exact(published) : null, Met = Met, Note = Source.Length > 0 ? Source : null };
    }

    // Two digits after the point, or three significant ones where those would say little.
    private static MeasuredValue Exact(double number)
    {
        int decimals = number == 0 || !double.IsFinite(number) ? 2 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(number))), 2, 12);
        return MeasuredValue.Exact(number, Math.Abs(number) < 0.1 ? decimals : 2);
    }
}
