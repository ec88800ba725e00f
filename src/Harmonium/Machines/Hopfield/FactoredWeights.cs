using Harmonium.Couplings;
using Harmonium.Numerics;

namespace Harmonium.Machines.Hopfield;

/// <summary>
/// Weights W = scale · F Fᵀ without the diagonal, F [N, R] with R far below N: the patterns for Hebb's rule (scale 1/N), or an orthonormal basis for
/// the pseudo-inverse (scale 1). The field is scale · (F (Fᵀ s) − d s) and does not need the N² weights. For ±1 patterns all sums are integers, which
/// are exact in float32 if N · R is below 2²⁴.
/// </summary>
internal sealed class FactoredWeights : HopfieldWeights
{
    // Small enough that the couplings within a block cost less than the fields of a hundred probes, large enough for an efficient product.
    private const int BlockSize = 64;

    private readonly Tensor _factor;
    private readonly float[] _diagonal;

    internal FactoredWeights(Tensor factor, double scale)
    {
        _factor = factor;
        Scale = scale;
        _diagonal = new float[factor.Rows];
        for (int i = 0; i < _diagonal.Length; i++)
            _diagonal[i] = (float)factor.RowRange(i, 1).SumOfSquares();
    }

    internal double Scale { get; }

    internal override int Count => _factor.Rows;

    internal override Device Device => _factor.Device;

    internal override IReadOnlyDictionary<string, Tensor> Tensors => new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["factor"] = _factor };

    internal override Tensor Fields(Tensor spins)
    {
        Tensor fields = spins.Multiply(_factor).Multiply(_factor, transposeRight: true);
        for (int example = 0; example < fields.Rows; example++)
        {
            Span<float> h = fields.Row(example);
            ReadOnlySpan<float> s = spins.Row(example);
            for (int i = 0; i < h.Length; i++)
                h[i] -= _diagonal[i] * s[i];
        }

        return fields.Scale((float)Scale);
    }

    internal override Tensor ToMatrix()
    {
        Tensor matrix = _factor.Multiply(_factor, transposeRight: true, scale: (float)Scale);
        SymmetricMatrix.ClearDiagonal(matrix);
        SymmetricMatrix.Mirror(matrix);
        return matrix;
    }

    internal override void Sweep(Tensor spins, Tensor bias, ReadOnlySpan<int> order, ThermalNoise noise)
    {
        Tensor overlaps = spins.Multiply(_factor);
        for (int start = 0; start < order.Length; start += BlockSize)
            UpdateBlock(spins, bias, order.Slice(start, Math.Min(BlockSize, order.Length - start)), overlaps, noise);
    }

    /// <summary>
    /// Updates one block of neurons. One product gives the fields of the block. When a neuron changes, the couplings within the block correct the
    /// fields of the neurons after it. The result equals that of updating one neuron after another.
    /// </summary>
    private void UpdateBlock(Tensor spins, Tensor bias, ReadOnlySpan<int> units, Tensor overlaps, ThermalNoise noise)
    {
        Tensor rows = Tensor.Zeros(_factor.Device, units.Length, _factor.Columns);
        for (int k = 0; k < units.Length; k++)
            _factor.Row(units[k]).CopyTo(rows.Row(k));
        Tensor fields = overlaps.Multiply(rows, transposeRight: true), couplings = rows.Multiply(rows, transposeRight: true);
        float scale = (float)Scale;
        for (int example = 0; example < spins.Rows; example++)
        {
            Span<float> s = spins.Row(example), h = fields.Row(example);
            for (int k = 0; k < units.Length; k++)
            {
                int i = units[k];
                float spin = s[i], field = (scale * (h[k] - (_diagonal[i] * spin))) + bias[i];
                if (field * spin >= noise.Threshold(example, i))
                    continue;
                s[i] = -spin;
                fields.RowRange(example, 1).AddScaled(couplings.RowRange(k, 1), -2 * spin);
                overlaps.RowRange(example, 1).AddScaled(rows.RowRange(k, 1), -2 * spin);
            }
        }
    }
}
