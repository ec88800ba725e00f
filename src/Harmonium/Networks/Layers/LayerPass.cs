using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Networks.Layers;

/// <summary>The context of a forward pass through a layer.</summary>
/// <param name="Tape">The tape that records the pass.</param>
/// <param name="Parameters">The layer's tensors, in the order of its parameters.</param>
/// <param name="Learning">True in training mode: dropout is active, and batches are normalized by their own statistics.</param>
/// <param name="Random">The random stream of this pass and layer.</param>
internal readonly record struct LayerPass(Tape Tape, IReadOnlyList<Tensor> Parameters, bool Learning, RandomStream Random)
{
    /// <summary>Returns a tensor as a node; in training mode it has a gradient.</summary>
    public Node this[int index] => Learning ? Tape.Parameter(Parameters[index]) : Tape.Constant(Parameters[index]);
}
