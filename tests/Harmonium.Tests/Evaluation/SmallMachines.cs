using Harmonium.Data;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Tests.Evaluation;

/// <summary>Machines with random parameters, and slow sums over all their states in double.</summary>
internal static class SmallMachines
{
    internal static RestrictedBoltzmannMachine Random(int visible, int hidden, double scale, ulong seed, Device? device = null)
    {
        device ??= Device.Default;
        RestrictedBoltzmannMachine rbm = new(
            new Bernoulli(Normal(device, scale, seed, 1, visible)),
            new Bernoulli(Normal(device, scale, seed, 2, hidden)),
            Normal(device, scale, seed, 3, visible, hidden));
        return rbm;
    }

    internal static Tensor Normal(Device device, double scale, ulong seed, int branch, params ReadOnlySpan<int> shape)
    {
        Tensor result = Tensor.Zeros(device, shape);
        RandomStream random = RandomStream.For(seed, Purpose.General).At(branch);
        Span<float> values = result.AsSpan();
        for (int i = 0; i < values.Length; i++)
        {
            (uint a, uint b, _, _) = random.Block((uint)i, 0);
            values[i] = (float)(scale * Math.Sqrt(-2 * Math.Log((a + 0.5) / 4294967296.0)) * Math.Cos(2 * Math.PI * b / 4294967296.0));
        }

        return result;
    }

    /// <summary>Bits with probability one half.</summary>
    internal static Tensor Bits(int rows, int columns, ulong seed)
    {
        Tensor result = Tensor.Zeros(rows, columns);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                result[row, column] = RandomStream.For(seed, Purpose.General).At(9).Block((uint)column, (uint)row).A & 1;
        }

        return result;
    }

    internal static VisibleData Data(Tensor values, int blockSize = 500) =>
        new(new Dataset("bits", new FloatExamples(values), ItemShape.Vector(values.Columns)), blockSize: blockSize);

    /// <summary>Each example as a number: bit i is unit i.</summary>
    internal static int[] Numbers(VisibleData data) =>
    [
        .. data.Blocks(Device.Default).SelectMany(block => Enumerable.Range(0, block.Rows)
            .Select(row => Enumerable.Range(0, block.Columns).Sum(i => (int)block.AsTensor()[row, i] << i))),
    ];

    /// <summary>−E(v, h) with the states as the bits of two numbers.</summary>
    internal static double NegativeEnergy(RestrictedBoltzmannMachine rbm, int v, int h)
    {
        double sum = 0;
        for (int i = 0; i < rbm.Visible.Units.Count; i++)
        {
            if ((v >> i & 1) == 0)
                continue;
            sum += Bias(rbm.Visible)[i];
            for (int j = 0; j < rbm.Hidden.Units.Count; j++)
                sum += (h >> j & 1) != 0 ? rbm.Weights[i, j] : 0;
        }

        for (int j = 0; j < rbm.Hidden.Units.Count; j++)
            sum += (h >> j & 1) != 0 ? Bias(rbm.Hidden)[j] : 0;
        return sum;
    }

    /// <summary>log Σ_h exp(−E(v, h)) = −F(v), by summing over all h.</summary>
    internal static double LogWeight(RestrictedBoltzmannMachine rbm, int v) =>
        LogSum(Enumerable.Range(0, 1 << rbm.Hidden.Units.Count).Select(h => NegativeEnergy(rbm, v, h)));

    /// <summary>log Z by summing over all v and h.</summary>
    internal static double LogPartition(RestrictedBoltzmannMachine rbm) => LogSum(Enumerable.Range(0, 1 << rbm.Visible.Units.Count).Select(v => LogWeight(rbm, v)));

    internal static double LogSum(IEnumerable<double> logs)
    {
        double[] values = [.. logs];
        double largest = values.Max();
        return largest + Math.Log(values.Sum(x => Math.Exp(x - largest)));
    }

    internal static Tensor Bias(Layer layer) => layer.Units.Parameters[0].Values;
}
