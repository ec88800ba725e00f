using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Harmonium.Couplings;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Machines;

/// <summary>
/// The input of Bernoulli layers from dense couplings, in double: judging a machine takes differences of large sums, which
/// float32 would spoil. All target layers stand side by side in one row, padded for <see cref="SoftplusSum"/>.
/// </summary>
internal sealed class BernoulliInput
{
    private readonly double[] _weights;
    private readonly double[] _bias;

    private BernoulliInput(int sources, int width)
    {
        Sources = sources;
        Width = width;
        _weights = new double[checked(sources * width)];
        _bias = new double[width];
        Array.Fill(_bias, SoftplusSum.Padding);
    }

    /// <summary>How many units send.</summary>
    internal int Sources { get; }

    /// <summary>The length of a row: the units that receive, padded.</summary>
    internal int Width { get; }

    /// <summary>The biases of the units that receive.</summary>
    internal ReadOnlySpan<double> Bias => _bias;

    /// <summary>What one layer's units, one after the other, send to another's; null where the kinds of units or couplings need the general way.</summary>
    internal static BernoulliInput? Between(BoltzmannMachine machine, IReadOnlyList<Layer> sources, IReadOnlyList<Layer> targets)
    {
        List<Coupling> couplings = [.. machine.Couplings.Where(c => targets.Contains(c.First) || targets.Contains(c.Second))];
        if (targets.Any(layer => layer.Units is not Bernoulli) || couplings.Any(c => c is not DenseCoupling))
            return null;
        BernoulliInput result = new(sources.Sum(layer => layer.Units.Count), SoftplusSum.PaddedLength(targets.Sum(layer => layer.Units.Count)));
        int column = 0;
        foreach (Layer target in targets)
        {
            ReadOnlySpan<float> bias = ((Bernoulli)target.Units).Bias.AsSpan();
            for (int j = 0; j < bias.Length; j++)
                result._bias[column + j] = bias[j];
            int row = 0;
            foreach (Layer source in sources)
            {
                foreach (DenseCoupling coupling in couplings.Cast<DenseCoupling>())
                {
                    if (ReferenceEquals(coupling.First, source) && ReferenceEquals(coupling.Second, target))
                        result.Add(coupling.Weights, row, column);
                    else if (ReferenceEquals(coupling.Second, source) && ReferenceEquals(coupling.First, target))
                        result.Add(coupling.Weights.Transpose(), row, column);
                }

                row += source.Units.Count;
            }

            column += target.Units.Count;
        }

        return result;
    }

    /// <summary>What one unit sends when it is 1.</summary>
    internal ReadOnlySpan<double> Row(int source) => _weights.AsSpan(source * Width, Width);

    /// <summary>z = z + factor · row of the source.</summary>
    internal void AddRow(int source, double factor, Span<double> z)
    {
        ref double first = ref MemoryMarshal.GetReference(z), row = ref MemoryMarshal.GetReference(Row(source));
        Vector512<double> scale = Vector512.Create(factor);
        for (int i = 0; i <= Math.Min(z.Length, Width) - SoftplusSum.Lanes; i += SoftplusSum.Lanes)
            (Vector512.LoadUnsafe(ref first, (nuint)i) + (scale * Vector512.LoadUnsafe(ref row, (nuint)i))).StoreUnsafe(ref first, (nuint)i);
    }

    /// <summary>z = bias + Σ x · row over all sources.</summary>
    /// <param name="layers">The states of the layers that send, in order.</param>
    /// <param name="example">Which example.</param>
    /// <param name="z">Receives the sum.</param>
    internal void Fill(IReadOnlyList<Tensor> layers, int example, Span<double> z)
    {
        _bias.CopyTo(z);
        int source = 0;
        foreach (Tensor layer in layers)
        {
            foreach (float x in layer.Row(example))
            {
                if (x != 0)
                    AddRow(source, x, z);
                source++;
            }
        }
    }

    private void Add(Tensor weights, int row, int column)
    {
        for (int i = 0; i < weights.Rows; i++)
        {
            ReadOnlySpan<float> numbers = weights.Row(i);
            Span<double> target = _weights.AsSpan(((row + i) * Width) + column, weights.Columns);
            for (int j = 0; j < target.Length; j++)
                target[j] += numbers[j];
        }
    }
}
