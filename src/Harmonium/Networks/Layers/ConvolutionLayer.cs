using System.Text.Json;
using Harmonium.Errors;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;

namespace Harmonium.Networks.Layers;

/// <summary>A convolution over all planes (LeCun et al. 1998): f(filters ∗ x + b).</summary>
/// <param name="Filters">The number of filters, at least 1.</param>
/// <param name="Side">The height and width of the filters, at least 1.</param>
/// <param name="Padding">The number of zeros added to each side of a plane, at least 0.</param>
/// <param name="Activation">The activation f.</param>
public sealed record ConvolutionLayer(int Filters, int Side, int Padding, Activation Activation) : NetworkLayer
{
    /// <inheritdoc/>
    public override string Kind => "convolution";

    /// <inheritdoc/>
    internal override FeatureShape OutputOf(FeatureShape input)
    {
        if (Filters < 1 || Side < 1 || Padding < 0)
            throw new ConfigurationException("layers",
                $"A convolution needs at least 1 filter of at least 1 × 1 and a padding of at least 0; it has {Filters} of {Side} × {Side} with {Padding}.");
        FeatureShape output = new(Filters, input.Height + (2 * Padding) - Side + 1, input.Width + (2 * Padding) - Side + 1);
        return output is { Height: >= 1, Width: >= 1 }
            ? output
            : throw new ConfigurationException("layers",
                $"Filters of {Side} × {Side} do not fit into feature maps of {input} with a padding of {Padding}. Use smaller filters, or images instead of " +
                "vectors.");
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<LayerParameter> ParametersFor(FeatureShape input) =>
    [
        new LayerParameter("weights", [Filters, input.Channels * Side * Side], ParameterRole.Weights, input.Channels * Side * Side, Filters * Side * Side),
        new LayerParameter("bias", [Filters], ParameterRole.Bias),
    ];

    /// <inheritdoc/>
    internal override Node Apply(Node input, FeatureShape shape, in LayerPass pass) =>
        Planes(input, shape).Convolve(pass[0], pass[1], Side, Padding, Activation);

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("filters", Filters);
        json.WriteNumber("side", Side);
        json.WriteNumber("padding", Padding);
        ActivationWords.Write(json, Activation);
    }
}
