using Harmonium.Data.Preprocessing;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Definitions;

/// <summary>A number measured by an experiment, with the published number.</summary>
/// <param name="Name">The name in JSON, in camel case.</param>
/// <param name="Description">The description of the quantity.</param>
/// <param name="Measured">The measured number.</param>
/// <param name="Unit">The unit, such as nats.</param>
internal sealed record Measurement(string Name, string Description, double Measured, string Unit)
{
    private static readonly string[] _continuous = ["", "%", "nats", "nats per character", "bits per character", "minutes", "seconds", "s", "min"];

    /// <summary>The published number for comparison; null if there is none.</summary>
    public double? Published { get; init; }

    /// <summary>The source of the published number.</summary>
    public string Source { get; init; } = "";

    /// <summary>True if the measured number meets its target, false if not; null if there is no target.</summary>
    public bool? Met { get; init; }

    /// <summary>The binarization of gray values, for a likelihood; otherwise null.</summary>
    public Binarization? Binarize { get; init; }

    /// <summary>The interval of the number; null if there is none.</summary>
    public (double Low, double High)? Interval { get; init; }

    /// <summary>Returns the value for a reader.</summary>
    public MeasuredValue ToValue() => Interval is { } interval ? MeasuredValue.Between(Measured, interval.Low, interval.High) : Exact(Measured);

    /// <summary>Returns the row for a table of a report.</summary>
    public MeasuredRow ToRow()
    {
        MeasuredValue value = ToValue();
        MeasuredRow row = Binarize is { } binarize ? MeasuredRow.Likelihood(Description, value, binarize.ToString().ToLowerInvariant())
            : new MeasuredRow(Description, value, Unit);
        return row with { Published = Published is { } published ? Exact(published) : null, Met = Met, Note = Source.Length > 0 ? Source : null };
    }

    // Counts of things without digits. Otherwise two digits after the decimal point, or three significant digits for small numbers.
    private MeasuredValue Exact(double number)
    {
        if (double.IsInteger(number) && !_continuous.Contains(Unit))
            return MeasuredValue.Exact(number, 0);
        int decimals = number == 0 || !double.IsFinite(number) ? 2 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(number))), 2, 12);
        return MeasuredValue.Exact(number, Math.Abs(number) < 0.1 ? decimals : 2);
    }
}
