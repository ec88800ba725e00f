using System.Text.Json;
using Harmonium.Errors;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Networks.Layers;

/// <summary>While the network learns, a random share of features is 0 and the rest are scaled up (Srivastava et al. 2014); else it does nothing.</summary>
/// <param name="Probability">The share that is left out, 0 to below 1.</param>
public sealed record DropoutLayer(double Probability) : NetworkLayer
{
    /// <inheritdoc/>
    public override string Kind => "dropout";

    /// <inheritdoc/>
    public override FeatureShape OutputOf(FeatureShape input) => Probability is >= 0 and < 1
        ? input
        : throw new ConfigurationException("dropout", $"The share of units that is left out lies in [0, 1); it is {Probability}.");

    /// <inheritdoc/>
    public override Node Apply(Node input, FeatureShape shape, in LayerPass pass) => pass.Learning ? input.Dropout((float)Probability, pass.Random) : input;

    internal override void Write(Utf8JsonWriter json) => json.WriteNumber("probability", Probability);
}
