using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Harmonium.Couplings;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Machines;

/// <summary>
/// The input of Bernoulli layers from dense couplings, in double. Evaluation takes small differences of large sums, and float32 is too coarse for
/// them. All target layers are concatenated into one row, padded for <see cref="SoftplusSum"/>.
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

    /// <summary>The number of source units.</summary>
    internal int Sources { get; }

    /// <summary>The length of a row: the number of target units, padded.</summary>
    internal int Width { get; }

    /// <summary>The biases of the target units.</summary>
    internal ReadOnlySpan<double> Bias => _bias;

    /// <summary>
    /// Returns the input of the target layers from the source layers, each concatenated; null if the targets are not Bernoulli or a coupling is not
    /// dense.
    /// </summary>
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

    /// <summary>The input from one source unit with state 1.</summary>
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
    /// <param name="layers">The states of the source layers, in order.</param>
    /// <param name="example">The index of the example.</param>
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
