using System.Text.Json;
using Harmonium.Data;
using Harmonium.Machines.Hopfield;
using Harmonium.Numerics;
using Harmonium.Runs.Files;
using Harmonium.Runs.Models;
using Harmonium.Storage.Files;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>
/// A Hopfield network as a model. Its tensors are <c>bias</c> [N], and <c>weights</c> [N, N] or, for W = scale · F Fᵀ with zero diagonal,
/// <c>factor</c> [N, R]; all for ±1 neurons.
/// </summary>
/// <param name="kind">The model kind.</param>
/// <param name="network">The network.</param>
/// <param name="shape">The shape of one pattern; null if it is not known.</param>
/// <param name="settings">The settings of the training.</param>
internal sealed class HopfieldModel(ModelKind kind, HopfieldNetwork network, ItemShape? shape, HopfieldSettings settings) : TrainedModel
{
    /// <summary>The network.</summary>
    public HopfieldNetwork Network { get; internal set; } = network;

    /// <inheritdoc/>
    public override ModelKind Kind => kind;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters =>
        [.. Network.Memory.Tensors.Select(pair => new Parameter(pair.Key, pair.Value)), new Parameter("bias", Network.Bias)];

    /// <inheritdoc/>
    public override Device Device => Network.Bias.Device;

    /// <inheritdoc/>
    public override ItemShape? Shape { get; } = shape ?? ItemShape.Vector(network.Count);

    /// <inheritdoc/>
    public override AssociativeMemory Memory => new(Network, settings.Chosen);

    /// <inheritdoc/>
    public override JsonElement Describe() => JsonObjects.Of(json =>
    {
        json.WriteString("kind", Kind.Name);
        json.WriteNumber("count", Network.Count);
        json.WriteString("values", Network.Values == NeuronValues.Spin ? "spin" : "binary");
        if (Shape is { IsImage: true } image)
            DescriptionReader.WriteShape(json, "shape", image);
        if (Network.Memory is FactoredWeights factored)
        {
            json.WriteNumber("rank", factored.Tensors["factor"].Columns);
            json.WriteNumber("scale", factored.Scale);
        }
    });
}
