using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Deep;

/// <summary>
/// A deep belief network (Hinton, Osindero, Teh 2006): p(x₀, …, xₙ) = p(xₙ) Πᵢ p(xᵢ | xᵢ₊₁) for i from 0 to n − 1. x₀ are the inputs, p(xᵢ | xᵢ₊₁) are
/// directed layers, and p(xₙ) = exp(−F(xₙ)) / Z is the distribution of the visible units of an RBM, the top of the network. With label units, the top is a
/// classification RBM with xₙ and the label as visible units. Recognition q(xᵢ₊₁ | xᵢ), layer by layer, approximates the posterior of the hidden layers.
/// </summary>
internal sealed class BeliefNetwork
{
    /// <summary>The prefix of the names of the top RBM's parameters.</summary>
    public const string TopPart = "top.";

    /// <summary>Creates a network without label units.</summary>
    /// <param name="layers">The directed layers, lowest first; none for an RBM.</param>
    /// <param name="top">The RBM at the top, with the units of xₙ as visible units.</param>
    /// <exception cref="ArgumentException">The numbers of units of two layers do not fit.</exception>
    public BeliefNetwork(IReadOnlyList<DirectedLayer> layers, RestrictedBoltzmannMachine top)
        : this(layers, top, null)
    {
    }

    /// <summary>Creates a network with label units.</summary>
    /// <param name="layers">The directed layers, lowest first; none for a classification RBM.</param>
    /// <param name="top">The classification RBM at the top, with the units of xₙ as visible units.</param>
    /// <exception cref="ArgumentException">The numbers of units of two layers do not fit.</exception>
    public BeliefNetwork(IReadOnlyList<DirectedLayer> layers, ClassificationRbm top)
        : this(layers, new RestrictedBoltzmannMachine(top.Visible.Units, top.Hidden.Units, top.Coupling.Weights), top)
    {
    }

    private BeliefNetwork(IReadOnlyList<DirectedLayer> layers, RestrictedBoltzmannMachine top, ClassificationRbm? joint)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(top);
        RestrictedBoltzmannMachine[] all = [.. layers.Select(layer => layer.Rbm), top];
        if (all.Zip(all.Skip(1)).FirstOrDefault(pair => pair.First.Hidden.Units.Count != pair.Second.Visible.Units.Count) is { First: { } below } misfit)
            throw new ArgumentException($"A layer of {below.Hidden.Units.Count} units is followed by one of {misfit.Second.Visible.Units.Count}; they are " +
                "the same units, so their numbers must be equal.", nameof(layers));
        Layers = layers;
        Joint = joint;
        TopMachine = joint?.Machine ?? top.Machine;
        TopVisible = joint?.Visible ?? top.Visible;
        TopHidden = joint?.Hidden ?? top.Hidden;
        Visible = layers.Count > 0 ? layers[0].Rbm.Visible : TopVisible;
        Parameters =
        [
            .. layers.SelectMany((layer, i) => layer.Parameters.Select(parameter => parameter with { Name = PartOf(i) + parameter.Name })),
            .. TopMachine.Parameters.Select(parameter => parameter with { Name = TopPart + parameter.Name }),
        ];
    }

    /// <summary>The directed layers, lowest first.</summary>
    public IReadOnlyList<DirectedLayer> Layers { get; }

    /// <summary>The classification RBM at the top; null without label units.</summary>
    public ClassificationRbm? Joint { get; }

    /// <summary>The machine of the RBM at the top.</summary>
    public BoltzmannMachine TopMachine { get; }

    /// <summary>The layer xₙ, the visible units of the top RBM.</summary>
    public Layer TopVisible { get; }

    /// <summary>The hidden units of the top RBM.</summary>
    public Layer TopHidden { get; }

    /// <summary>The layer x₀, the inputs.</summary>
    public Layer Visible { get; }

    /// <summary>The label layer; null without label units.</summary>
    public Layer? Label => Joint?.Label;

    /// <summary>All parameters, with their names in files and checkpoints.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Returns the prefix of the names of a directed layer's parameters.</summary>
    /// <param name="layer">The index of the layer, from 0.</param>
    public static string PartOf(int layer) => $"layer{layer + 1}.";

    /// <summary>The means of xₙ, computed layer by layer from the means below, [batch, inputs] → [batch, units of xₙ].</summary>
    public Tensor Encode(States inputs)
    {
        States below = inputs;
        foreach (DirectedLayer layer in Layers)
            below = States.Dense(layer.MeanAbove(below));
        return below.AsTensor();
    }

    /// <summary>The means of x₀, computed layer by layer from the means above, [batch, units of xₙ] → [batch, inputs].</summary>
    public Tensor Decode(States top)
    {
        States above = top;
        foreach (DirectedLayer layer in Layers.Reverse())
            above = States.Dense(layer.MeanBelow(above));
        return above.AsTensor();
    }

    /// <summary>
    /// The means of the hidden units of the top RBM, [batch, inputs] → [batch, features]. Label units are unknown and enter by their probabilities
    /// p(y | xₙ).
    /// </summary>
    public Tensor Features(States inputs)
    {
        MachineState state = new() { [TopVisible] = States.Dense(Encode(inputs)) };
        if (Joint is { } joint)
            state[joint.Label] = States.Dense(LabelMeans(state[TopVisible]));
        return TopHidden.Units.Mean(TopMachine.Input(TopHidden, state));
    }

    /// <summary>Reconstructs inputs from their features, [batch, inputs] → [batch, inputs].</summary>
    public Tensor Reconstruct(States inputs)
    {
        MachineState state = new() { [TopHidden] = States.Dense(Features(inputs)) };
        return Decode(States.Dense(TopVisible.Units.Mean(TopMachine.Input(TopVisible, state))));
    }

    /// <summary>The squared distance of each example from its reconstruction, [batch].</summary>
    public double[] ReconstructionErrors(States inputs)
    {
        Tensor difference = Reconstruct(inputs).Contiguous().AddScaled(inputs.AsTensor(), -1);
        return difference.DotRows(States.Dense(difference));
    }

    /// <summary>Draws x₁, …, xₙ from the recognition distributions. Returns all layers, x₀ first.</summary>
    /// <param name="inputs">x₀, [batch, inputs].</param>
    /// <param name="random">The random stream to draw from.</param>
    /// <param name="branch">The first of n branches of the stream.</param>
    public States[] SampleUp(States inputs, RandomStream random, int branch)
    {
        States[] states = new States[Layers.Count + 1];
        states[0] = inputs;
        for (int i = 0; i < Layers.Count; i++)
            states[i + 1] = Layers[i].SampleAbove(states[i], random.At(branch + i));
        return states;
    }

    /// <summary>Draws xₙ₋₁, …, x₀ from the generative distributions (ancestral sampling). Returns all layers, x₀ first.</summary>
    /// <param name="top">xₙ, [batch, units of xₙ].</param>
    /// <param name="random">The random stream to draw from.</param>
    /// <param name="branch">The first of n branches of the stream.</param>
    public States[] SampleDown(States top, RandomStream random, int branch)
    {
        States[] states = new States[Layers.Count + 1];
        states[^1] = top;
        for (int i = Layers.Count - 1; i >= 0; i--)
            states[i] = Layers[i].SampleBelow(states[i + 1], random.At(branch + i));
        return states;
    }

    /// <summary>F(xₙ) of the top RBM, with the label summed out; log p(xₙ) = −F(xₙ) − log Z; [batch], in nats.</summary>
    public double[] TopFreeEnergy(States top)
    {
        if (Joint is not { } joint)
            return TopMachine.FreeEnergy(new MachineState { [TopVisible] = top });
        Tensor scores = joint.Scores(joint.Coupling.InputTo(joint.Hidden, top), joint.ClassTable());
        double[] energy = TopVisible.Units.Energy(top);
        for (int row = 0; row < energy.Length; row++)
        {
            LogSumExp classes = new();
            foreach (float score in scores.Row(row))
                classes.Add(score);
            energy[row] -= classes.Value;
        }

        return energy;
    }

    /// <summary>p(y | xₙ) of each class, by the free energy of the top RBM with each label, [batch, units of xₙ] → [batch, classes].</summary>
    /// <exception cref="InvalidOperationException">The network has no label units.</exception>
    public Tensor LabelMeans(States top)
    {
        Tensor means = (Joint ?? throw NoLabels()).LogProbabilities(top);
        foreach (ref float x in means.AsSpan())
            x = MathF.Exp(x);
        return means;
    }

    /// <summary>Draws a label from p(y | xₙ), one-hot, [batch, units of xₙ] → [batch, classes].</summary>
    /// <exception cref="InvalidOperationException">The network has no label units.</exception>
    public States SampleLabels(States top, RandomStream random)
    {
        Tensor log = (Joint ?? throw NoLabels()).LogProbabilities(top);
        return new Categorical(Tensor.Zeros(log.Device, log.Columns), log.Columns).Sample(log, random);
    }

    /// <summary>Starts the recognition weights at the generative weights.</summary>
    public void StartRecognition()
    {
        foreach (DirectedLayer layer in Layers)
            layer.StartRecognition();
    }

    /// <summary>Must be called after parameters were changed from outside.</summary>
    public void Changed()
    {
        foreach (DirectedLayer layer in Layers)
            layer.Changed();
        foreach (Couplings.Coupling coupling in TopMachine.Couplings)
            coupling.Changed();
    }

    private static InvalidOperationException NoLabels() => new("The network has no label units, so it has no classes.");
}
