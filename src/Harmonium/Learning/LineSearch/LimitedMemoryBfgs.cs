using Harmonium.Numerics;

namespace Harmonium.Learning.LineSearch;

/// <summary>
/// L-BFGS (Nocedal 1980): d = −H g. H approximates the inverse Hessian from the last m steps s and gradient changes y, computed in two loops
/// (Nocedal &amp; Wright 2006, algorithms 7.4 and 7.5) from H₀ = (s·y / y·y) I (equation 7.20). For all examples, or large batches.
/// </summary>
internal sealed class LimitedMemoryBfgs : BatchMinimizer
{
    // The smallest cosine between s and y that float32 can distinguish from zero.
    private const double LeastCosine = 1e-7;

    private readonly List<Pair> _pairs = [];
    private readonly Stack<Pair> _spare = [];

    /// <summary>Creates a minimizer with twenty line searches per batch, twice the memory, and c₂ = 0.9.</summary>
    public LimitedMemoryBfgs()
        : base(lineSearches: 20, curvature: 0.9)
    {
    }

    /// <summary>m, the number of stored steps, at least 1; 3 to 20 in Nocedal &amp; Wright 2006, section 7.2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Memory
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    }

    = 10;

    private protected override void Forget()
    {
        _pairs.ForEach(_spare.Push);
        _pairs.Clear();
    }

    private protected override double FirstLength(double slope, LineSearchStep? last) => last is null ? Cautious(slope) : 1;

    private protected override void Turn(Tensor direction, Tensor gradient, Tensor previous, Tensor moved)
    {
        Remember(moved, previous.Scale(-1).AddScaled(gradient));
        gradient.CopyTo(direction);
        double[] alphas = new double[_pairs.Count];
        for (int i = _pairs.Count - 1; i >= 0; i--)
        {
            (Tensor step, Tensor change, double product) = _pairs[i];
            alphas[i] = step.Dot(direction) / product;
            direction.AddScaled(change, (float)-alphas[i]);
        }

        if (_pairs.Count > 0)
            direction.Scale((float)(_pairs[^1].Product / _pairs[^1].Change.SumOfSquares()));
        for (int i = 0; i < _pairs.Count; i++)
        {
            (Tensor step, Tensor change, double product) = _pairs[i];
            direction.AddScaled(step, (float)(alphas[i] - (change.Dot(direction) / product)));
        }

        direction.Scale(-1);
    }

    private void Remember(Tensor step, Tensor change)
    {
        double product = step.Dot(change);
        // H stays positive definite only if s·y > 0. Every search ensures this, except one that stops at a kink.
        if (!(product > LeastCosine * Math.Sqrt(step.SumOfSquares() * change.SumOfSquares())))
            return;
        if (_pairs.Count >= Memory)
        {
            _spare.Push(_pairs[0]);
            _pairs.RemoveAt(0);
        }

        Pair? spare = _spare.TryPop(out Pair? found) ? found : null;
        Tensor? first = spare?.Step, second = spare?.Change;
        _pairs.Add(new Pair(step.CopyTo(BufferLike(ref first, step)), change.CopyTo(BufferLike(ref second, change)), product));
    }

    private sealed record Pair(Tensor Step, Tensor Change, double Product);
}
