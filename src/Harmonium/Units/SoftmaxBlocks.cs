namespace Harmonium.Units;

/// <summary>Computations over the units of a softmax block, in double.</summary>
internal static class SoftmaxBlocks
{
    /// <summary>log Σ exp(factor · x + bias) of one block.</summary>
    internal static double LogSumExp(ReadOnlySpan<float> x, ReadOnlySpan<float> bias, double factor = 1)
    {
        double largest = double.NegativeInfinity, sum = 0;
        for (int i = 0; i < x.Length; i++)
            largest = Math.Max(largest, (factor * x[i]) + bias[i]);
        for (int i = 0; i < x.Length; i++)
            sum += Math.Exp((factor * x[i]) + bias[i] - largest);
        return largest + Math.Log(sum);
    }
}
