using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Mathematics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Evaluation.Exact;

/// <summary>
/// The probability of every joint state of one side of a small machine, the other side summed out: what samplers are checked
/// against. States are numbered by their blocks of units as digits, the first block last, the layers of the side one after the other; of units with
/// two states bit i of the number is unit i.
/// </summary>
public sealed class ExactDistribution
{
    /// <summary>The largest number of binary digits of a state whose distribution is worked out.</summary>
    public const int Limit = 20;

    private readonly double[] _probabilities;

    private ExactDistribution(IReadOnlyList<Layer> layers, double[] probabilities, double logPartition)
    {
        Layers = layers;
        _probabilities = probabilities;
        LogPartition = logPartition;
    }

    /// <summary>The layers whose states are numbered.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>log Z of the machine, in nats.</summary>
    public double LogPartition { get; }

    /// <summary>The probability of each state, by its number; they sum to 1.</summary>
    public IReadOnlyList<double> Probabilities => _probabilities;

    /// <summary>The distribution of the side of a machine on which a layer stands.</summary>
    /// <exception cref="ArgumentException">The side has more than <see cref="Limit"/> units, or units with infinitely many states.</exception>
    public static ExactDistribution Of(BoltzmannMachine machine, Layer layer)
    {
        MachineSides sides = MachineSides.Of(machine);
        (IReadOnlyList<Layer> wanted, IReadOnlyList<Layer> others) = sides.First.Contains(layer) ? (sides.First, sides.Second) : (sides.Second, sides.First);
        if (EnumeratedSide.BitsOf(wanted) > Limit)
            throw new ArgumentException($"The distribution of '{layer?.Name}' has too many states to list: 2^{Limit} states can be listed, and these are " +
                $"2^{EnumeratedSide.BitsOf(wanted):0.#}.", nameof(layer));
        EnumeratedSide side = EnumeratedSide.Of(machine, wanted, others);
        double[] values = new double[side.Count];
        ParallelRows.Run(ExactPartition.DeviceOf(machine), side.Chunks, chunk =>
        {
            double[] ofChunk = new double[side.ChunkSize];
            side.LogWeights(chunk, ofChunk);
            ofChunk.AsSpan(0, Math.Min(side.ChunkSize, values.Length - (chunk * side.ChunkSize))).CopyTo(values.AsSpan(chunk * side.ChunkSize));
        });
        double logPartition = LogSumExp.Of(values);
        for (int i = 0; i < values.Length; i++)
            values[i] = Math.Exp(values[i] - logPartition);
        return new ExactDistribution(wanted, values, logPartition);
    }

    /// <summary>The number of one example's state.</summary>
    /// <param name="state">The states of the layers.</param>
    /// <param name="example">Which example.</param>
    public int NumberOf(MachineState state, int example)
    {
        ArgumentNullException.ThrowIfNull(state);
        int number = 0, digit = 1;
        foreach (Layer layer in Layers)
        {
            ReadOnlySpan<float> values = state[layer].AsTensor().Row(example);
            IReadOnlyList<float[]> ofBlock = layer.Units.BlockStates!;
            for (int unit = 0; unit < values.Length; unit += layer.Units.BlockSize, digit *= ofBlock.Count)
            {
                int found = 0;
                while (!values.Slice(unit, layer.Units.BlockSize).SequenceEqual(ofBlock[found]))
                    found++;
                number += found * digit;
            }
        }

        return number;
    }

    /// <summary>How often each state occurs among the examples, as a share of them, by its number.</summary>
    public double[] FrequenciesOf(MachineState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double[] frequencies = new double[_probabilities.Length];
        for (int example = 0; example < state.Rows; example++)
            frequencies[NumberOf(state, example)] += 1.0 / state.Rows;
        return frequencies;
    }

    /// <summary>½ Σ |p − q|: 0 for equal distributions, 1 for disjoint ones.</summary>
    /// <exception cref="ArgumentException">The other distribution has another number of states.</exception>
    public double TotalVariationFrom(ReadOnlySpan<double> other)
    {
        if (other.Length != _probabilities.Length)
            throw new ArgumentException($"A distribution over {_probabilities.Length} states is needed; this one has {other.Length}.", nameof(other));
        double sum = 0;
        for (int i = 0; i < other.Length; i++)
            sum += Math.Abs(other[i] - _probabilities[i]);
        return sum / 2;
    }

    /// <summary>
    /// What <see cref="TotalVariationFrom"/> is on average for the frequencies of so many independent exact samples:
    /// about ½ Σ √(2 p (1 − p) / (π n)), the Monte-Carlo floor that a sampler's distance is measured by.
    /// </summary>
    public double TotalVariationFloor(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        // Where fewer than one sample is expected the normal approximation is too large: the mean of |count − np| is then at most 2np.
        return _probabilities.Sum(p => Math.Min(Math.Sqrt(2 * p * (1 - p) / (Math.PI * samples)), 2 * p)) / 2;
    }
}
