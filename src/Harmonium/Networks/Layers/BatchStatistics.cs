using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;

namespace Harmonium.Networks.Layers;

/// <summary>Means and variances of features over many batches, computed from those of each batch: E[x], and E[σ² + μ²] − E[x]².</summary>
internal sealed class BatchStatistics(int features)
{
    private readonly double[] _sums = new double[features];
    private readonly double[] _squares = new double[features];

    internal long Count { get; private set; }

    internal void Add(NormalizedNode batch, int examples)
    {
        ReadOnlySpan<float> means = batch.Means.AsSpan(), variances = batch.Variances.AsSpan();
        for (int k = 0; k < _sums.Length; k++)
        {
            double mean = means[k];
            _sums[k] += examples * mean;
            _squares[k] += examples * (variances[k] + (mean * mean));
        }

        Count += examples;
    }

    internal void CopyTo(Tensor means, Tensor variances)
    {
        Span<float> mean = means.AsSpan(), variance = variances.AsSpan();
        for (int k = 0; k < _sums.Length; k++)
        {
            double center = _sums[k] / Count;
            mean[k] = (float)center;
            variance[k] = (float)Math.Max(0, (_squares[k] / Count) - (center * center));
        }
    }
}
