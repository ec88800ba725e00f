using Harmonium.Couplings;
using Harmonium.Data;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Learning.EnergyModels;

/// <summary>
/// Initial parameters of an RBM (Hinton 2010, section 8), or of a deeper machine: small random weights, visible biases that alone fit the data,
/// hidden biases 0.
/// </summary>
public sealed record RbmInitialization
{
    // Means are computed from at most this many examples: their error is far below the effect of the random weights.
    private const int MostExamples = 20_000;

    /// <summary>The standard deviation of the weights.</summary>
    public double WeightScale { get; init; } = 0.01;

    /// <summary>Sets all parameters of an RBM.</summary>
    /// <exception cref="ArgumentException">The data do not fit the RBM.</exception>
    /// <param name="rbm">The RBM.</param>
    /// <param name="data">The training examples.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <param name="encoding">A function applied to the examples first; null to use them unchanged.</param>
    public void Apply(RestrictedBoltzmannMachine rbm, Dataset data, ulong seed, Func<Tensor, Tensor>? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        ArgumentNullException.ThrowIfNull(data);
        if (encoding is null && data.Examples.Columns != rbm.Visible.Units.Count)
            throw new ArgumentException($"The data set {data.Name} has {data.Examples.Columns} values per example, but the model has " +
                $"{rbm.Visible.Units.Count} visible units.", nameof(data));
        Apply(rbm.Machine, data, seed, encoding);
    }

    /// <summary>Sets the dense weights and the visible biases of a machine with one visible layer, which the data fit.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="data">The training examples.</param>
    /// <param name="seed">The seed of the weights. Each coupling has its own branch of the random numbers.</param>
    /// <param name="encoding">A function applied to the examples first; null to use them unchanged.</param>
    internal void Apply(BoltzmannMachine machine, Dataset data, ulong seed, Func<Tensor, Tensor>? encoding = null)
    {
        RandomStream random = RandomStream.For(seed, Purpose.Initialization);
        foreach ((int i, DenseCoupling coupling) in machine.Couplings.OfType<DenseCoupling>().Index())
        {
            // Branch 1 encodes the examples for upper layers of a stack.
            (i == 0 ? random : random.At(1 + i)).FillNormal(coupling.Weights, 0, (float)WeightScale);
            coupling.Changed();
        }

        (Tensor mean, Tensor variance) = MomentsOf(data, encoding);
        machine.LayersOf(LayerRole.Visible).Single().Units.FitIndependently(mean, variance, data.Count);
    }

    internal static Tensor MeanOf(Dataset data) => MomentsOf(data).Mean;

    /// <summary>Returns the mean and the variance of every column, [columns].</summary>
    internal static (Tensor Mean, Tensor Variance) MomentsOf(Dataset data, Func<Tensor, Tensor>? encoding = null)
    {
        const int Block = 1000;
        int columns = 0;
        // Uses every k-th example, so that a data set sorted by class is sampled evenly.
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
