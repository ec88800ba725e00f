using Harmonium.Numerics;

namespace Harmonium.Networks.Losses;

/// <summary>The targets of a batch: classes, values, or both.</summary>
/// <param name="Labels">The class of each example; null for none.</param>
/// <param name="Values">The target values, [batch, outputs]; null for none.</param>
internal readonly record struct NetworkTargets(int[]? Labels, Tensor? Values);
