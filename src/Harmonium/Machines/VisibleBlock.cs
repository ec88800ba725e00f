namespace Harmonium.Machines;

/// <summary>Units of a visible layer that share one choice of states: one unit, or a one-hot block.</summary>
/// <param name="Layer">Which of the visible layers.</param>
/// <param name="Unit">The first of its units.</param>
internal readonly record struct VisibleBlock(int Layer, int Unit);
