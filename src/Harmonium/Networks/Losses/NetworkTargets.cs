using Harmonium.Numerics;

namespace Harmonium.Networks.Losses;

/// <summary>What a batch should come out as: classes, numbers, or both.</summary>
/// <param name="Labels">The class of each example; null where there are none.</param>
/// <param name="Values">[batch, outputs]; null where there are none.</param>
public readonly record struct NetworkTargets(int[]? Labels, Tensor? Values);
