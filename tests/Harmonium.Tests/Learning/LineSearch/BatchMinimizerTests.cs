using Harmonium.Learning.LineSearch;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Tests;

public sealed class BatchMinimizerTests
{
    public static TheoryData<string> EveryMinimizer { get; } = ["cg", "lbfgs"];

    public static TheoryData<string, int> EveryMinimizerWithSeeds { get; } =
        new(Enumerable.Range(1, 20).SelectMany(seed => new[] { ("cg", seed), ("lbfgs", seed) }));

    [Theory, MemberData(nameof(EveryMinimizer))]
    public void Rosenbrock_valley_is_followed_to_its_end(string name)
    {
        Tensor point = Tensor.From([-1.2f, 1], 2);

        Make(name, 200).Minimize(point, Of(Rosenbrock));

        // The valley is 2500 times as steep across as along, so rounding across, 6e-8, has the effect of 1e-4 along.
        Assert.Equal(1, point[0], 1e-4);
        Assert.Equal(1, point[1], 2e-4);
        Assert.InRange(Rosenbrock([point[0], point[1]]).Value, 0, 1e-8);
    }

    [Theory, MemberData(nameof(EveryMinimizer))]
    public void The_minimum_of_a_quadratic_with_condition_number_10000_is_found(string name)
    {
        const int Count = 20;
        Tensor point = Tensor.Zeros(Count);

        Make(name, 500).Minimize(point, Of(Quadratic([.. Enumerable.Range(0, Count).Select(i => Math.Pow(10, 4.0 * i / (Count - 1)))])));

        for (int i = 0; i < Count; i++)
            Assert.Equal(Center(i), point[i], 1e-4);
    }

    [Fact]
    public void Conjugate_gradients_minimize_a_quadratic_in_as_many_searches_as_it_has_dimensions()
    {
        const int Count = 8;
        Func<double[], (double Value, double[] Gradient)> bowl = Quadratic([.. Enumerable.Range(1, Count).Select(i => (double)i)]);
        double AfterSearches(int searches)
        {
            Tensor point = Tensor.Zeros(Count);
            new ConjugateGradient { LineSearches = searches, Curvature = 1e-3, Decrease = 1e-4 }.Minimize(point, Of(bowl));
            return bowl([.. point.AsSpan().ToArray().Select(x => (double)x)]).Value;
        }

        double start = bowl(new double[Count]).Value;

        Assert.InRange(AfterSearches(Count), 0, 1e-9 * start);
        Assert.InRange(AfterSearches(Count / 2), 1e-4 * start, start);
    }

    [Theory, MemberData(nameof(EveryMinimizerWithSeeds))]
    public void Every_step_satisfies_the_strong_Wolfe_conditions(string name, int seed)
    {
        BatchMinimizer minimizer = Make(name, 12);
        Func<double[], (double Value, double[] Gradient)> hills = Hills(seed);
        List<(float[] Point, double Value, float[] Gradient)> asked = [];
        Tensor point = SmallVector(seed, 6);

        IReadOnlyList<LineSearchStep> steps = minimizer.Minimize(point, (at, gradient) =>
        {
            double value = Of(hills)(at, gradient);
            asked.Add((at.AsSpan().ToArray(), value, gradient.AsSpan().ToArray()));
            return value;
        });

        Assert.True(steps.Count >= 5);
        Assert.Equal(asked[^1].Point, point.AsSpan().ToArray());
        double before = asked[0].Value;
        foreach (LineSearchStep step in steps)
        {
            Assert.True(step.Satisfies(minimizer.Decrease, minimizer.Curvature), $"{step}");
            // The reported values must match the function: the direction is the difference of both points divided by its length.
            Assert.Equal(before, step.Before);
            (float[] Point, double Value, float[] Gradient) a = asked.First(each => each.Value == step.Before),
                b = asked.First(each => each.Value == step.After);
            double SlopeAt(float[] gradient) => Enumerable.Range(0, 6).Sum(i => gradient[i] * ((double)b.Point[i] - a.Point[i])) / step.Length;
            double tolerance = 1e-9 + (1e-3 * Math.Abs(step.SlopeBefore));
            Assert.Equal(step.SlopeBefore, SlopeAt(a.Gradient), tolerance);
            Assert.Equal(step.SlopeAfter, SlopeAt(b.Gradient), tolerance);
            before = step.After;
        }
    }

    [Theory, MemberData(nameof(EveryMinimizer))]
    public void A_search_stays_where_the_function_is_finite(string name)
    {
        // x − log x is undefined left of 0, and steep near 0.
        Tensor point = Tensor.From([0.001f], 1);

        Make(name, 50).Minimize(point, Of(x => (x[0] - Math.Log(x[0]), [1 - (1 / x[0])])));

        Assert.Equal(1, point[0], 1e-4);
    }

    [Theory, MemberData(nameof(EveryMinimizer))]
    public void A_function_leaves_no_trace_in_the_next(string name)
    {
        BatchMinimizer used = Make(name, 9);
        used.Minimize(SmallVector(3, 6), Of(Hills(3)));
        used.Minimize(Tensor.Zeros(4), Of(Quadratic([1, 2, 3, 4])));
        Tensor again = SmallVector(5, 6), fresh = SmallVector(5, 6);

        used.Minimize(again, Of(Hills(5)));
        Make(name, 9).Minimize(fresh, Of(Hills(5)));

        Assert.Equal(fresh.AsSpan().ToArray(), again.AsSpan().ToArray());
    }

    [Theory, MemberData(nameof(EveryMinimizer))]
    public void At_the_minimum_nothing_changes(string name)
    {
        Tensor point = Tensor.From([1, 1], 2);

        Assert.Empty(Make(name, 5).Minimize(point, Of(Rosenbrock)));
        Assert.Equal([1, 1], point.AsSpan().ToArray());
    }

    [Fact]
    public void A_kink_ends_a_search_at_the_lowest_point_it_has_found()
    {
        // |x − 1| has no point where its slope is nearly 0.
        Tensor point = Tensor.From([0], 1);

        IReadOnlyList<LineSearchStep> steps = new ConjugateGradient { LineSearches = 1 }.Minimize(point, Of(x => (Math.Abs(x[0] - 1), [x[0] < 1 ? -1 : 1])));

        Assert.False(Assert.Single(steps).Satisfies(1e-4, 0.1));
        Assert.Equal(1, point[0], 1e-3);
    }

    [Fact]
    public void More_memory_needs_fewer_searches()
    {
        Func<double[], (double Value, double[] Gradient)> bowl = Quadratic([.. Enumerable.Range(0, 20).Select(i => Math.Pow(10, 4.0 * i / 19))]);
        double After(int memory)
        {
            Tensor point = Tensor.Zeros(20);
            return new LimitedMemoryBfgs { LineSearches = 40, Memory = memory }.Minimize(point, Of(bowl))[^1].After;
        }

        Assert.True(After(20) < After(2) / 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => After(0));
    }

    [Fact]
    public void Numbers_out_of_range_and_a_start_that_is_not_finite_are_refused()
    {
        Tensor point = Tensor.Zeros(2);
        BatchObjective objective = Of(Rosenbrock);
        foreach (BatchMinimizer minimizer in (BatchMinimizer[])[new ConjugateGradient { LineSearches = 0 }, new ConjugateGradient { Evaluations = 0 },
            new LimitedMemoryBfgs { Curvature = 1 }, new LimitedMemoryBfgs { Decrease = 0.95 }])
            Assert.Throws<ArgumentException>(() => minimizer.Minimize(point, objective));
        Assert.Contains("Infinity", Assert.Throws<NotFiniteNumberException>(() =>
            new ConjugateGradient().Minimize(point, (_, _) => double.PositiveInfinity)).Message);
    }

    private static BatchMinimizer Make(string name, int searches) => name == "cg" ? new ConjugateGradient { LineSearches = searches }
        : new LimitedMemoryBfgs { LineSearches = searches };

    private static BatchObjective Of(Func<double[], (double Value, double[] Gradient)> function) => (point, gradient) =>
    {
        (double value, double[] slopes) = function([.. point.AsSpan().ToArray().Select(x => (double)x)]);
        for (int i = 0; i < slopes.Length; i++)
            gradient[i] = (float)slopes[i];
        return value;
    };

    private static (double Value, double[] Gradient) Rosenbrock(double[] x)
    {
        double a = 1 - x[0], b = x[1] - (x[0] * x[0]);
        return ((a * a) + (100 * b * b), [(-2 * a) - (400 * x[0] * b), 200 * b]);
    }

    private static double Center(int i) => Math.Sin(i + 1);

    /// <summary>½ Σ λ_i (q_i·(x − c))², where q_i are the columns of a reflection, so that the axes of the bowl are not the coordinate axes.</summary>
    private static Func<double[], (double Value, double[] Gradient)> Quadratic(double[] curvatures)
    {
        int count = curvatures.Length;
        double[] normal = [.. Enumerable.Range(0, count).Select(i => Math.Sqrt(1.0 / count))];
        double[] Reflect(double[] x)
        {
            double along = 2 * x.Zip(normal).Sum(pair => pair.First * pair.Second);
            return [.. x.Select((each, i) => each - (along * normal[i]))];
        }

        return x =>
        {
            double[] own = Reflect([.. x.Select((each, i) => each - Center(i))]);
            return (own.Zip(curvatures).Sum(pair => pair.Second * pair.First * pair.First) / 2, Reflect([.. own.Select((each, i) => curvatures[i] * each)]));
        };
    }

    /// <summary>Σ_k log cosh(a_k·x) + sin(c_k·x), plus 0.05 |x|²: smooth, with hollows.</summary>
    private static Func<double[], (double Value, double[] Gradient)> Hills(int seed)
    {
        double[][] ways = [.. Enumerable.Range(0, 8).Select(k => SmallVector((seed * 100) + k, 6).AsSpan().ToArray().Select(x => (double)x).ToArray())];
        return x =>
        {
            double value = 0.05 * x.Sum(each => each * each);
            double[] gradient = [.. x.Select(each => 0.1 * each)];
            foreach ((int k, double[] way) in ways.Index())
            {
                double along = way.Zip(x).Sum(pair => pair.First * pair.Second) + k;
                value += k % 2 == 0 ? Math.Log(Math.Cosh(along)) : Math.Sin(along);
                for (int i = 0; i < gradient.Length; i++)
                    gradient[i] += way[i] * (k % 2 == 0 ? Math.Tanh(along) : Math.Cos(along));
            }

            return (value, gradient);
        };
    }

    private static Tensor SmallVector(int seed, int count)
    {
        Tensor vector = Tensor.Zeros(count);
        RandomStream.For((ulong)seed, Purpose.General).FillNormal(vector, 0, 1);
        return vector;
    }
}
