using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>
/// The sum over states that the tests of all units use for one kind: the joint states of all units, each with the logarithm of its multiplicity or
/// density.
/// </summary>
/// <param name="Create">Creates units with random parameters.</param>
/// <param name="Joint">
/// All joint states with the logarithm of their weight: 0, the weight of a quadrature, or the number of states that share these numbers.
/// </param>
internal sealed record UnitStates(Func<LayerUnits> Create, Func<IEnumerable<(float[] State, double LogWeight)>> Joint)
{
    private const int Count = 3;

    /// <summary>One line per kind: all that a kind needs to pass through the shared tests.</summary>
    internal static IReadOnlyDictionary<string, UnitStates> OfKind { get; } = new Dictionary<string, UnitStates>
    {
        ["bernoulli"] = Grid(() => new Bernoulli(Random(0)), [0, 1]),
        ["spin"] = Grid(() => new Spin(Random(0)), [-1, 1]),
        ["gaussian"] = Grid(() => new Gaussian(Random(0), Random(1).Scale(0.3f)), Range(-14, 14, 70), 0.4),
        ["gaussian of variance 1"] = Grid(() => new Gaussian(Random(0)), Range(-10, 10, 50), 0.4),
        ["truncated-gaussian"] = Grid(() => new TruncatedGaussian(Random(0)), Midpoints(0, 9, 75), 9 / 75.0),
        ["poisson"] = Grid(() => new Poisson(Random(0)), Range(0, 80, 80)),
        ["binomial"] = Grid(() => new Binomial(Random(0), 4), [0, 1, 2, 3, 4]),
        ["categorical"] = new(() => new Categorical(Random(0), 3), () =>
            Enumerable.Range(0, 3).Select(one => (Enumerable.Range(0, 3).Select(i => i == one ? 1f : 0f).ToArray(), 0.0))),
        ["replicated-softmax"] = new(() => new ReplicatedSoftmax(Random(0), 4), Documents),
        ["truncated-exponential"] = Grid(() => new TruncatedExponential(Random(0)), Midpoints(0, 1, 40), 1 / 40.0),
        ["toy"] = Grid(() => new ToyUnits(Random(0)), [0, 1, 3]),
    };

    private static Tensor Random(int branch) => Evaluation.SmallMachines.Normal(Device.Default, 0.7, 1, branch, Count);

    private static double[] Range(double from, double to, int steps) => [.. Enumerable.Range(0, steps + 1).Select(i => from + ((to - from) * i / steps))];

    private static double[] Midpoints(double from, double to, int steps) =>
        [.. Enumerable.Range(0, steps).Select(i => from + ((to - from) * (i + 0.5) / steps))];

    private static UnitStates Grid(Func<LayerUnits> create, double[] values, double spacing = 1) => new(create, () => Product(values, spacing));

    private static IEnumerable<(float[] State, double LogWeight)> Product(double[] values, double spacing)
    {
        foreach (double a in values)
        {
            foreach (double b in values)
            {
                foreach (double c in values)
                    yield return ([(float)a, (float)b, (float)c], Count * Math.Log(spacing));
            }
        }
    }

    /// <summary>The counts of all documents of four words, each weighted by the number of orders of its words.</summary>
    private static IEnumerable<(float[] State, double LogWeight)> Documents()
    {
        double[] factorial = [1, 1, 2, 6, 24];
        for (int a = 0; a <= 4; a++)
        {
            for (int b = 0; a + b <= 4; b++)
                yield return ([a, b, 4 - a - b], Math.Log(24 / factorial[a] / factorial[b] / factorial[4 - a - b]));
        }
    }
}
