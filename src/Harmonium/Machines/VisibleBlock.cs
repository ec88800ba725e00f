namespace Harmonium.Machines;

/// <summary>Units of a visible layer that share one state: one unit, or a one-hot block.</summary>
/// <param name="Layer">The index of the visible layer.</param>
/// <param name="Unit">The index of the first unit.</param>
internal readonly record struct VisibleBlock(int Layer, int Unit);
