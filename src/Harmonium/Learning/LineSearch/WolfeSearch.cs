namespace Harmonium.Learning.LineSearch;

/// <summary>
/// Finds a length α &gt; 0 with φ(α) ≤ φ(0) + c₁ α φ′(0) and |φ′(α)| ≤ c₂ |φ′(0)|, the strong Wolfe conditions: lengths grow until an
/// interval holds such a point, which then shrinks (Nocedal &amp; Wright 2006, algorithms 3.5 and 3.6), by cubic interpolation (there, equation 3.59).
/// </summary>
/// <param name="decrease">c₁.</param>
/// <param name="curvature">c₂.</param>
/// <param name="evaluations">How many points may be tried.</param>
internal sealed class WolfeSearch(double decrease, double curvature, int evaluations)
{
    /// <summary>
    /// The point found. Where there is none within the evaluations, as at a kink or where φ has no digits left: the lowest with the first of the
    /// conditions, which is the start if no other has it.
    /// </summary>
    /// <param name="line">φ; a value that is infinite is too far out.</param>
    /// <param name="start">φ at 0, falling.</param>
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
            // As far ahead as Moré & Thuente (1994, section 4) go at once.
            double lowest = Lowest(previous, next), step = next.Length - previous.Length;
            length = next.Length + (lowest > next.Length ? Math.Clamp(lowest - next.Length, 1.1 * step, 4 * step) : 4 * step);
            previous = next;
        }

        return previous;
    }

    // low has the lowest value of those with enough decrease, and φ falls from it toward high.
    private LinePoint Zoom(Func<double, LinePoint> line, LinePoint start, LinePoint low, LinePoint high, int left)
    {
        for (; left > 0; left--)
        {
            double least = Math.Min(low.Length, high.Length), width = Math.Abs(high.Length - low.Length), lowest = Lowest(low, high);
            // Away from the ends, so that the interval always shrinks by a tenth.
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

    /// <summary>Where the cubic through two values and slopes is lowest; NaN where it has no such place.</summary>
    private static double Lowest(LinePoint a, LinePoint b)
    {
        double d1 = a.Slope + b.Slope - (3 * (a.Value - b.Value) / (a.Length - b.Length));
        double d2 = Math.Sign(b.Length - a.Length) * Math.Sqrt((d1 * d1) - (a.Slope * b.Slope));
        return b.Length - ((b.Length - a.Length) * (b.Slope + d2 - d1) / (b.Slope - a.Slope + (2 * d2)));
    }

    private bool Decreases(LinePoint start, LinePoint next) => next.Value <= start.Value + (decrease * next.Length * start.Slope);

    private bool IsFlat(LinePoint start, LinePoint next) => Math.Abs(next.Slope) <= curvature * Math.Abs(start.Slope);
}
