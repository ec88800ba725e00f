using Harmonium.Numerics.Functions;

namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>c = a ∘ b, element-wise, for +, −, ×, ÷. Backward: da = dc, dc, dc·b, dc/b and db = dc, −dc, dc·a, −dc·c/b.</summary>
internal sealed class Combined : Node
{
    private readonly Combination _operation;
    private readonly Node _a;
    private readonly Node _b;

    private Combined(Combination operation, Node a, Node b)
        : base(a.Tape, a.Tape.Buffer(a.Value.Shape), a.NeedsGradient || b.NeedsGradient)
    {
        (_operation, _a, _b) = (operation, a, b);
        Device.Combine(operation, a.Value, b.Value, 1, Value, accumulate: false);
        Tape.Write(this);
    }

    /// <summary>Combines two nodes; the smaller one is broadcast to the shape of the other.</summary>
    internal static Combined Of(Combination operation, Node a, Node b) =>
        a.Value.Shape.SequenceEqual(b.Value.Shape) ? new Combined(operation, a, b)
        : b.Value.Count <= a.Value.Count && !Broadcasted.Fits(b.Value, a.Value) && Broadcasted.Fits(a.Value, b.Value)
            ? new Combined(operation, new Broadcasted(a, b.Value), b)
        : Broadcasted.Fits(b.Value, a.Value) ? new Combined(operation, a, new Broadcasted(b, a.Value))
        : new Combined(operation, new Broadcasted(a, b.Value), b);

    internal override void Backward()
    {
        if (_a.NeedsGradient)
        {
            Tensor into = _a.Receive(out bool accumulate);
            if (_operation == Combination.Product)
                Device.Combine(Combination.Product, Gradient, _b.Value, 1, into, accumulate);
            else if (_operation == Combination.Quotient)
                Device.Combine(Combination.Quotient, Gradient, _b.Value, 1, into, accumulate);
            else
                Device.Affine(Gradient, 1, 0, into, accumulate);
        }

        if (!_b.NeedsGradient)
            return;
        Tensor share = _b.Receive(out bool add);
        switch (_operation)
        {
            case Combination.Product:
                Device.Combine(Combination.Product, Gradient, _a.Value, 1, share, add);
                break;
            case Combination.Quotient:
                // The gradient has already been passed to a, so it may now hold dc·c.
                Device.Combine(Combination.Product, Gradient, Value, 1, Gradient, accumulate: false);
                Device.Combine(Combination.Quotient, Gradient, _b.Value, -1, share, add);
                break;
            default:
                Device.Affine(Gradient, _operation == Combination.Difference ? -1 : 1, 0, share, add);
                break;
        }
    }
}
