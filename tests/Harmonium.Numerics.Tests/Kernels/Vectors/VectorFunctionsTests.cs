using Harmonium.Numerics.Kernels.Elements;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Tests.Kernels.Vectors;

public sealed unsafe class VectorFunctionsTests
{
    private static readonly float[] Special =
    [
        0, -0f, float.Epsilon, -float.Epsilon, 1.17549421e-38f, 1.17549435e-38f, -1.17549435e-38f, 1, -1, float.BitIncrement(1), float.BitDecrement(1),
        88.7228394f, 88.7f, 88.73f, -87.3365f, -88, -103.9f, -103.98f, -104.1f, -150, 1e10f, -1e10f, float.MaxValue, float.MinValue,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    public static TheoryData<VectorWidth, string> Functions => new MatrixTheoryData<VectorWidth, string>(
        Widths.All, ["exp", "log", "sigmoid", "tanh", "softplus", "sqrt", "reciprocal", "square", "negation", "absolute"]);

    [Theory, MemberData(nameof(Functions))]
    public void A_function_keeps_its_stated_accuracy_over_all_of_float32(VectorWidth width, string name)
    {
        (Func<double, double> exact, double allowed) = Reference(name);

        // Every 4,001st of all bit patterns: a million numbers of every sign and magnitude, including denormals, infinities and NaN. Also a finer sweep near
        // 0.
        List<float> numbers = [.. Special];
        for (ulong bits = 0; bits <= uint.MaxValue; bits += 4001)
            numbers.Add(BitConverter.UInt32BitsToSingle((uint)bits));
        for (int i = -40_000; i <= 40_000; i++)
            numbers.Add(i * (1 / 397f));

        using var x = GuardedNumbers.Of(numbers.ToArray());
        using var y = new GuardedNumbers(x.Count);
        Apply(name, width, x.Address, y.Address, x.Count);
        double worst = 0;
        float at = 0;
        for (int i = 0; i < x.Count; i++)
        {
            double error = ErrorInUlps(y.Span[i], exact(x.Span[i]));
            if (error > worst)
                (worst, at) = (error, x.Span[i]);
        }

        Assert.True(worst <= allowed, $"{name}({at:R}) is off by {worst:F3} units in the last place; {allowed} are allowed.");
        y.AssertUntouchedAround();
    }

    [Theory, MemberData(nameof(Functions))]
    public void The_result_of_an_element_does_not_depend_on_its_position_or_the_width(VectorWidth width, string name)
    {
        using var x = GuardedNumbers.Random(67, seed: 3, scale: 20);
        using var reference = new GuardedNumbers(67);
        Apply(name, Widths.AreFused ? VectorWidth.Bits128 : width, x.Address, reference.Address, 67);
        foreach (int start in new[] { 0, 1, 5, 15, 34 })
        {
            for (int count = 0; count + start <= 67; count++)
            {
                using var y = new GuardedNumbers(count, shift: count % 3);
                Apply(name, width, x.Address + start, y.Address, count);
                Assert.Equal(reference.Bits().AsSpan(start, count).ToArray(), y.Bits());
                y.AssertUntouchedAround();
            }
        }
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void A_sigmoid_does_not_decrease_when_its_argument_increases_by_more_than_rounding(VectorWidth width)
    {
        using var x = new GuardedNumbers(200_001);
        for (int i = 0; i < x.Count; i++)
            x.Span[i] = (i - 100_000) * 1e-3f;
        using var y = new GuardedNumbers(x.Count);
        Elementwise.Map<Sigmoid>(width, x.Address, y.Address, x.Count);
        for (int i = 0; i < x.Count; i++)
        {
            Assert.InRange(y.Span[i], float.Epsilon, 1);
            Assert.True(i == 0 || y.Span[i] >= y.Span[i - 1], $"σ falls at {x.Span[i]:R}.");
        }
    }

    private static void Apply(string name, VectorWidth width, float* x, float* y, int count)
    {
        switch (name)
        {
            case "exp": Elementwise.Map<Exponential>(width, x, y, count); break;
            case "log": Elementwise.Map<Logarithm>(width, x, y, count); break;
            case "sigmoid": Elementwise.Map<Sigmoid>(width, x, y, count); break;
            case "tanh": Elementwise.Map<HyperbolicTangent>(width, x, y, count); break;
            case "softplus": Elementwise.Map<Softplus>(width, x, y, count); break;
            case "sqrt": Elementwise.Map<SquareRoot>(width, x, y, count); break;
            case "reciprocal": Elementwise.Map<Reciprocal>(width, x, y, count); break;
            case "square": Elementwise.Map<Square>(width, x, y, count); break;
            case "negation": Elementwise.Map<Negation>(width, x, y, count); break;
            default: Elementwise.Map<Absolute>(width, x, y, count); break;
        }
    }

    private static (Func<double, double> Exact, double AllowedUlps) Reference(string name) => name switch
    {
        "exp" => (Math.Exp, 1.1),
        "log" => (Math.Log, 1.1),
        "sigmoid" => (x => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x)), 2.5),
        "tanh" => (Math.Tanh, 3),
        "softplus" => (x => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x))), 2),
        "sqrt" => (Math.Sqrt, 0.5),
        "reciprocal" => (x => 1 / x, 0.5),
        "square" => (x => x * x, 0.5),
        "negation" => (x => -x, 0),
        _ => (Math.Abs, 0),
    };

    // ln(1 + z), accurate for tiny z.
    private static double LogOnePlus(double z) => z < 1e-5 ? z - (z * z / 2) + (z * z * z / 3) : Math.Log(1 + z);

    private static double ErrorInUlps(float found, double exact)
    {
        if (double.IsNaN(exact) || float.IsNaN(found))
            return double.IsNaN(exact) && float.IsNaN(found) ? 0 : double.PositiveInfinity;
        float rounded = (float)exact;
        if (float.IsInfinity(found) || float.IsInfinity(rounded))
            return found.Equals(rounded) || Math.Abs(exact) >= float.MaxValue * (1 - 1e-7) ? 0 : double.PositiveInfinity;
        double magnitude = Math.Max(Math.Abs(exact), Math.ScaleB(1, -126));
        return Math.Abs(found - exact) / Math.ScaleB(1, Math.ILogB(magnitude) - 23);
    }
}
