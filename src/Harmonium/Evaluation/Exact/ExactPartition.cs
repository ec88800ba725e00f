using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Evaluation.Exact;

/// <summary>
/// log Z of a machine by enumerating all states of its smaller side, with the other side summed in closed form: log Z = log Σ_h exp(−E_h(h) + log Σ_v
/// exp(−E_v(v) + v W h)). Computed in double and in a fixed order, so the result does not depend on the number of threads. The cost doubles with each
/// unit of the smaller side.
/// </summary>
public sealed class ExactPartition
{
    /// <summary>The largest number of units to enumerate by default.</summary>
    public const int DefaultLimit = 25;

    private const int Ceiling = 34;
    private readonly BoltzmannMachine _machine;
    private readonly EnumeratedSide _side;
    private readonly double[] _chunks;

    internal ExactPartition(BoltzmannMachine machine, EnumeratedSide side, CancellationToken cancel = default)
    {
        _machine = machine;
        _side = side;
        _chunks = new double[side.Chunks];
        ParallelRows.Run(DeviceOf(machine), side.Chunks, chunk =>
        {
            double[] logWeights = new double[side.ChunkSize];
            side.LogWeights(chunk, logWeights);
            _chunks[chunk] = LogSumExp.Of(logWeights);
        }, cancel);
        LogPartition = LogSumExp.Of(_chunks);
    }

    /// <summary>log Z = log Σ exp(−E) over all states of all layers, in nats.</summary>
    public double LogPartition { get; }

    /// <summary>The enumerated layers.</summary>
    public IReadOnlyList<Layer> Enumerated => _side.Layers;

    /// <summary>True if one side of the machine is small enough to be enumerated and its units have finitely many states.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="limit">The largest number of units to enumerate.</param>
    /// <exception cref="ArgumentException">The layers do not form two sides that are coupled only with each other.</exception>
    public static bool IsPossible(BoltzmannMachine machine, int limit = DefaultLimit)
    {
        MachineSides sides = MachineSides.Of(machine);
        return SmallerSide(sides) is { } side && EnumeratedSide.BitsOf(side) <= Math.Min(limit, Ceiling);
    }

    /// <summary>Enumerates the smaller side of a machine.</summary>
    /// <param name="machine">A machine with two sides that are coupled only with each other. The units of one side have finitely many states.</param>
    /// <param name="limit">
    /// The largest number of units to enumerate, at most 34. For units with more than two states, the largest number of binary digits.
    /// </param>
    /// <param name="cancel">Cancels between two chunks of states.</param>
    /// <exception cref="ArgumentException">No side is small enough, or the layers do not form two such sides.</exception>
    public static ExactPartition Of(BoltzmannMachine machine, int limit = DefaultLimit, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Ceiling);
        MachineSides sides = MachineSides.Of(machine);
        IReadOnlyList<Layer> side = SmallerSide(sides)
            ?? throw new ArgumentException(
                "Both sides of the machine have infinitely many states; enumeration needs units with finitely many states on one side. Use annealed " +
                "importance sampling.", nameof(machine));
        if (EnumeratedSide.BitsOf(side) > limit)
        {
            throw new ArgumentException(
                $"The smaller side of the machine ({string.Join(", ", side.Select(layer => $"'{layer.Name}'"))}) has {UnitsIn(side)} units, " +
                    $"2^{EnumeratedSide.BitsOf(side):0.#} states; at most 2^{limit} are enumerated. Use annealed importance sampling, or raise the limit: " +
                    "each additional unit doubles the time.", nameof(machine));
        }

        return new ExactPartition(machine, EnumeratedSide.Of(machine, side, ReferenceEquals(side, sides.First) ? sides.Second : sides.First), cancel);
    }

    /// <summary>Draws independent samples of all layers from the exact distribution of the machine, without a chain.</summary>
    /// <param name="count">The number of samples.</param>
    /// <param name="random">The random stream to draw from.</param>
    public MachineState Sample(int count, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        long[] numbers = DrawNumbers(count, random);
        MachineState state = new();
        foreach (Layer layer in _side.Layers)
            state[layer] = States.From(_side.StatesOf(layer, numbers));
        foreach (Layer layer in _side.Others)
            state[layer] = layer.Units.Sample(_machine.Input(layer, state), random.At(1 + _machine.IndexOf(layer)));
        return state;
    }

    internal static Device DeviceOf(BoltzmannMachine machine) => machine.Parameters.First().Values.Device;

    private static IReadOnlyList<Layer>? SmallerSide(MachineSides sides) =>
        new[] { sides.Second, sides.First }.Where(side => side.Count > 0 && double.IsFinite(EnumeratedSide.BitsOf(side))).MinBy(EnumeratedSide.BitsOf);

    private static int UnitsIn(IReadOnlyList<Layer> side) => side.Sum(layer => layer.Units.Count);

    // By inversion: sorted draws meet the states in ascending order, and only the chunks with draws are computed again.
    private long[] DrawNumbers(int count, RandomStream random)
    {
        double[] uniforms = new double[count];
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
        {
            (uint a, uint b, _, _) = random.Block(0, (uint)i);
            uniforms[i] = (((((ulong)a << 32) | b) >> 11) + 0.5) / (1UL << 53);
            order[i] = i;
        }

        Array.Sort(uniforms, order);
        long[] numbers = new long[count];
        double[] logWeights = new double[_side.ChunkSize];
        double passed = 0;
        for (int chunk = 0, next = 0; chunk < _chunks.Length && next < count; chunk++)
        {
            double end = passed + Math.Exp(_chunks[chunk] - LogPartition);
            bool last = chunk == _chunks.Length - 1;
            if (!last && uniforms[next] >= end)
            {
                passed = end;
                continue;
            }

            _side.LogWeights(chunk, logWeights);
            for (int i = 0; i < logWeights.Length && next < count; i++)
            {
                passed += Math.Exp(logWeights[i] - LogPartition);
                // The last state absorbs rounding errors.
                double bound = i < logWeights.Length - 1 ? passed : last ? 1 : end;
                while (next < count && uniforms[next] < bound)
                    numbers[order[next++]] = ((long)chunk * _side.ChunkSize) + i;
            }

            passed = end;
        }

        return numbers;
    }
}
