namespace Harmonium.Figures.Charts;

/// <summary>A number with its name, perhaps inside an interval.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Value">The number, finite.</param>
/// <param name="Low">The low end of the interval.</param>
/// <param name="High">The high end of the interval.</param>
public sealed record LabeledValue(string Label, double Value, double? Low = null, double? High = null)
{
    internal double Least => Math.Min(Value, Low ?? Value);

    internal double Greatest => Math.Max(Value, High ?? Value);
}
