using Harmonium.Couplings;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>
/// A convolution along a line, for tests only: −Σ_f Σ_p h_pf (c_f + Σ_k w_fk v_(p+k)). It has two tensors, the filters [maps, width] and one bias per
/// map [maps], or the filters alone. It shows what a new kind of coupling needs.
/// </summary>
internal sealed class ToyConvolution : Coupling
{
    private readonly Tensor _filters;
    private readonly Tensor? _bias;
    private readonly LayerShape _line;
    private readonly LayerShape _maps;
    private readonly (int Map, int Place, int Unit)[] _places;

    internal ToyConvolution(Layer line, Layer maps, Tensor filters, Tensor? bias)
        : base(line, maps)
    {
        (_filters, _bias, _line, _maps) = (filters, bias, line.Shape!.Value, maps.Shape!.Value);
        if (_maps != new LayerShape(1, _line.Width - filters.Columns + 1, filters.Rows))
            throw new ArgumentException($"{filters.Rows} filters of {filters.Columns} numbers do not fit {_maps} maps over a line of {_line}.", nameof(maps));
        _places = [.. Enumerable.Range(0, _maps.Width).SelectMany(p => Enumerable.Range(0, _maps.Channels).Select(f => (f, p, _maps.IndexOf(0, p, f))))];
        Parameters = bias is null ? [new Parameter("filters", filters)] : [new Parameter("filters", filters), new Parameter("bias", bias) { Decays = false }];
    }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override Tensor InputTo(Layer target, States opposite, Tensor? into = null)
    {
        bool toMaps = ReferenceEquals(target, Second);
        Tensor input = (into ?? Tensor.Zeros(opposite.Rows, target.Units.Count)).Scale(0), states = opposite.AsTensor();
        for (int row = 0; row < states.Rows; row++)
        {
            foreach ((int f, int p, int unit) in _places)
            {
                if (toMaps && _bias is not null)
                    input[row, unit] += _bias[f];
                for (int k = 0; k < _filters.Columns; k++)
                {
                    if (toMaps)
                        input[row, unit] += _filters[f, k] * states[row, p + k];
                    else
                        input[row, p + k] += _filters[f, k] * states[row, unit];
                }
            }
        }

        return input;
    }

    public override double[] Interaction(States first, States second) => InputTo(Second, first).DotRows(second);

    internal override (Tensor First, Tensor Second) BiasCorrections(CouplingGradient gradient)
    {
        // The line has no offsets because its maps share their biases, so the biases of the maps need no correction: Gᵀ 0.
        Assert.Equal(0, gradient.Centering!.FirstOffset.LargestMagnitude());
        Tensor g = Evaluate(gradient)[0], first = Tensor.Zeros(First.Units.Count);
        foreach ((int f, int p, int unit) in _places)
        {
            for (int k = 0; k < _filters.Columns; k++)
                first[p + k] += g[f, k] * gradient.Centering.SecondOffset[unit];
        }

        return (first, Tensor.Zeros(Second.Units.Count));
    }

    public override Coupling Clone(Layer first, Layer second) => new ToyConvolution(first, second, _filters.Clone(), _bias?.Clone());

    private protected override IReadOnlyList<Tensor> EvaluatePairs(CouplingGradient gradient)
    {
        Tensor filters = Tensor.ZerosLike(_filters), bias = Tensor.Zeros(_filters.Rows);
        foreach (StatePair pair in gradient.Pairs)
        {
            Tensor v = pair.First.AsTensor(), h = pair.Second.AsTensor();
            for (int row = 0; row < v.Rows; row++)
                Add(filters, bias, v.Row(row), h.Row(row), pair.Scale * (pair.Weights?[row] ?? 1));
        }

        if (gradient.Centering is { } centering)
        {
            Add(filters, bias, centering.FirstOffset.AsSpan(), centering.SecondDifference.AsSpan(), -1);
            Add(filters, bias, centering.FirstDifference.AsSpan(), centering.SecondOffset.AsSpan(), -1);
        }

        return _bias is null ? [filters] : [filters, bias];
    }

    private void Add(Tensor filters, Tensor bias, ReadOnlySpan<float> v, ReadOnlySpan<float> h, float weight)
    {
        foreach ((int f, int p, int unit) in _places)
        {
            bias[f] += weight * h[unit];
            for (int k = 0; k < filters.Columns; k++)
                filters[f, k] += weight * h[unit] * v[p + k];
        }
    }
}
