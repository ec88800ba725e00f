using System.Text.Json;
using Harmonium.Data;
using Harmonium.Deep;
using Harmonium.Machines;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs.Files;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;
using Harmonium.Storage.Files;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>A stack of RBMs as a model, with the fine-tuned classifier if there is one.</summary>
/// <param name="kind">The model kind.</param>
/// <param name="stack">The RBMs.</param>
/// <param name="shape">The shape of one example.</param>
/// <param name="network">The classifier; null if there is none.</param>
/// <param name="classNames">The names of the classes, by label; null if they have none.</param>
internal sealed class StackModel(ModelKind kind, RbmStack stack, ItemShape shape, FeedForwardNetwork? network, IReadOnlyList<string>? classNames) : TrainedModel
{
    /// <summary>The prefix of the names of the classifier's tensors.</summary>
    internal const string NetworkPart = "network.";

    private static readonly CrossEntropyLoss _loss = new();

    /// <summary>The RBMs.</summary>
    public RbmStack Stack => stack;

    /// <summary>The classifier; null if there is none.</summary>
    public FeedForwardNetwork? Network => network;

    /// <inheritdoc/>
    public override ModelKind Kind => kind;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        .. stack.Layers.SelectMany((rbm, i) => rbm.Machine.Parameters.Select(parameter => parameter with { Name = PartOf(i) + parameter.Name })),
        .. (network?.Parameters ?? []).Select(parameter => parameter with { Name = NetworkPart + parameter.Name }),
    ];

    /// <inheritdoc/>
    public override Device Device => stack.Layers[0].Weights.Device;

    /// <inheritdoc/>
    public override ItemShape? Shape => shape;

    /// <summary>The features of the last hidden layer: of the classifier if there is one, else of the top RBM.</summary>
    public override Encoder Encoder { get; } = network is null ? new StackEncoder(stack) : new NetworkModel.LastHiddenLayer(network);

    /// <inheritdoc/>
    public override Density? JudgedDensity => new RbmModel(kind, stack.Layers[0], shape).Density;

    /// <inheritdoc/>
    public override Sampler Sampler { get; } = new TopDownSampler(stack);

    /// <inheritdoc/>
    public override Classifier? Classifier { get; } = network is null ? null : new NetworkModel.NetworkClassifier(network, _loss, classNames);

    /// <inheritdoc/>
    public override IReadOnlyList<FilterBank> Filters { get; } = [new FilterBank("first layer", stack.Layers[0].Weights)];

    /// <summary>Returns the prefix of the names of a layer's tensors.</summary>
    internal static string PartOf(int layer) => $"layer{layer + 1}.";

    /// <summary>Returns the indices of the dense layers of a network.</summary>
    internal static IEnumerable<int> DenseLayersOf(FeedForwardNetwork network) =>
        Enumerable.Range(0, network.Layers.Count).Where(i => network.Layers[i] is DenseLayer);

    /// <inheritdoc/>
    public override JsonElement Describe() => JsonObjects.Of(json =>
    {
        json.WriteString("kind", Kind.Name);
        json.WriteStartArray("parts");
        foreach ((int i, RestrictedBoltzmannMachine rbm) in stack.Layers.Index())
        {
            json.WriteStartObject();
            json.WriteString("name", PartOf(i)[..^1]);
            json.WriteString("kind", "rbm");
            EnergyFile.Write(json, rbm.Machine, i == 0 ? shape : null);
            json.WriteEndObject();
        }

        if (network is not null)
        {
            json.WriteStartObject();
            json.WriteString("name", NetworkPart[..^1]);
            json.WriteString("kind", "mlp");
            NetworkFile.Write(json, network, _loss);
            NetworkModel.WriteClassNames(json, classNames);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <inheritdoc/>
    public override void ParametersChanged()
    {
        foreach (RestrictedBoltzmannMachine rbm in stack.Layers)
            rbm.Coupling.Changed();
    }

    private sealed class StackEncoder(RbmStack stack) : Encoder
    {
        public override int Features => stack.Layers[^1].Hidden.Units.Count;

        public override bool CanReconstruct => true;

        public override Tensor Transform(States examples) => stack.Encode(examples);

        public override Tensor Reconstruct(States examples) => stack.Decode(States.Dense(stack.Encode(examples)));
    }

    /// <summary>Runs Gibbs chains in the top RBM and propagates their states down as means.</summary>
    private sealed class TopDownSampler(RbmStack stack) : Sampler
    {
        public override SampleChains Start(int count, RandomStream random, States? examples = null)
        {
            RestrictedBoltzmannMachine top = stack.Layers[^1];
            States? above = examples is null || stack.Layers.Count == 1 ? examples
                : States.From(stack.Lowest(stack.Layers.Count - 1).Show(examples.AsTensor(), random.At(1), draw: true));
            return new Chains(stack, new GibbsSampler(top.Machine, top.Visible).Start(count, random, above));
        }

        private sealed class Chains(RbmStack stack, SampleChains top) : SampleChains
        {
            public override States States => States.Dense(Means);

            public override Tensor Means => stack.Layers.Count == 1 ? top.Means : stack.Lowest(stack.Layers.Count - 1).Decode(top.States);

            public override double? MeanFreeEnergy => stack.Layers.Count == 1 ? top.MeanFreeEnergy : null;

            public override void Sweep(RandomStream random, int number) => top.Sweep(random, number);
        }
    }
}
