using Harmonium.Networks.Layers;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;

namespace Harmonium.Networks.Recurrent;

/// <summary>An Elman layer: h = tanh(x W + h′ R + b) (Elman 1990).</summary>
/// <param name="Units">The number of units.</param>
internal sealed record ElmanLayer(int Units) : RecurrentLayer(Units)
{
    /// <inheritdoc/>
    public override string Kind => "elman";

    /// <inheritdoc/>
    public override IReadOnlyList<LayerParameter> ParametersFor(int inputs) =>
        [Weights("weights", inputs, Units), Weights("recurrent", Units, Units), new LayerParameter("bias", [Units], ParameterRole.Bias)];

    /// <inheritdoc/>
    public override (Node Outputs, IReadOnlyList<Numerics.Tensor> States) Run(in SequenceInput input, IReadOnlyList<Numerics.Tensor> states, in LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(states);
        SequenceInput sequence = input;
        Node x = input.Project(pass[0], pass[2]), recurrent = pass[1];
        return Unroll(input.Steps, Carried(states[0], pass), (h, t) => sequence.At(x, t).Add(h.Multiply(recurrent)).Apply(Activation.Tanh));
    }
}
