using System.Text.Json;
using Harmonium.Errors;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Networks.Layers;

/// <summary>The base class of the layers of a feed-forward network. Layers hold no tensors; the network stores them and passes them in.</summary>
public abstract record NetworkLayer
{
    /// <summary>The name in files, in kebab case.</summary>
    public abstract string Kind { get; }

    /// <summary>Returns the output shape for an input shape.</summary>
    /// <exception cref="ConfigurationException">The layer does not support the input shape.</exception>
    internal abstract FeatureShape OutputOf(FeatureShape input);

    /// <summary>Returns the parameters required for an input shape.</summary>
    internal virtual IReadOnlyList<LayerParameter> ParametersFor(FeatureShape input) => [];

    /// <summary>Computes the output of the layer.</summary>
    /// <param name="input">Rows [batch, features], or planes [channels, batch, height, width].</param>
    /// <param name="shape">The shape of the input.</param>
    /// <param name="pass">The tape, the tensors and the random stream.</param>
    internal abstract Node Apply(Node input, FeatureShape shape, in LayerPass pass);

    /// <summary>Writes the layer's settings as properties of the current JSON object.</summary>
    internal abstract void Write(Utf8JsonWriter json);

    /// <summary>Returns the input as rows.</summary>
    private protected static Node Rows(Node input) => input.Value.Rank == 4 ? input.PlanesToRows() : input;

    /// <summary>Returns the input as planes.</summary>
    private protected static Node Planes(Node input, FeatureShape shape) => input.Value.Rank == 4 ? input
        : input.RowsToPlanes(shape.Channels, shape.Height, shape.Width);
}
