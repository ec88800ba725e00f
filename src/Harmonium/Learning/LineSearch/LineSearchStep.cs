namespace Harmonium.Learning.LineSearch;

/// <summary>The result of a line search: from f₀ with slope f₀′ along the direction to f with slope f′.</summary>
/// <param name="Length">α, the step length in multiples of the direction, above 0.</param>
/// <param name="Before">f₀.</param>
/// <param name="SlopeBefore">f₀′ &lt; 0.</param>
/// <param name="After">f.</param>
/// <param name="SlopeAfter">f′.</param>
internal readonly record struct LineSearchStep(double Length, double Before, double SlopeBefore, double After, double SlopeAfter)
{
    /// <summary>True if the strong Wolfe conditions hold: f ≤ f₀ + c₁ α f₀′ and |f′| ≤ c₂ |f₀′| (Nocedal &amp; Wright 2006, equation 3.7).</summary>
    /// <param name="decrease">c₁.</param>
    /// <param name="curvature">c₂.</param>
    public bool Satisfies(double decrease, double curvature) => After <= Before + (decrease * Length * SlopeBefore)
        && Math.Abs(SlopeAfter) <= curvature * Math.Abs(SlopeBefore);
}
