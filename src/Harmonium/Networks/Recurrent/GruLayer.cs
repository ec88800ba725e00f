using Harmonium.Networks.Layers;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;

namespace Harmonium.Networks.Recurrent;

/// <summary>
/// A layer of gated recurrent units: z, r = σ(x W + h′ R + b), c = tanh(x V + (r ∘ h′) U + b), h = h′ + z ∘ (c − h′) (Cho et al. 2014).
/// </summary>
/// <param name="Units">The number of units.</param>
internal sealed record GruLayer(int Units) : RecurrentLayer(Units)
{
    /// <inheritdoc/>
    public override string Kind => "gru";

    /// <inheritdoc/>
    public override IReadOnlyList<LayerParameter> ParametersFor(int inputs) =>
    [
        new LayerParameter("weights", [inputs, 3 * Units], ParameterRole.Weights, inputs, Units),
        new LayerParameter("recurrent", [Units, 2 * Units], ParameterRole.Weights, Units, Units),
        Weights("candidate", Units, Units),
        new LayerParameter("bias", [3 * Units], ParameterRole.Bias),
    ];

    /// <inheritdoc/>
    public override (Node Outputs, IReadOnlyList<Numerics.Tensor> States) Run(in SequenceInput input, IReadOnlyList<Numerics.Tensor> states, in LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(states);
        SequenceInput sequence = input;
        Node x = input.Project(pass[0], pass[3]), recurrent = pass[1], candidate = pass[2];
        return Unroll(input.Steps, Carried(states[0], pass), (h, t) =>
        {
            Node all = sequence.At(x, t);
            Node gates = all.ColumnRange(0, 2 * Units).Add(h.Multiply(recurrent)).Apply(Activation.Logistic);
            Node renewed = gates.ColumnRange(0, Units), reset = gates.ColumnRange(Units, Units);
            Node proposed = all.ColumnRange(2 * Units, Units).Add(reset.Times(h).Multiply(candidate)).Apply(Activation.Tanh);
            return h.Add(renewed.Times(proposed.Subtract(h)));
        });
    }
}
