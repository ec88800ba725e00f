using System.Text.Json;
using Harmonium.Errors;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Networks.Layers;

/// <summary>Sets a random fraction of features to 0 during training and scales up the others (Srivastava et al. 2014). Otherwise does nothing.</summary>
/// <param name="Probability">The dropout rate, in [0, 1).</param>
public sealed record DropoutLayer(double Probability) : NetworkLayer
{
    /// <inheritdoc/>
    public override string Kind => "dropout";

    /// <inheritdoc/>
    internal override FeatureShape OutputOf(FeatureShape input) => Probability is >= 0 and < 1
        ? input
        : throw new ConfigurationException("dropout", $"The dropout rate must be in [0, 1); it is {Probability}.");

    /// <inheritdoc/>
    internal override Node Apply(Node input, FeatureShape shape, in LayerPass pass) => pass.Learning ? input.Dropout((float)Probability, pass.Random) : input;

    internal override void Write(Utf8JsonWriter json) => json.WriteNumber("probability", Probability);
}
