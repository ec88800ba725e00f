using System.Text.Json;
using Harmonium.Errors;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Networks.Layers;

/// <summary>What one layer of a feed-forward network does. It holds no numbers: the network keeps them, and hands them in.</summary>
public abstract record NetworkLayer
{
    /// <summary>The name in files, kebab case.</summary>
    public abstract string Kind { get; }

    /// <summary>The features it makes of some features.</summary>
    /// <exception cref="ConfigurationException">It cannot be put there.</exception>
    public abstract FeatureShape OutputOf(FeatureShape input);

    /// <summary>The tensors it needs for an input.</summary>
    public virtual IReadOnlyList<LayerParameter> ParametersFor(FeatureShape input) => [];

    /// <summary>Makes its features.</summary>
    /// <param name="input">Rows [batch, features], or planes [channels, batch, height, width].</param>
    /// <param name="shape">What the input is.</param>
    /// <param name="pass">The tape, the tensors, the random numbers.</param>
    public abstract Node Apply(Node input, FeatureShape shape, in LayerPass pass);

    /// <summary>Writes what it is, as properties of a JSON object that has been begun.</summary>
    internal abstract void Write(Utf8JsonWriter json);

    /// <summary>The input as rows.</summary>
    private protected static Node Rows(Node input) => input.Value.Rank == 4 ? input.PlanesToRows() : input;

    /// <summary>The input as planes.</summary>
    private protected static Node Planes(Node input, FeatureShape shape) => input.Value.Rank == 4 ? input
        : input.RowsToPlanes(shape.Channels, shape.Height, shape.Width);
}
