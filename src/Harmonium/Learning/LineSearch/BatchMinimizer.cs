using Harmonium.Numerics;

namespace Harmonium.Learning.LineSearch;

/// <summary>
/// Minimizes a function of all examples, or of one large batch, by line searches, each of which evaluates the function at several points. The papers
/// fine-tune pre-trained networks this way. No state is kept between functions, so nothing has to be saved between batches. Scalar
/// products are computed in double precision. Results are bit-identical for any number of threads. Instances are not thread-safe.
/// </summary>
internal abstract class BatchMinimizer
{
    private Tensor? _gradient, _previous, _direction, _start;

    private protected BatchMinimizer(int lineSearches, double curvature) => (LineSearches, Curvature) = (lineSearches, curvature);

    /// <summary>The number of line searches per function, at least 1.</summary>
    public int LineSearches { get; init; }

    /// <summary>
    /// c₁, the required fraction of the decrease predicted by the initial slope, 0 to 1 (Nocedal &amp; Wright 2006, section 3.1: 10⁻⁴).
    /// </summary>
    public double Decrease { get; init; } = 1e-4;

    /// <summary>c₂, the allowed fraction of the initial slope, c₁ to 1 (0.9 for quasi-Newton methods, 0.1 for conjugate gradients).</summary>
    public double Curvature { get; init; }

    /// <summary>The maximum number of evaluations per line search, at least 1.</summary>
    public int Evaluations { get; init; } = 20;

    /// <summary>Minimizes a function. The last evaluation of the function is at the result.</summary>
    /// <param name="point">The initial point; replaced by the result.</param>
    /// <param name="objective">The function.</param>
    /// <returns>The steps made: fewer than <see cref="LineSearches"/> if no further decrease was found.</returns>
    /// <exception cref="ArgumentException">An option of this minimizer is out of range.</exception>
    /// <exception cref="NotFiniteNumberException">The function is not finite at the initial point.</exception>
    public IReadOnlyList<LineSearchStep> Minimize(Tensor point, BatchObjective objective)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(objective);
        Validate();
        Tensor gradient = BufferLike(ref _gradient, point), previous = BufferLike(ref _previous, point), direction = BufferLike(ref _direction, point),
            start = BufferLike(ref _start, point);
        WolfeSearch search = new(Decrease, Curvature, Evaluations);
        List<LineSearchStep> steps = [];

        double value = objective(point, gradient);
        if (!double.IsFinite(value))
            throw new NotFiniteNumberException($"The function is {value} at the initial point; a line search must start at a point where it is finite.", value);
        bool isSteepest = false;
        LineSearchStep? last = null;
        for (int k = 0; k < LineSearches; k++)
        {
            // At first, after a search without a step, and if the direction does not descend, as Polak–Ribière's may not (Nocedal & Wright 2006, section 5.2).
            if (last is null || !(gradient.Dot(direction) < 0))
            {
                Forget();
                gradient.CopyTo(direction).Scale(-1);
                (isSteepest, last) = (true, null);
            }

            LinePoint from = new(0, value, gradient.Dot(direction));
            if (!(from.Slope < 0))
                break;
            point.CopyTo(start);
            gradient.CopyTo(previous);
            double asked = 0;
            LinePoint found = search.Find(Ask, from, FirstLength(from.Slope, last));
            if (found.Length != asked)
                Ask(found.Length);
            if (found.Length == 0 && isSteepest)
                break;
            if (found.Length == 0)
            {
                last = null;
                continue;
            }

            last = new LineSearchStep(found.Length, value, from.Slope, found.Value, found.Slope);
            steps.Add(last.Value);
            value = found.Value;
            Turn(direction, gradient, previous, start.Scale(-1).AddScaled(point));
            isSteepest = false;

            LinePoint Ask(double length)
            {
                asked = (float)length;
                start.CopyTo(point).AddScaled(direction, (float)length);
                double here = objective(point, gradient), slope = gradient.Dot(direction);
                return double.IsFinite(here) && double.IsFinite(slope) ? new LinePoint(asked, here, slope)
                    : new LinePoint(asked, double.PositiveInfinity, double.NaN);
            }
        }

        return steps;
    }

    /// <summary>Discards the memory of earlier steps.</summary>
    private protected abstract void Forget();

    /// <summary>Returns the first length that a line search tries.</summary>
    /// <param name="slope">The slope along the direction, below 0.</param>
    /// <param name="last">The previous step; null for steepest descent.</param>
    private protected abstract double FirstLength(double slope, LineSearchStep? last);

    /// <summary>Replaces the last direction by the next one.</summary>
    /// <param name="direction">The last direction; replaced by the next.</param>
    /// <param name="gradient">The gradient after the step.</param>
    /// <param name="previous">The gradient before it; may be overwritten.</param>
    /// <param name="moved">The step; may be overwritten.</param>
    private protected abstract void Turn(Tensor direction, Tensor gradient, Tensor previous, Tensor moved);

    /// <summary>Returns a first length along steepest descent. The move is at most 1 and at most the gradient (Rasmussen's minimize, 2006).</summary>
    private protected static double Cautious(double slope) => 1 / (1 - slope);

    /// <summary>Returns a buffer with a tensor's layout, reused across functions.</summary>
    private protected static Tensor BufferLike(ref Tensor? buffer, Tensor like) =>
        buffer is not null && buffer.Device == like.Device && buffer.RowStride == like.RowStride && buffer.Shape.SequenceEqual(like.Shape) ? buffer
            : buffer = Tensor.ZerosLike(like);

    private void Validate()
    {
        if (LineSearches < 1 || Evaluations < 1)
            throw new ArgumentException($"The numbers of line searches and of evaluations must be at least 1; they are {LineSearches} and {Evaluations}.");
        if (!(0 < Decrease && Decrease < Curvature && Curvature < 1))
            throw new ArgumentException($"The constants of the Wolfe conditions must satisfy 0 < c₁ < c₂ < 1; they are {Decrease} and {Curvature}.");
    }
}
