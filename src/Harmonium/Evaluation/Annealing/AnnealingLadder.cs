using System.Globalization;

namespace Harmonium.Evaluation.Annealing;

/// <summary>The inverse temperatures β of annealing, from 0 (the base model) to 1 (the machine).</summary>
public sealed record AnnealingLadder
{
    /// <summary>Creates a ladder with the given rungs.</summary>
    /// <param name="name">The name used in results.</param>
    /// <param name="rungs">The inverse temperatures, strictly increasing from 0 to 1.</param>
    /// <exception cref="ArgumentException">The rungs are not strictly increasing from 0 to 1.</exception>
    public AnnealingLadder(string name, IReadOnlyList<double> rungs)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(rungs);
        if (rungs.Count < 2 || rungs[0] != 0 || rungs[^1] != 1)
            throw new ArgumentException($"A ladder begins at 0 and ends at 1; '{name}' has {rungs.Count} " +
                $"rungs{(rungs.Count == 0 ? "" : $" from {rungs[0]} to {rungs[^1]}")}.", nameof(rungs));
        for (int i = 1; i < rungs.Count; i++)
        {
            if (!(rungs[i] > rungs[i - 1]))
                throw new ArgumentException($"The rungs of a ladder must increase; in '{name}' rung {i} is {rungs[i]}, after {rungs[i - 1]}.", nameof(rungs));
        }

        Name = name;
        Rungs = rungs;
    }

    /// <summary>
    /// The ladder of Salakhutdinov &amp; Murray (2008) with 14,500 steps: 0 to 0.5 in steps of 1e-3, to 0.9 in steps of 1e-4, to 1 in steps of 1e-5.
    /// </summary>
    public static AnnealingLadder SalakhutdinovMurray { get; } = new(
        "salakhutdinov-murray",
        [.. Enumerable.Range(0, 500).Select(i => i / 1000.0), .. Enumerable.Range(5000, 4000).Select(i => i / 10_000.0),
            .. Enumerable.Range(90_000, 10_001).Select(i => i / 100_000.0)]);

    /// <summary>The name used in results, such as <c>linear-1000</c>.</summary>
    public string Name { get; }

    /// <summary>The inverse temperatures, from 0 to 1.</summary>
    public IReadOnlyList<double> Rungs { get; }

    /// <summary>The number of steps from 0 to 1, one less than the number of rungs.</summary>
    public int Steps => Rungs.Count - 1;

    /// <summary>Returns a ladder of equal steps: β = t / T.</summary>
    public static AnnealingLadder Linear(int steps) => Make("linear", steps, t => t);

    /// <summary>
    /// Returns a ladder with small steps at both ends: σ(4 (2t/T − 1)), rescaled to run from 0 to 1 (Grosse, Ancha, Roy 2016, "Measuring the
    /// reliability of MCMC inference").
    /// </summary>
    public static AnnealingLadder Sigmoid(int steps)
    {
        const double sharpness = 4;
        double low = Logistic(-sharpness), high = Logistic(sharpness);
        return Make("sigmoid", steps, t => (Logistic(sharpness * ((2 * t) - 1)) - low) / (high - low));

        static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
    }

    /// <summary>Returns a ladder with small steps near the base: 0, then from 0.001 to 1 by a constant factor.</summary>
    public static AnnealingLadder Geometric(int steps) => Make("geometric", steps, t => Math.Pow(1e-3, steps == 1 ? 0 : (1 - t) * steps / (steps - 1)));

    /// <summary>
    /// Returns the ladder with the given name: <c>salakhutdinov-murray</c>, <c>linear-1000</c>, <c>sigmoid-1000</c>, <c>geometric-1000</c>.
    /// </summary>
    /// <exception cref="ArgumentException">No ladder has that name.</exception>
    public static AnnealingLadder Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == SalakhutdinovMurray.Name)
            return SalakhutdinovMurray;
        int dash = name.LastIndexOf('-');
        if (dash > 0 && int.TryParse(name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int steps) && steps > 0)
        {
            switch (name[..dash])
            {
                case "linear": return Linear(steps);
                case "sigmoid": return Sigmoid(steps);
                case "geometric": return Geometric(steps);
            }
        }

        throw new ArgumentException($"There is no annealing ladder '{name}'. Use {SalakhutdinovMurray.Name}, linear-N, sigmoid-N or geometric-N, where N is " +
            "the number of steps.", nameof(name));
    }

    private static AnnealingLadder Make(string kind, int steps, Func<double, double> at)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        double[] rungs = new double[steps + 1];
        for (int i = 1; i < steps; i++)
            rungs[i] = at((double)i / steps);
        rungs[steps] = 1;
        return new AnnealingLadder($"{kind}-{steps}", rungs);
    }
}
