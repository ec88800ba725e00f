using Harmonium.Networks.Layers;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Networks.Recurrent;

/// <summary>
/// Long short-term memory (Hochreiter &amp; Schmidhuber 1997; Gers, Schmidhuber, Cummins 2000); see <see cref="NodeOperations.Lstm"/>.
/// Biases of the forget gates are initialized to 1, so that cells keep their state at first (Jozefowicz, Zaremba, Sutskever 2015).
/// </summary>
/// <param name="Units">The number of units.</param>
internal sealed record LstmLayer(int Units) : RecurrentLayer(Units)
{
    /// <inheritdoc/>
    public override string Kind => "lstm";

    /// <inheritdoc/>
    public override int States => 2;

    /// <inheritdoc/>
    public override IReadOnlyList<LayerParameter> ParametersFor(int inputs) =>
    [
        new LayerParameter("weights", [inputs, 4 * Units], ParameterRole.Weights, inputs, Units),
        new LayerParameter("recurrent", [Units, 4 * Units], ParameterRole.Weights, Units, Units),
        new LayerParameter("bias", [4 * Units], ParameterRole.Bias),
    ];

    /// <inheritdoc/>
    public override (Node Outputs, IReadOnlyList<Numerics.Tensor> States) Run(in SequenceInput input, IReadOnlyList<Numerics.Tensor> states, in LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(states);
        LstmNode outputs = input.Project(pass[0], pass[2]).Lstm(pass[1], states[0], states[1]);
        return (outputs, [outputs.LastOutputs, outputs.LastCells]);
    }
}
