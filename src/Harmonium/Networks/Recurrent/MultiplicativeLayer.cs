using Harmonium.Networks.Layers;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;

namespace Harmonium.Networks.Recurrent;

/// <summary>
/// A multiplicative layer, whose recurrent weights depend on the input character: f = (x F) ∘ (h′ G), h = tanh(x W + f R + b), with as many factors f as
/// units (Sutskever, Martens, Hinton 2011, equations 7 and 8).
/// </summary>
/// <param name="Units">The number of units.</param>
internal sealed record MultiplicativeLayer(int Units) : RecurrentLayer(Units)
{
    /// <inheritdoc/>
    public override string Kind => "multiplicative";

    /// <inheritdoc/>
    public override IReadOnlyList<LayerParameter> ParametersFor(int inputs) =>
    [
        Weights("weights", inputs, Units),
        // A factor is a product of two values. Its weights are initialized with a fan-in of 1, so that the product is not too small.
        new LayerParameter("factors", [inputs, Units], ParameterRole.Weights, 1, 1),
        Weights("to-factors", Units, Units),
        Weights("recurrent", Units, Units),
        new LayerParameter("bias", [Units], ParameterRole.Bias),
    ];

    /// <inheritdoc/>
    public override (Node Outputs, IReadOnlyList<Numerics.Tensor> States) Run(in SequenceInput input, IReadOnlyList<Numerics.Tensor> states, in LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(states);
        SequenceInput sequence = input;
        Node x = input.Project(pass[0], pass[4]), factors = input.Project(pass[1], null), toFactors = pass[2], recurrent = pass[3];
        return Unroll(
            input.Steps,
            Carried(states[0], pass),
            (h, t) => sequence.At(x, t).Add(sequence.At(factors, t).Times(h.Multiply(toFactors)).Multiply(recurrent)).Apply(Activation.Tanh));
    }
}
