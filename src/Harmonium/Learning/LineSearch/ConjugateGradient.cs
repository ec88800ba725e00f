using Harmonium.Numerics;

namespace Harmonium.Learning.LineSearch;

/// <summary>
/// Nonlinear conjugate gradients: d ← −g + β d with β = max(0, g·(g − g₋) / g₋·g₋), where g₋ is the previous gradient
/// (Polak &amp; Ribière 1969; "PR+" of Nocedal &amp; Wright 2006, equation 5.45).
/// Three line searches per batch, as Hinton &amp; Salakhutdinov (2006) used to fine-tune autoencoders with batches of 1000.
/// </summary>
internal sealed class ConjugateGradient : BatchMinimizer
{
    /// <summary>Creates a minimizer with three line searches per batch and c₂ = 0.1.</summary>
    public ConjugateGradient()
        : base(lineSearches: 3, curvature: 0.1)
    {
    }

    private protected override void Forget()
    {
    }

    // Assumes the first-order decrease of the last step (Nocedal & Wright 2006, section 3.5), at most ten times as long (Rasmussen's minimize).
    private protected override double FirstLength(double slope, LineSearchStep? last) =>
        last is { } step ? step.Length * Math.Min(10, step.SlopeBefore / slope) : Cautious(slope);

    private protected override void Turn(Tensor direction, Tensor gradient, Tensor previous, Tensor moved)
    {
        double beta = (gradient.SumOfSquares() - gradient.Dot(previous)) / previous.SumOfSquares();
        direction.Scale((float)Math.Max(0, beta)).AddScaled(gradient, -1);
    }
}
