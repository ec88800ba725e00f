namespace Harmonium.Learning.LineSearch;

/// <summary>A function of one number at a point: φ(α) and φ′(α).</summary>
internal readonly record struct LinePoint(double Length, double Value, double Slope);
