using System.Text.Json;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;

namespace Harmonium.Networks.Layers;

/// <summary>Applies a function to every feature, for example after normalization.</summary>
/// <param name="Activation">The function.</param>
public sealed record ActivationLayer(Activation Activation) : NetworkLayer
{
    /// <inheritdoc/>
    public override string Kind => "activation";

    /// <inheritdoc/>
    internal override FeatureShape OutputOf(FeatureShape input) => input;

    /// <inheritdoc/>
    internal override Node Apply(Node input, FeatureShape shape, in LayerPass pass) => input.Apply(Activation);

    internal override void Write(Utf8JsonWriter json) => ActivationWords.Write(json, Activation);
}
