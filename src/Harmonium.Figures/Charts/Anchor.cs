namespace Harmonium.Figures.Charts;

/// <summary>A number to compare with, drawn as a dashed line across a chart: a published result, a baseline.</summary>
/// <param name="Name">What it is, as in "published".</param>
/// <param name="Value">Where it lies on the axis of values.</param>
public sealed record Anchor(string Name, double Value);
