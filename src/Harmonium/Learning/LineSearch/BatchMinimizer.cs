using Harmonium.Numerics;

namespace Harmonium.Learning.LineSearch;

/// <summary>
/// Makes a function of all examples, or of one large batch, small by line searches, each of which asks for the function at several points: what the papers
/// tune networks with after pre-training. All it remembers it forgets with the next function, so that there is nothing to save between batches. Scalar
/// products are taken in double; the same bits for any number of threads. One thread at a time.
/// </summary>
public abstract class BatchMinimizer
{
    private Tensor? _gradient, _previous, _direction, _start;

    private protected BatchMinimizer(int lineSearches, double curvature) => (LineSearches, Curvature) = (lineSearches, curvature);

    /// <summary>How many line searches a function is given, at least 1.</summary>
    public int LineSearches { get; init; }

    /// <summary>
    /// c₁, the share of the decrease that the first slope promises which a step must bring, 0 to 1 (Nocedal &amp; Wright 2006, section 3.1: 10⁻⁴).
    /// </summary>
    public double Decrease { get; init; } = 1e-4;

    /// <summary>c₂, the share of the first slope that may be left, c₁ to 1 (there: 0.9 for quasi-Newton methods, 0.1 for conjugate gradients).</summary>
    public double Curvature { get; init; }

    /// <summary>How many points a line search tries at most, at least 1.</summary>
    public int Evaluations { get; init; } = 20;

    /// <summary>Goes down a function; at the end the last point it was asked at is the result.</summary>
    /// <param name="point">Where to start; where the result stands.</param>
    /// <param name="objective">The function.</param>
    /// <returns>The steps made: fewer than <see cref="LineSearches"/> where there was no way down any more.</returns>
    /// <exception cref="ArgumentException">A number of this minimizer is out of its range.</exception>
    /// <exception cref="NotFiniteNumberException">The function is not finite at the start.</exception>
    public IReadOnlyList<LineSearchStep> Minimize(Tensor point, BatchObjective objective)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(objective);
        Validate();
        Tensor gradient = Room(ref _gradient, point), previous = Room(ref _previous, point), direction = Room(ref _direction, point),
            start = Room(ref _start, point);
        WolfeSearch search = new(Decrease, Curvature, Evaluations);
        List<LineSearchStep> steps = [];

        double value = objective(point, gradient);
        if (!double.IsFinite(value))
            throw new NotFiniteNumberException($"The function is {value} at the start; a line search starts where it is finite.", value);
        bool isSteepest = false;
        LineSearchStep? last = null;
        for (int k = 0; k < LineSearches; k++)
        {
            // At first; where a search led nowhere; and where a direction does not go down, as Polak–Ribière's may not (Nocedal & Wright 2006, section 5.2).
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

    /// <summary>Forgets everything that earlier steps told.</summary>
    private protected abstract void Forget();

    /// <summary>The length that a line search tries first.</summary>
    /// <param name="slope">The slope along the direction, below 0.</param>
    /// <param name="last">The step before; null along steepest descent.</param>
    private protected abstract double FirstLength(double slope, LineSearchStep? last);

    /// <summary>Puts the next direction in place of the last.</summary>
    /// <param name="direction">The last direction; the next.</param>
    /// <param name="gradient">The gradient after the step.</param>
    /// <param name="previous">The gradient before it; may be overwritten.</param>
    /// <param name="moved">The step; may be overwritten.</param>
    private protected abstract void Turn(Tensor direction, Tensor gradient, Tensor previous, Tensor moved);

    /// <summary>A first length along steepest descent whose move is no longer than 1, nor than the gradient (Rasmussen's minimize, 2006).</summary>
    private protected static double Cautious(double slope) => 1 / (1 - slope);

    /// <summary>Memory of a tensor's layout, kept from one function to the next.</summary>
    private protected static Tensor Room(ref Tensor? room, Tensor like) =>
        room is not null && room.Device == like.Device && room.RowStride == like.RowStride && room.Shape.SequenceEqual(like.Shape) ? room
            : room = Tensor.ZerosLike(like);

    private void Validate()
    {
        if (LineSearches < 1 || Evaluations < 1)
            throw new ArgumentException($"At least one line search with at least one evaluation is made; they are {LineSearches} and {Evaluations}.");
        if (!(0 < Decrease && Decrease < Curvature && Curvature < 1))
            throw new ArgumentException($"The numbers of the Wolfe conditions are 0 < c₁ < c₂ < 1; they are {Decrease} and {Curvature}.");
    }
}
