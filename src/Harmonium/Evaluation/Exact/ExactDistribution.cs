using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Mathematics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Evaluation.Exact;

/// <summary>
/// The probability of every joint state of one side of a small machine, with the other side summed out. It is the reference for testing samplers. The
/// blocks of units are the digits of a state's number: the first block is the last digit, and the layers of the side follow one another. For units
/// with two states, bit i of the number is unit i.
/// </summary>
public sealed class ExactDistribution
{
    /// <summary>The largest number of binary digits of a state.</summary>
    public const int Limit = 20;

    private readonly double[] _probabilities;

    private ExactDistribution(IReadOnlyList<Layer> layers, double[] probabilities, double logPartition)
    {
        Layers = layers;
        _probabilities = probabilities;
        LogPartition = logPartition;
    }

    /// <summary>The layers with numbered states.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>log Z of the machine, in nats.</summary>
    public double LogPartition { get; }

    /// <summary>The probability of each state, by its number; they sum to 1.</summary>
    public IReadOnlyList<double> Probabilities => _probabilities;

    /// <summary>Returns the distribution of the side of a machine that contains a layer.</summary>
    /// <exception cref="ArgumentException">The side has more than <see cref="Limit"/> units, or units with infinitely many states.</exception>
    public static ExactDistribution Of(BoltzmannMachine machine, Layer layer)
    {
        MachineSides sides = MachineSides.Of(machine);
        (IReadOnlyList<Layer> wanted, IReadOnlyList<Layer> others) = sides.First.Contains(layer) ? (sides.First, sides.Second) : (sides.Second, sides.First);
        if (EnumeratedSide.BitsOf(wanted) > Limit)
            throw new ArgumentException($"The distribution of '{layer?.Name}' has too many states to list: the limit is 2^{Limit} states, and it has " +
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

    /// <summary>Returns the number of one example's state.</summary>
    /// <param name="state">The states of the layers.</param>
    /// <param name="example">The index of the example.</param>
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

    /// <summary>Returns the fraction of examples in each state, indexed by the number of the state.</summary>
    public double[] FrequenciesOf(MachineState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double[] frequencies = new double[_probabilities.Length];
        for (int example = 0; example < state.Rows; example++)
            frequencies[NumberOf(state, example)] += 1.0 / state.Rows;
        return frequencies;
    }

    /// <summary>½ Σ |p − q|: 0 for equal distributions, 1 for disjoint ones.</summary>
    /// <exception cref="ArgumentException">The other distribution has a different number of states.</exception>
    public double TotalVariationFrom(ReadOnlySpan<double> other)
    {
        if (other.Length != _probabilities.Length)
            throw new ArgumentException($"A distribution over {_probabilities.Length} states is needed; the other has {other.Length}.", nameof(other));
        double sum = 0;
        for (int i = 0; i < other.Length; i++)
            sum += Math.Abs(other[i] - _probabilities[i]);
        return sum / 2;
    }

    /// <summary>
    /// The expected value of <see cref="TotalVariationFrom"/> for the frequencies of a number of independent exact samples: about ½ Σ √(2 p (1 − p) /
    /// (π n)). It is the Monte Carlo floor for the distance of a sampler.
    /// </summary>
    public double TotalVariationFloor(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        // If fewer than one sample is expected, the normal approximation is too large: the mean of |count − np| is then at most 2np.
        return _probabilities.Sum(p => Math.Min(Math.Sqrt(2 * p * (1 - p) / (Math.PI * samples)), 2 * p)) / 2;
    }
}
