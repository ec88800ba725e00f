using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Networks.Layers;

/// <summary>One pass of a batch through a layer.</summary>
/// <param name="Tape">Where it is written down.</param>
/// <param name="Parameters">The layer's tensors, in the order in which it asked for them.</param>
/// <param name="Learning">Whether the network learns: units are dropped, and batches normalized by their own statistics.</param>
/// <param name="Random">The stream of this pass and layer.</param>
public readonly record struct LayerPass(Tape Tape, IReadOnlyList<Tensor> Parameters, bool Learning, RandomStream Random)
{
    /// <summary>A tensor as a node: one whose gradient is wanted while the network learns.</summary>
    public Node this[int index] => Learning ? Tape.Parameter(Parameters[index]) : Tape.Constant(Parameters[index]);
}
