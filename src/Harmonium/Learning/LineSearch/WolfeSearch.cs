namespace Harmonium.Learning.LineSearch;

/// <summary>
/// Finds a length α &gt; 0 with φ(α) ≤ φ(0) + c₁ α φ′(0) and |φ′(α)| ≤ c₂ |φ′(0)|, the strong Wolfe conditions. The length grows until an
/// interval contains such a point; the interval then shrinks (Nocedal &amp; Wright 2006, algorithms 3.5 and 3.6) by cubic interpolation (equation 3.59).
/// </summary>
/// <param name="decrease">c₁.</param>
/// <param name="curvature">c₂.</param>
/// <param name="evaluations">The maximum number of evaluations.</param>
internal sealed class WolfeSearch(double decrease, double curvature, int evaluations)
{
    /// <summary>
    /// Returns the point found. If the evaluations find none, for example at a kink or at the precision limit of φ, returns the lowest point that satisfies
    /// the first condition, or the start if there is none.
    /// </summary>
    /// <param name="line">φ; an infinite value means that the point is too far out.</param>
    /// <param name="start">φ at 0, with negative slope.</param>
    /// <param name="first">The first length to try.</param>
    internal LinePoint Find(Func<double, LinePoint> line, LinePoint start, double first)
    {
        LinePoint previous = start;
        double length = first;
        for (int left = evaluations - 1; left >= 0; left--)
        {
            LinePoint next = line(length);
            if (!Decreases(start, next) || next.Value >= previous.Value)
                return Zoom(line, start, previous, next, left);
            if (IsFlat(start, next))
                return next;
            if (next.Slope >= 0)
                return Zoom(line, start, next, previous, left);
            // The largest extrapolation of Moré & Thuente (1994, section 4).
            double lowest = Lowest(previous, next), step = next.Length - previous.Length;
            length = next.Length + (lowest > next.Length ? Math.Clamp(lowest - next.Length, 1.1 * step, 4 * step) : 4 * step);
            previous = next;
        }

        return previous;
    }

    // low has the lowest value of the points with enough decrease, and φ decreases from it toward high.
    private LinePoint Zoom(Func<double, LinePoint> line, LinePoint start, LinePoint low, LinePoint high, int left)
    {
        for (; left > 0; left--)
        {
            double least = Math.Min(low.Length, high.Length), width = Math.Abs(high.Length - low.Length), lowest = Lowest(low, high);
            // The new point keeps away from the ends, so the interval always shrinks by a tenth.
            LinePoint next = line(double.IsNaN(lowest) ? least + (width / 2) : Math.Clamp(lowest, least + (width / 10), least + (width * 9 / 10)));
            if (!Decreases(start, next) || next.Value >= low.Value)
            {
                high = next;
                continue;
            }

            if (IsFlat(start, next))
                return next;
            if (next.Slope * (high.Length - low.Length) >= 0)
                high = low;
            low = next;
        }

        return low;
    }

    /// <summary>Returns the minimum of the cubic through two values and slopes; NaN if it has none.</summary>
    private static double Lowest(LinePoint a, LinePoint b)
    {
        double d1 = a.Slope + b.Slope - (3 * (a.Value - b.Value) / (a.Length - b.Length));
        double d2 = Math.Sign(b.Length - a.Length) * Math.Sqrt((d1 * d1) - (a.Slope * b.Slope));
        return b.Length - ((b.Length - a.Length) * (b.Slope + d2 - d1) / (b.Slope - a.Slope + (2 * d2)));
    }

    private bool Decreases(LinePoint start, LinePoint next) => next.Value <= start.Value + (decrease * next.Length * start.Slope);

    private bool IsFlat(LinePoint start, LinePoint next) => Math.Abs(next.Slope) <= curvature * Math.Abs(start.Slope);
}
