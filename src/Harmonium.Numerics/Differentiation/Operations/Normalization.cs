using Harmonium.Numerics.Functions;

namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>
/// y = (x − mean)·s, s = 1/√(variance + ε). Backward: dx = s (dy − mean(dy) − y mean(dy y)), with means over the elements normalized together.
/// </summary>
internal sealed class Normalization : NormalizedNode
{
    private readonly Node _x;
    private readonly bool _ofColumns;
    private readonly Tensor _scales;

    internal Normalization(Node x, bool ofColumns, float epsilon)
        : base(x, x.Tape.Buffer(Groups(x, ofColumns)), x.Tape.Buffer(Groups(x, ofColumns)))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        (_x, _ofColumns) = (x, ofColumns);
        _scales = Tape.Buffer(Means.Count);
        MeanOf(x.Value, Means);
        // The mean of squared deviations. The mean of squares minus the squared mean would suffer from cancellation.
        _scales.AsSpan().Fill(1);
        Device.Normalize(x.Value, Means, _scales, ofColumns, Value);
        Tensor squares = Tape.Buffer(x.Value.Shape);
        Device.Combine(Combination.Product, Value, Value, 1, squares, accumulate: false);
        MeanOf(squares, Variances);
        for (int i = 0; i < _scales.Count; i++)
            _scales[i] = 1 / MathF.Sqrt(Variances[i] + epsilon);
        Device.Normalize(x.Value, Means, _scales, ofColumns, Value);
        Tape.Write(this);
    }

    internal override void Backward()
    {
        Tensor a = Tape.Buffer(Means.Count), b = Tape.Buffer(Means.Count), products = Tape.Buffer(Value.Shape);
        MeanOf(Gradient, a);
        Device.Combine(Combination.Product, Gradient, Value, 1, products, accumulate: false);
        MeanOf(products, b);
        Tensor into = _x.Receive(out bool accumulate);
        Device.NormalizeBackward(Value, Gradient, _scales, a, b, _ofColumns, into, accumulate);
    }

    private static int Groups(Node x, bool ofColumns) => ofColumns ? x.Value.Columns : x.Value.Rows;

    private void MeanOf(Tensor x, Tensor into)
    {
        if (_ofColumns)
            Device.SumRows(x, into, accumulate: false);
        else
            Device.SumColumns(x, into, accumulate: false);
        into.Scale(1f / Math.Max(1, _ofColumns ? x.Rows : x.Columns));
    }
}
