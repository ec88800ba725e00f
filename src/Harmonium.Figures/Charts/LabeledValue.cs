namespace Harmonium.Figures.Charts;

/// <summary>A number with a name and an optional interval.</summary>
/// <param name="Label">The name.</param>
/// <param name="Value">The number, which must be finite.</param>
/// <param name="Low">The lower end of the interval.</param>
/// <param name="High">The upper end of the interval.</param>
public sealed record LabeledValue(string Label, double Value, double? Low = null, double? High = null)
{
    internal double Least => Math.Min(Value, Low ?? Value);

    internal double Greatest => Math.Max(Value, High ?? Value);
}
