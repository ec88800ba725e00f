using Harmonium.Data;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium;

/// <summary>
/// Where learning starts: visible biases that make independent units fit the data, hidden biases 0, small random weights
/// (Hinton 2010, section 8).
/// </summary>
public sealed record RbmInitialisation
{
    private const int ChunkRows = 1000;

    /// <summary>The standard deviation of the weights; 0.01 (Hinton 2010, section 8).</summary>
    public double WeightScale { get; init; } = 0.01;

    /// <summary>Sets all parameters of a machine.</summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="data">The examples that it will learn from, as many numbers each as there are visible units.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <exception cref="ArgumentException">The scale is negative or not finite, or the data do not fit the machine.</exception>
    public void Apply(Rbm rbm, Dataset data, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        ArgumentNullException.ThrowIfNull(data);
        if (!(WeightScale >= 0) || !double.IsFinite(WeightScale))
            throw new ArgumentException($"The scale of the first weights must be a finite number, 0 or above; it is {WeightScale}.");
        Units visible = rbm.Visible.Units;
        if (data.Examples.Columns != visible.Count)
            throw new ArgumentException($"The data set {data.Name} has {data.Examples.Columns} numbers an example; the machine has {visible.Count} visible units.", nameof(data));
        visible.FitIndependently(MeanOf(data, visible.Parameters[0].Values.Device), data.Count);
        foreach (Parameter parameter in rbm.Hidden.Units.Parameters)
            parameter.Values.AsSpan().Clear();
        FillNormal(rbm.Weights.AsSpan(), RandomStream.For(seed, Purpose.Initialisation), (float)WeightScale);
        rbm.Coupling.Changed();
    }

    /// <summary>The mean of every column, summed in double, [columns].</summary>
    private static Tensor MeanOf(Dataset data, Device device)
    {
        int columns = data.Examples.Columns;
        double[] sums = new double[columns];
        int[] rows = new int[ChunkRows];
        for (int start = 0; start < data.Count; start += ChunkRows)
        {
            int count = Math.Min(ChunkRows, data.Count - start);
            for (int i = 0; i < count; i++)
                rows[i] = start + i;
            ReadOnlySpan<float> values = data.Examples.Rows(rows.AsSpan(0, count)).AsSpan();
            for (int i = 0; i < values.Length; i++)
                sums[i % columns] += values[i];
        }

        Tensor mean = Tensor.Zeros(device, columns);
        for (int i = 0; i < columns; i++)
            mean[i] = (float)(sums[i] / data.Count);
        return mean;
    }

    /// <summary>Independent normal numbers (Box &amp; Muller 1958): each block of the stream makes four.</summary>
    private static void FillNormal(Span<float> values, RandomStream random, float scale)
    {
        Span<double> four = stackalloc double[4];
        for (int start = 0; start < values.Length; start += 4)
        {
            (uint a, uint b, uint c, uint d) = random.Block((uint)start / 4, 0);
            Pair(a, b, four);
            Pair(c, d, four[2..]);
            for (int i = 0; i < Math.Min(4, values.Length - start); i++)
                values[start + i] = (float)(scale * four[i]);
        }
    }

    private static void Pair(uint first, uint second, Span<double> pair)
    {
        double radius = Math.Sqrt(-2 * Math.Log((first + 0.5) / 4294967296.0));
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * (second / 4294967296.0));
        (pair[0], pair[1]) = (radius * cosine, radius * sine);
    }
}
