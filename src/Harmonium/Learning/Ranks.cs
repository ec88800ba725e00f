using Harmonium.Numerics;

namespace Harmonium.Learning;

/// <summary>
/// The processes of data-parallel training. Each rank has its own learner and its own examples. All learners have the same configuration and the same
/// initial parameters, and call <see cref="Sum"/> in the same order with tensors of the same shapes.
/// </summary>
internal abstract class Ranks
{
    /// <summary>A single learner. Nothing is summed.</summary>
    public static Ranks Alone { get; } = new One();

    /// <summary>The number of learners, at least 1. With 1, nothing has to be summed.</summary>
    public abstract int Count { get; }

    /// <summary>
    /// Replaces each tensor by its sum over all ranks, with the same bytes on every rank, so that equal parameters stay equal. The learner calls this method
    /// during a step. It returns when all ranks have called it.
    /// </summary>
    /// <param name="tensors">Tensors of this rank; their rows may have gaps between them (<see cref="Tensor.RowStride"/>).</param>
    public abstract void Sum(IReadOnlyList<Tensor> tensors);

    private sealed class One : Ranks
    {
        public override int Count => 1;

        public override void Sum(IReadOnlyList<Tensor> tensors)
        {
        }
    }
}
