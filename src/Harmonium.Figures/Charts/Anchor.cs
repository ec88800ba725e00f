namespace Harmonium.Figures.Charts;

/// <summary>A reference value, drawn as a dashed line across a chart, such as a published result or a baseline.</summary>
/// <param name="Name">The name, such as "published".</param>
/// <param name="Value">The value on the axis.</param>
public sealed record Anchor(string Name, double Value);
