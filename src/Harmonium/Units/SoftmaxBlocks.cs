using System.Numerics.Tensors;

namespace Harmonium;

/// <summary>The softmax of blocks of numbers that have biases, vectorised over whole rows.</summary>
internal static class SoftmaxBlocks
{
    /// <summary>into = exp(x + bias) / Σ_block exp(x + bias), for the blocks of a row.</summary>
    internal static void Of(ReadOnlySpan<float> x, ReadOnlySpan<float> bias, int block, Span<float> into)
    {
        TensorPrimitives.Add(x, bias, into);
        for (int start = 0; start < into.Length; start += block)
        {
            Span<float> part = into.Slice(start, block);
            TensorPrimitives.Subtract(part, TensorPrimitives.Max<float>(part), part);
        }

        TensorPrimitives.Exp(into, into);
        for (int start = 0; start < into.Length; start += block)
        {
            Span<float> part = into.Slice(start, block);
            TensorPrimitives.Multiply(part, 1 / TensorPrimitives.Sum(part), part);
        }
    }

    /// <summary>log Σ exp(x + bias) of one block, in double.</summary>
    internal static double LogSumExp(ReadOnlySpan<float> x, ReadOnlySpan<float> bias)
    {
        double largest = double.NegativeInfinity, sum = 0;
        for (int i = 0; i < x.Length; i++)
            largest = Math.Max(largest, (double)x[i] + bias[i]);
        for (int i = 0; i < x.Length; i++)
            sum += Math.Exp((double)x[i] + bias[i] - largest);
        return largest + Math.Log(sum);
    }
}
