using Harmonium.Numerics.Functions;

namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>½ Σ (x − t)². Backward: dx = (x − t)/batch.</summary>
internal sealed class SquaredLoss : LossNode
{
    private readonly Node _x;
    private readonly Tensor _difference;

    internal SquaredLoss(Node x, Tensor targets)
        : this((x, Difference(x, targets)))
    {
    }

    private SquaredLoss((Node X, Tensor Difference) forward)
        : base(forward.X, forward.Difference.SumOfSquares() / 2)
    {
        (_x, _difference) = forward;
        Tape.Write(this);
    }

    internal override void Backward()
    {
        Tensor into = _x.Receive(out bool accumulate);
        Device.Affine(_difference, ScaleFor(_x), 0, into, accumulate);
    }

    private static Tensor Difference(Node x, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        x.Value.RequireSameShape(targets);
        Tensor difference = x.Tape.Buffer(x.Value.Shape);
        x.Device.Combine(Combination.Difference, x.Value, targets.Contiguous(), 1, difference, accumulate: false);
        return difference;
    }
}
