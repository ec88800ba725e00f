using Harmonium.Numerics.Functions;

namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>Σ ln(1 + eˣ) − t x, the cross-entropy of σ(x) with targets t. Backward: dx = (σ(x) − t)/batch.</summary>
internal sealed class BernoulliLoss : LossNode
{
    private readonly Node _x;
    private readonly Tensor _targets;

    internal BernoulliLoss(Node x, Tensor targets)
        : base(x, Forward(x, targets))
    {
        (_x, _targets) = (x, targets.Contiguous());
        Tape.Write(this);
    }

    internal override void Backward()
    {
        Tensor difference = Tape.Buffer(_x.Value.Shape);
        Device.Activate(_x.Value, null, biasOfRows: false, Activation.Logistic, difference);
        Tensor into = _x.Receive(out bool accumulate);
        Device.Combine(Combination.Difference, difference, _targets, ScaleFor(_x), into, accumulate);
    }

    private static double Forward(Node x, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        x.Value.RequireSameShape(targets);
        double[] softplus = x.Device.SumOfSoftplus(x.Value, x.Tape.Buffer(x.Value.Columns).Clear()), products = x.Device.DotRows(x.Value, targets);
        double total = 0;
        for (int row = 0; row < softplus.Length; row++)
            total += softplus[row] - products[row];
        return total;
    }
}
