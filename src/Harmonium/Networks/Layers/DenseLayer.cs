using System.Text.Json;
using Harmonium.Errors;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;

namespace Harmonium.Networks.Layers;

/// <summary>A fully connected layer: f(x W + b).</summary>
/// <param name="Units">The number of units, at least 1.</param>
/// <param name="Activation">The activation f.</param>
public sealed record DenseLayer(int Units, Activation Activation) : NetworkLayer
{
    /// <inheritdoc/>
    public override string Kind => "dense";

    /// <inheritdoc/>
    internal override FeatureShape OutputOf(FeatureShape input) =>
        Units >= 1 ? new FeatureShape(Units) : throw new ConfigurationException("layers", $"A layer needs at least 1 unit; this one has {Units}.");

    /// <inheritdoc/>
    internal override IReadOnlyList<LayerParameter> ParametersFor(FeatureShape input) =>
    [
        new LayerParameter("weights", [input.Count, Units], ParameterRole.Weights, input.Count, Units),
        new LayerParameter("bias", [Units], ParameterRole.Bias),
    ];

    /// <inheritdoc/>
    internal override Node Apply(Node input, FeatureShape shape, in LayerPass pass) => Rows(input).Linear(pass[0], pass[1], Activation);

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("units", Units);
        ActivationWords.Write(json, Activation);
    }
}
