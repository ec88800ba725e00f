using Harmonium.Numerics.Kernels.Draws;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Randomness;

public readonly partial record struct RandomStream
{
    /// <summary>A number uniform on the 2²⁴ multiples of 2⁻²⁴ in [0, 1): the upper 24 bits of the word at this row and column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row or the column is negative.</exception>
    public float Uniform(int row, int column = 0) => One(new UniformTransform(0, 1), row, column);

    /// <summary>
    /// A standard normal number (Box &amp; Muller 1958): √(−2 ln u)·cos(2πv) in even rows and √(−2 ln u)·sin(2πv) in the following odd rows, where u and v
    /// are computed from the two words of the pair of rows. |z| is at most 6.6.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The row or the column is negative.</exception>
    public float Normal(int row, int column = 0) => One(new NormalTransform(0, 1), row, column);

    /// <summary>An exponentially distributed number, with density exp(−x) on x &gt; 0: −ln u.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row or the column is negative.</exception>
    public float Exponential(int row, int column = 0) => One(new ExponentialTransform(1), row, column);

    /// <summary>Fills a span with from + (to − from)·<see cref="Uniform"/>(0, index), rounded to float32.</summary>
    /// <exception cref="ArgumentException">A bound is not finite, or the lower bound is above the upper bound.</exception>
    public void FillUniform(Span<float> into, float from = 0, float to = 1) => Fill(into, UniformBetween(from, to));

    /// <summary>Fills a span with mean + standardDeviation·<see cref="Normal"/>(0, index).</summary>
    /// <exception cref="ArgumentException">The mean or the standard deviation is not finite, or the standard deviation is negative.</exception>
    public void FillNormal(Span<float> into, float mean = 0, float standardDeviation = 1) => Fill(into, NormalWith(mean, standardDeviation));

    /// <summary>Fills a span with mean·<see cref="Exponential"/>(0, index).</summary>
    /// <exception cref="ArgumentException">The mean is not finite or not above 0.</exception>
    public void FillExponential(Span<float> into, float mean = 1) => Fill(into, ExponentialWith(mean));

    internal static UniformTransform UniformBetween(float from, float to) =>
        float.IsFinite(from) && float.IsFinite(to) && float.IsFinite(to - from) && from <= to
            ? new UniformTransform(from, to - from)
            : throw new ArgumentException($"Uniform numbers need finite bounds with the lower bound first; these are {from} and {to}.");

    internal static NormalTransform NormalWith(float mean, float standardDeviation) =>
        float.IsFinite(mean) && float.IsFinite(standardDeviation) && standardDeviation >= 0
            ? new NormalTransform(mean, standardDeviation)
            : throw new ArgumentException(
                $"Normal numbers need a finite mean and a finite standard deviation of at least 0; these are {mean} and {standardDeviation}.");

    internal static ExponentialTransform ExponentialWith(float mean) =>
        float.IsFinite(mean) && mean > 0
            ? new ExponentialTransform(mean)
            : throw new ArgumentException($"Exponential numbers need a finite mean above 0; this one is {mean}.");

    private float One<TTransform>(TTransform transform, int row, int column)
        where TTransform : struct, IRandomTransform
    {
        RequirePlace(row, column);
        return RandomFill.One(Schedule, transform, (uint)row, (uint)column);
    }

    private void Fill<TTransform>(Span<float> into, TTransform transform)
        where TTransform : struct, IRandomTransform =>
        RandomFill.Run(null, VectorWidths.Widest, Schedule, transform, into, 1, into.Length);
}
