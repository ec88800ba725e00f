using Harmonium.Numerics;

namespace Harmonium.Cli.Models;

/// <summary>Summary statistics of weights.</summary>
internal sealed record WeightSummary(double Mean, double StandardDeviation, double Least, double Greatest)
{
    /// <summary>Computes the statistics over all elements of some tensors.</summary>
    internal static WeightSummary Of(IEnumerable<Tensor> tensors)
    {
        long count = 0;
        double sum = 0, squares = 0, least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        foreach (Tensor tensor in tensors)
        {
            count += tensor.Count;
            foreach (float value in tensor.Contiguous().AsSpan())
            {
                sum += value;
                squares += (double)value * value;
                least = Math.Min(least, value);
                greatest = Math.Max(greatest, value);
            }
        }

        double mean = sum / count;
        return new WeightSummary(mean, Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean))), least, greatest);
    }
}
