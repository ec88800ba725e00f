using Harmonium.Data;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Learning.EnergyModels;

/// <summary>
/// Where the learning of an RBM starts (Hinton 2010, section 8): small random weights, visible biases that alone fit the data,
/// hidden biases 0.
/// </summary>
public sealed record RbmInitialization
{
    // Means are taken over at most this many examples: their error is far below what the weights' randomness does.
    private const int MostExamples = 20_000;

    /// <summary>The standard deviation of the weights.</summary>
    public double WeightScale { get; init; } = 0.01;

    /// <summary>Sets all parameters of a machine.</summary>
    /// <exception cref="ArgumentException">The data do not fit the machine.</exception>
    /// <param name="rbm">The machine.</param>
    /// <param name="data">What it is to learn from.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <param name="encoding">What the examples are sent through before they are shown; null to show them as they are.</param>
    public void Apply(RestrictedBoltzmannMachine rbm, Dataset data, ulong seed, Func<Tensor, Tensor>? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        ArgumentNullException.ThrowIfNull(data);
        if (encoding is null && data.Examples.Columns != rbm.Visible.Units.Count)
            throw new ArgumentException($"The data set {data.Name} has {data.Examples.Columns} numbers an example, but the machine has " +
                $"{rbm.Visible.Units.Count} visible units.", nameof(data));
        RandomStream.For(seed, Purpose.Initialization).FillNormal(rbm.Weights, 0, (float)WeightScale);
        rbm.Coupling.Changed();
        (Tensor mean, Tensor variance) = MomentsOf(data, encoding);
        rbm.Visible.Units.FitIndependently(mean, variance, data.Count);
    }

    internal static Tensor MeanOf(Dataset data) => MomentsOf(data).Mean;

    /// <summary>The mean and the variance of every column, [columns].</summary>
    internal static (Tensor Mean, Tensor Variance) MomentsOf(Dataset data, Func<Tensor, Tensor>? encoding = null)
    {
        const int Block = 1000;
        int columns = 0;
        // Every k-th example, so that a set sorted by class is seen evenly.
        int every = Math.Max(1, data.Count / MostExamples), count = (data.Count + every - 1) / every;
        double[] sums = [], squares = [];
        for (int start = 0; start < count; start += Block)
        {
            int[] rows = [.. Enumerable.Range(start, Math.Min(Block, count - start)).Select(i => i * every)];
            Tensor block = data.Examples.Rows(rows);
            block = encoding is null ? block : encoding(block).Contiguous();
            if (start == 0)
                (columns, sums, squares) = (block.Columns, new double[block.Columns], new double[block.Columns]);
            ReadOnlySpan<float> values = block.AsSpan();
            for (int i = 0; i < values.Length; i++)
            {
                sums[i % columns] += values[i];
                squares[i % columns] += (double)values[i] * values[i];
            }
        }

        return (
            Tensor.From([.. sums.Select(sum => (float)(sum / count))], columns),
            Tensor.From([.. sums.Zip(squares, (sum, square) => (float)Math.Max(0, (square / count) - (sum / count * (sum / count))))], columns));
    }
}
