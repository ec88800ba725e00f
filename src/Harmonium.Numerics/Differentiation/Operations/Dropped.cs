using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>y = x ∘ m with m = 0 or 1/(1 − p), a function of the random stream. Backward: dx = dy ∘ m.</summary>
internal sealed class Dropped : Node
{
    private readonly Node _x;
    private readonly Tensor _factors;

    internal Dropped(Node x, float probability, RandomStream random)
        : base(x.Tape, x.Tape.Buffer(x.Value.Shape), x.NeedsGradient)
    {
        if (probability is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), $"The dropout probability must be in [0, 1); it is {probability}.");
        _x = x;
        _factors = Tape.Buffer(x.Value.Shape);
        Device.FillDropout(_factors, random, probability);
        Device.Combine(Combination.Product, x.Value, _factors, 1, Value, accumulate: false);
        Tape.Write(this);
    }

    private protected override bool IsOftenZero => true;

    internal override void Backward()
    {
        Tensor into = _x.Receive(out bool accumulate);
        Device.Combine(Combination.Product, Gradient, _factors, 1, into, accumulate);
    }
}
