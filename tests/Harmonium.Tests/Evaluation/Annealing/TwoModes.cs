using Harmonium.Data;
using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Tests.Evaluation.Annealing;

/// <summary>
/// An RBM with equal weights w, visible biases −w H / 2 + t / V and hidden biases −w V / 2. Above w √(V H) = 4 it has two modes, all units off and all
/// units on, with probabilities in the ratio exp(t). States with i visible and j hidden units on have the same energy, so log Z is a sum over i and j.
/// </summary>
internal sealed class TwoModes
{
    private readonly double[] _logWeights;
    private readonly int _visible;
    private readonly RandomStream _random;
    private int _next;

    /// <summary>Creates a random model: sizes 40 to 100, w from 0.6 to 4 times the critical weight, tilts t up to 10.</summary>
    internal TwoModes(int seed)
    {
        _random = RandomStream.For((ulong)seed, Purpose.General);
        _visible = 40 + (int)(61 * Next());
        int hidden = 40 + (int)(61 * Next());
        float w = (float)((0.6 + (3.4 * Next())) * 4 / Math.Sqrt((double)_visible * hidden));
        double tilt = (seed % 4) switch { 0 => 0, 1 => Next(), 2 => 4 * Next(), _ => 10 * Next() };
        float b = (float)((-w * hidden / 2) + (tilt / _visible)), c = -w * _visible / 2;
        Machine = new RestrictedBoltzmannMachine(
            new Bernoulli(Tensor.Filled(b, _visible)), new Bernoulli(Tensor.Filled(c, hidden)), Tensor.Filled(w, _visible, hidden));
        _logWeights = [.. Enumerable.Range(0, _visible + 1).Select(i => LogSumExp.Of([.. Enumerable.Range(0, hidden + 1).Select(j =>
            LogChoose(_visible, i) + LogChoose(hidden, j) + ((double)w * i * j) + ((double)b * i) + ((double)c * j))]))];
        LogPartition = LogSumExp.Of(_logWeights);
    }

    internal RestrictedBoltzmannMachine Machine { get; }

    /// <summary>log Z by counting.</summary>
    internal double LogPartition { get; }

    /// <summary>Samples of both modes, of one mode, or random bits (<c>both</c>, <c>low</c>, <c>high</c>, <c>none</c>).</summary>
    internal VisibleData Data(string placement)
    {
        const int Count = 60;
        Tensor values = Tensor.Zeros(Count, _visible);
        for (int row = 0; row < Count; row++)
        {
            bool low = placement == "low" || (placement == "both" && row % 2 == 0);
            int on = low ? Draw(0, _visible / 2) : Draw((_visible / 2) + 1, _visible);
            int[] order = [.. Enumerable.Range(0, _visible).OrderBy(_ => Next())];
            for (int unit = 0; unit < _visible; unit++)
                values[row, order[unit]] = (placement == "none" ? Next() < 0.5 : unit < on) ? 1 : 0;
        }

        return new VisibleData(new Dataset("modes", new FloatExamples(values), ItemShape.Vector(_visible)));
    }

    /// <summary>Draws the number of visible units that are on, between two numbers.</summary>
    private int Draw(int first, int last)
    {
        double total = LogSumExp.Of(_logWeights.AsSpan(first, last - first + 1)), left = Next();
        int drawn = first;
        while (drawn < last && (left -= Math.Exp(_logWeights[drawn] - total)) > 0)
            drawn++;
        return drawn;
    }

    private double Next() => _random.Uniform(_next++);

    private static double LogChoose(int n, int k) =>
        Enumerable.Range(1, k).Sum(i => Math.Log(n - k + i) - Math.Log(i));
}
