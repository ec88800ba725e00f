namespace Harmonium.Numerics.Tests;

/// <summary>Tensors of random numbers that depend on a seed alone, and helpers of slow reference implementations.</summary>
internal static class Samples
{
    /// <summary>Random numbers between −1 and 1, with the given share of nonzero elements.</summary>
    internal static Tensor Random(Device device, int seed, int rows, int columns, bool aligned = false, double density = 1)
    {
        var random = new Random(seed);
        return Fill(device, rows, columns, aligned, () => random.NextDouble() < density ? (2 * random.NextSingle()) - 1 : 0);
    }

    /// <summary>Zeros with the given share of ones.</summary>
    internal static Tensor Binary(Device device, int seed, int rows, int columns, double density)
    {
        var random = new Random(seed);
        return Fill(device, rows, columns, aligned: false, () => random.NextDouble() < density ? 1 : 0);
    }

    /// <summary>−1 and 1 with equal probability.</summary>
    internal static Tensor Signs(Device device, int seed, int rows, int columns)
    {
        var random = new Random(seed);
        return Fill(device, rows, columns, aligned: false, () => random.NextDouble() < 0.5 ? 1 : -1);
    }

    /// <summary>The elements row by row, for any layout.</summary>
    internal static float[] Numbers(this Tensor tensor)
    {
        List<float> numbers = [];
        for (int row = 0; row < tensor.Rows; row++)
            numbers.AddRange(tensor.Row(row));
        return [.. numbers];
    }

    /// <summary>Fails if the padding of a row is not 0.</summary>
    internal static void AssertPaddingIsZero(Tensor tensor)
    {
        for (int i = 0; i < tensor.Block.Length; i++)
        {
            if (i % tensor.RowStride >= tensor.Columns)
                Assert.Equal(0, tensor.Block[i]);
        }
    }

    private static Tensor Fill(Device device, int rows, int columns, bool aligned, Func<float> next)
    {
        Tensor tensor = aligned ? Tensor.Aligned(device, rows, columns) : Tensor.Zeros(device, rows, columns);
        for (int row = 0; row < rows; row++)
        {
            foreach (ref float number in tensor.Row(row))
                number = next();
        }

        return tensor;
    }
}
