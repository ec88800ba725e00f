using Harmonium.Numerics;

namespace Harmonium.Cli.Models;

/// <summary>Weights in four numbers.</summary>
internal sealed record WeightSummary(double Mean, double StandardDeviation, double Least, double Greatest)
{
    /// <summary>Of all numbers of a tensor.</summary>
    internal static WeightSummary Of(Tensor tensor)
    {
        double sum = 0, squares = 0, least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        for (int row = 0; row < tensor.Rows; row++)
        {
            foreach (float value in tensor.Row(row))
            {
                sum += value;
                squares += (double)value * value;
                least = Math.Min(least, value);
                greatest = Math.Max(greatest, value);
            }
        }

        double mean = sum / tensor.Count;
        return new WeightSummary(mean, Math.Sqrt(Math.Max(0, (squares / tensor.Count) - (mean * mean))), least, greatest);
    }
}
