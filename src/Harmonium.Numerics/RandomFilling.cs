using Harmonium.Numerics.Kernels.Draws;
using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics;

/// <summary>Extension methods that fill tensors with random numbers. The value of an element depends on its row and column.</summary>
internal static class RandomFilling
{
    /// <summary>Fills a tensor, [rows, columns], with from + (to − from)·<see cref="RandomStream.Uniform"/>(row, column), rounded to float32.</summary>
    /// <param name="stream">The random numbers.</param>
    /// <param name="into">The tensor.</param>
    /// <param name="from">The lower bound.</param>
    /// <param name="to">The upper bound.</param>
    /// <exception cref="ArgumentException">A bound is not finite, or the lower bound is above the upper bound.</exception>
    public static void FillUniform(this RandomStream stream, Tensor into, float from = 0, float to = 1) =>
        Fill(stream, into, RandomStream.UniformBetween(from, to));

    /// <summary>Fills a tensor, [rows, columns], with mean + standardDeviation·<see cref="RandomStream.Normal"/>(row, column).</summary>
    /// <param name="stream">The random numbers.</param>
    /// <param name="into">The tensor.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="standardDeviation">The standard deviation.</param>
    /// <exception cref="ArgumentException">The mean or the standard deviation is not finite, or the standard deviation is negative.</exception>
    public static void FillNormal(this RandomStream stream, Tensor into, float mean = 0, float standardDeviation = 1) =>
        Fill(stream, into, RandomStream.NormalWith(mean, standardDeviation));

    /// <summary>Fills a tensor, [rows, columns], with mean·<see cref="RandomStream.Exponential"/>(row, column).</summary>
    /// <param name="stream">The random numbers.</param>
    /// <param name="into">The tensor.</param>
    /// <param name="mean">The mean.</param>
    /// <exception cref="ArgumentException">The mean is not finite or not above 0.</exception>
    public static void FillExponential(this RandomStream stream, Tensor into, float mean = 1) => Fill(stream, into, RandomStream.ExponentialWith(mean));

    /// <summary>
    /// Fills a tensor with samples of a normal distribution with variance 1, truncated to positive values: <see cref="RandomStream.NormalAboveZero"/>(mean,
    /// row, column). The means are given by another tensor of the same shape, possibly the same tensor.
    /// </summary>
    /// <param name="stream">The random numbers.</param>
    /// <param name="means">The means, [rows, columns].</param>
    /// <param name="into">Receives the samples.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void FillNormalAboveZero(this RandomStream stream, Tensor means, Tensor into)
    {
        ArgumentNullException.ThrowIfNull(means);
        ArgumentNullException.ThrowIfNull(into);
        means.RequireSameShape(into);
        into.Device.Share(into.Rows, (start, end) =>
        {
            for (int row = start; row < end; row++)
            {
                ReadOnlySpan<float> from = means.Row(row);
                Span<float> to = into.Row(row);
                for (int column = 0; column < to.Length; column++)
                    to[column] = (float)stream.NormalAboveZero(from[column], row, column);
            }
        });
    }

    /// <summary>
    /// Fills a tensor with binomial counts: <see cref="RandomStream.Binomial"/>(trials, probability, row, column). The probabilities are given by a tensor of
    /// the same shape.
    /// </summary>
    /// <param name="stream">The random numbers.</param>
    /// <param name="probabilities">The probabilities, [rows, columns].</param>
    /// <param name="trials">The number of trials per count.</param>
    /// <param name="into">Receives the counts.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void FillBinomial(this RandomStream stream, Tensor probabilities, int trials, Tensor into)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(into);
        probabilities.RequireSameShape(into);
        into.Device.Share(into.Rows, (start, end) =>
        {
            for (int row = start; row < end; row++)
            {
                ReadOnlySpan<float> from = probabilities.Row(row);
                Span<float> to = into.Row(row);
                for (int column = 0; column < to.Length; column++)
                    to[column] = stream.Binomial(trials, from[column], row, column);
            }
        });
    }

    /// <summary>
    /// Fills a tensor with Poisson counts: <see cref="RandomStream.Poisson"/>(rate, row, column). The rates are given by a tensor of the same shape.
    /// </summary>
    /// <param name="stream">The random numbers.</param>
    /// <param name="rates">The rates, [rows, columns].</param>
    /// <param name="into">Receives the counts.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A rate is negative, NaN or above <see cref="RandomStream.GreatestPoissonRate"/>.</exception>
    public static void FillPoisson(this RandomStream stream, Tensor rates, Tensor into)
    {
        ArgumentNullException.ThrowIfNull(rates);
        ArgumentNullException.ThrowIfNull(into);
        rates.RequireSameShape(into);
        into.Device.Share(into.Rows, (start, end) =>
        {
            for (int row = start; row < end; row++)
            {
                ReadOnlySpan<float> from = rates.Row(row);
                Span<float> to = into.Row(row);
                for (int column = 0; column < to.Length; column++)
                    to[column] = stream.Poisson(from[column], row, column);
            }
        });
    }

    private static void Fill<TTransform>(RandomStream stream, Tensor into, TTransform transform)
        where TTransform : struct, IRandomTransform
    {
        ArgumentNullException.ThrowIfNull(into);
        if (!into.IsContiguous)
        {
            Tensor filled = Tensor.Zeros(into.Device, into.Shape);
            Fill(stream, filled, transform);
            filled.CopyTo(into);
            return;
        }

        var processor = into.Device as CpuDevice;
        RandomFill.Run(processor?.Workers, processor?.Width ?? VectorWidths.Widest, stream.Schedule, transform, into.AsSpan(), into.Rows, into.Columns);
    }
}
