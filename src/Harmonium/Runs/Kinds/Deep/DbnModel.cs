using System.Text.Json;
using Harmonium.Data;
using Harmonium.Deep;
using Harmonium.Evaluation;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs.Files;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Models;
using Harmonium.Storage.Files;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>A deep belief network as a model.</summary>
/// <param name="kind">The model kind.</param>
/// <param name="network">The network.</param>
/// <param name="shape">The shape of one example.</param>
/// <param name="classNames">The names of the classes, by label; null if they have none.</param>
internal sealed class DbnModel(ModelKind kind, BeliefNetwork network, ItemShape shape, IReadOnlyList<string>? classNames) : TrainedModel
{
    /// <summary>The kind of a directed layer in the description of a file.</summary>
    internal const string DirectedKind = "directed";

    /// <summary>The network.</summary>
    public BeliefNetwork Network => network;

    /// <inheritdoc/>
    public override ModelKind Kind => kind;

    /// <inheritdoc/>
    public override LayerUnits VisibleUnits => network.Visible.Units;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => network.Parameters;

    /// <inheritdoc/>
    public override Device Device => network.Parameters[0].Values.Device;

    /// <inheritdoc/>
    public override ItemShape? Shape => shape;

    /// <summary>The means of the hidden units of the top RBM.</summary>
    public override Encoder Encoder { get; } = new TopFeatures(network);

    /// <inheritdoc/>
    public override Sampler Sampler { get; } = new DbnSampler(network);

    /// <inheritdoc/>
    public override Density Density { get; } = new BoundedDensity(network);

    /// <inheritdoc/>
    public override Classifier? Classifier { get; } =
        network.Joint is null ? null : new LabelLayerClassifier(network.Joint.Classes, classNames, (data, cancel) => LogProbabilities(network, data, cancel));

    /// <inheritdoc/>
    public override IReadOnlyList<FilterBank> Filters { get; } =
        [new FilterBank("first layer", network.Layers.Count > 0 ? network.Layers[0].Rbm.Weights : network.TopMachine.Couplings[0].Parameters[0].Values)];

    /// <inheritdoc/>
    public override JsonElement Describe() => JsonObjects.Of(json =>
    {
        json.WriteString("kind", Kind.Name);
        json.WriteStartArray("parts");
        foreach ((int i, DirectedLayer layer) in network.Layers.Index())
        {
            json.WriteStartObject();
            json.WriteString("name", BeliefNetwork.PartOf(i)[..^1]);
            json.WriteString("kind", DirectedKind);
            EnergyFile.Write(json, layer.Rbm.Machine, i == 0 ? shape : null);
            json.WriteEndObject();
        }

        json.WriteStartObject();
        json.WriteString("name", BeliefNetwork.TopPart[..^1]);
        json.WriteString("kind", network.Joint is null ? "rbm" : "classifier-rbm");
        ItemShape? ofTop = network.Layers.Count == 0 ? shape : null;
        if (network.Joint is { } joint)
            ClassifierRbmModel.Write(json, joint, ofTop, classNames);
        else
            EnergyFile.Write(json, network.TopMachine, ofTop);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    /// <inheritdoc/>
    public override void ParametersChanged() => network.Changed();

    /// <summary>log p(label | example) by the free energy of the top RBM with each label, given the means of its visible units.</summary>
    private static IEnumerable<Tensor> LogProbabilities(BeliefNetwork network, Dataset data, CancellationToken cancel)
    {
        VisibleData inputs = new(data);
        inputs.RequireFit(network.Visible);
        foreach (States block in inputs.Blocks(network.Parameters[0].Values.Device))
        {
            cancel.ThrowIfCancellationRequested();
            yield return network.Joint!.LogProbabilities(States.Dense(network.Encode(block)));
        }
    }

    private sealed class TopFeatures(BeliefNetwork network) : Encoder
    {
        public override int Features => network.TopHidden.Units.Count;

        public override bool CanReconstruct => true;

        public override Tensor Transform(States examples) => network.Features(examples);

        public override Tensor Reconstruct(States examples) => network.Reconstruct(examples);
    }

    /// <summary>F(v), or an upper bound of it in expectation where the hidden layers cannot be enumerated.</summary>
    private sealed class BoundedDensity(BeliefNetwork network) : Density
    {
        public override double[] FreeEnergy(States examples) => [.. new VariationalBound(network).Of(examples).LogLikelihood.Select(log => -log)];

        public override double[] ReconstructionErrors(States examples) => network.ReconstructionErrors(examples);

        public override double[,] Contributions(States examples) => throw new NotSupportedException(
            "The contributions of columns need a free energy in closed form, which a deep belief network does not have. Use an RBM.");

        public override RbmEvaluation Evaluate(VisibleData test, VisibleData? training = null, EvaluationOptions? options = null,
            IProgress<double>? progress = null, CancellationToken cancel = default) =>
            BeliefEvaluation.Of(network, test, training, options, progress, cancel);
    }
}
