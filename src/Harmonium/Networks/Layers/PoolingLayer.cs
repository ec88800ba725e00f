using System.Text.Json;
using Harmonium.Errors;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Networks.Layers;

/// <summary>Average or max pooling over square windows.</summary>
/// <param name="Side">The height and width of a window, at least 1.</param>
/// <param name="Largest">True for max pooling, false for average pooling.</param>
public sealed record PoolingLayer(int Side, bool Largest) : NetworkLayer
{
    /// <inheritdoc/>
    public override string Kind => Largest ? "maximum-pooling" : "average-pooling";

    /// <inheritdoc/>
    internal override FeatureShape OutputOf(FeatureShape input) => Side >= 1 && Side <= input.Height && Side <= input.Width
        ? new FeatureShape(input.Channels, input.Height / Side, input.Width / Side)
        : throw new ConfigurationException("layers", $"Pooling windows of {Side} × {Side} do not fit into feature maps of {input}.");

    /// <inheritdoc/>
    internal override Node Apply(Node input, FeatureShape shape, in LayerPass pass)
    {
        Node planes = Planes(input, shape);
        return Largest ? planes.MaximumPool(Side) : planes.AveragePool(Side);
    }

    internal override void Write(Utf8JsonWriter json) => json.WriteNumber("side", Side);
}
