using Harmonium.Numerics;

namespace Harmonium.Machines.Hopfield;

/// <summary>Weights as a matrix of N² numbers. In a sweep, only neurons that change add to the cost.</summary>
internal sealed class MatrixWeights(Tensor matrix) : HopfieldWeights
{
    internal override int Count => matrix.Rows;

    internal override Device Device => matrix.Device;

    internal override IReadOnlyDictionary<string, Tensor> Tensors => new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["weights"] = matrix };

    internal override Tensor Fields(Tensor spins) => spins.Multiply(matrix);

    internal override Tensor ToMatrix() => matrix;

    internal override void Sweep(Tensor spins, Tensor bias, ReadOnlySpan<int> order, ThermalNoise noise)
    {
        Tensor fields = Fields(spins);
        ReadOnlySpan<float> b = bias.AsSpan();
        for (int example = 0; example < spins.Rows; example++)
        {
            Span<float> s = spins.Row(example), h = fields.Row(example);
            Tensor row = fields.RowRange(example, 1);
            foreach (int i in order)
            {
                float spin = s[i];
                if ((h[i] + b[i]) * spin >= noise.Threshold(example, i))
                    continue;
                s[i] = -spin;
                row.AddScaled(matrix.RowRange(i, 1), -2 * spin);
            }
        }
    }
}
