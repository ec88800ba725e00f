namespace Harmonium.Tests;

/// <summary>The states that one unit of a kind takes, what a sum over them is multiplied by (1, or the spacing of a quadrature).</summary>
internal sealed record UnitStates(double[] Values, double Spacing)
{
    /// <summary>A line a kind: what the theory of all units sums over.</summary>
    internal static IReadOnlyDictionary<string, UnitStates> OfKind { get; } = new Dictionary<string, UnitStates>
    {
        ["bernoulli"] = new([0, 1], Spacing: 1),
    };

    /// <summary>All joint states of several units.</summary>
    internal IEnumerable<float[]> Joint(int units)
    {
        int count = (int)Math.Pow(Values.Length, units);
        for (int number = 0; number < count; number++)
        {
            float[] state = new float[units];
            for (int unit = 0, rest = number; unit < units; unit++, rest /= Values.Length)
                state[unit] = (float)Values[rest % Values.Length];
            yield return state;
        }
    }
}
