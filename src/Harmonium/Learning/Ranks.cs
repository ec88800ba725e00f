using Harmonium.Numerics;

namespace Harmonium.Learning;

/// <summary>
/// The learners that make a step together, each with examples of its own, as the processes of a data-parallel training: what they need of each other is the
/// sum of some tensors. Every rank has a learner of the same make, started from the same parameters, and calls <see cref="Sum"/> equally often with tensors
/// of the same shapes in the same order.
/// </summary>
public abstract class Ranks
{
    /// <summary>One learner alone: nothing is summed, and nothing is made ready to be.</summary>
    public static Ranks Alone { get; } = new One();

    /// <summary>How many learners take part, at least 1; 1 says that nothing has to be summed.</summary>
    public abstract int Count { get; }

    /// <summary>
    /// Replaces each tensor by its sum over all ranks, with the same bytes on every rank, so that equal parameters stay equal. Called by the learner during a
    /// step;
    /// returns when all ranks have called it.
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
