using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Machines;

/// <summary>
/// F(v) of an RBM for a likelihood, which is the small difference of F and log Z: in double throughout where the hidden units
/// are Bernoulli, through the machine's own float32 products otherwise.
/// </summary>
internal sealed class PreciseFreeEnergy
{
    private readonly BernoulliInput? _input;

    internal PreciseFreeEnergy(Rbm rbm)
    {
        Machine = rbm;
        _input = BernoulliInput.Between(rbm.Machine, [rbm.Visible], [rbm.Hidden]);
    }

    internal Rbm Machine { get; }

    /// <summary>F(v) of each example of a block, in nats.</summary>
    internal double[] Of(States visible)
    {
        if (_input is null)
            return Machine.FreeEnergy(visible);
        Tensor values = visible.AsTensor();
        double[] energy = Machine.Visible.Units.Energy(visible);
        ParallelRows.Run(visible.Device, visible.Rows, row =>
        {
            double[] z = new double[_input.Width];
            _input.Fill([values], row, z);
            energy[row] -= SoftplusSum.Of(z);
        });
        return energy;
    }

    /// <summary>F(v with unit i flipped) − F(v) for the given units i of one example of 0 and 1, in nats.</summary>
    /// <param name="values">The states, [batch, units].</param>
    /// <param name="row">Which example.</param>
    /// <param name="units">The units to flip, each alone.</param>
    /// <param name="into">Receives one number a unit.</param>
    internal void OfFlips(Tensor values, int row, ReadOnlySpan<int> units, Span<double> into)
    {
        if (_input is null)
        {
            OfFlipsThroughLayers(values, row, units, into);
            return;
        }

        ReadOnlySpan<float> bias = ((Bernoulli)Machine.Visible.Units).Bias.AsSpan();
        double[] z = new double[_input.Width];
        _input.Fill([values], row, z);
        double before = SoftplusSum.Of(z);
        for (int n = 0; n < units.Length; n++)
        {
            double change = 1 - (2 * values[row, units[n]]);
            into[n] = before - SoftplusSum.Of(z, _input.Row(units[n]), change) - (change * bias[units[n]]);
        }
    }

    private void OfFlipsThroughLayers(Tensor values, int row, ReadOnlySpan<int> units, Span<double> into)
    {
        Tensor flipped = Tensor.Zeros(values.Device, units.Length + 1, values.Columns);
        for (int n = 0; n <= units.Length; n++)
        {
            values.RowRange(row, 1).CopyTo(flipped.RowRange(n, 1));
            if (n < units.Length)
                flipped[n, units[n]] = 1 - flipped[n, units[n]];
        }

        double[] energies = Machine.FreeEnergy(States.From(flipped));
        for (int n = 0; n < units.Length; n++)
            into[n] = energies[n] - energies[^1];
    }
}
