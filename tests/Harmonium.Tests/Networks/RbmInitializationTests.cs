using Harmonium.Data;
using Harmonium.Machines;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests.Networks;

/// <summary>Layers initialized from a trained RBM: upward to its hidden means, downward to its visible means.</summary>
public sealed class RbmInitializationTests
{
    private const int Visible = 6;
    private const int Hidden = 4;
    private const int Length = 5;
    private const int Examples = 8;

    [Fact]
    public void A_layer_upward_gives_the_hidden_means()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(Visible, Hidden, 0.7, seed: 3);
        Tensor examples = SmallMachines.Bits(Examples, Visible, 2);

        AssertClose(rbm.MeanHiddenFrom(States.From(examples)),
            Output(Visible, new DenseLayer(Hidden, Activation.Logistic), examples, network => network.InitializeFrom(0, rbm)));
    }

    [Fact]
    public void A_layer_upward_from_words_gives_the_hidden_means_of_documents_of_the_typical_length()
    {
        RestrictedBoltzmannMachine rbm = Documents();
        Tensor documents = Tensor.Zeros(Examples, Visible);
        for (int row = 0; row < Examples; row++)
        {
            for (int word = 0; word < Length; word++)
                documents[row, (row + (word * word)) % Visible]++;
        }

        AssertClose(rbm.MeanHiddenFrom(States.From(documents)),
            Output(Visible, new DenseLayer(Hidden, Activation.Logistic), documents, network => network.InitializeFrom(0, rbm)));
    }

    [Fact]
    public void The_biases_of_a_replicated_softmax_are_not_lost()
    {
        // They belong to the coupling that counts words; the hidden units' own biases are 0.
        RestrictedBoltzmannMachine rbm = Documents();
        FeedForwardNetwork network = new(ItemShape.Vector(Visible), [new DenseLayer(Hidden, Activation.Logistic)], Device.Default);

        network.InitializeFrom(0, rbm);

        for (int j = 0; j < Hidden; j++)
        {
            Assert.Equal(Length * rbm.Totals!.Bias[j], network.TensorsOf(0)[1][j], 1e-5);
            Assert.NotEqual(0, network.TensorsOf(0)[1][j]);
        }
    }

    [Fact]
    public void A_layer_downward_gives_the_visible_means()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(Visible, Hidden, 0.7, seed: 3);
        Tensor codes = SmallMachines.Bits(Examples, Hidden, 2);

        AssertClose(rbm.MeanVisibleFrom(States.From(codes)),
            Output(Hidden, new DenseLayer(Visible, Activation.Logistic), codes, network => network.InitializeDownFrom(0, rbm)));
    }

    [Fact]
    public void A_layer_downward_to_words_gives_their_shares_by_a_softmax()
    {
        RestrictedBoltzmannMachine rbm = Documents();
        Tensor codes = SmallMachines.Bits(Examples, Hidden, 2), shares = rbm.MeanVisibleFrom(States.From(codes)).Clone().Scale(1f / Length);
        FeedForwardNetwork network = new(ItemShape.Vector(Hidden), [new DenseLayer(Visible, Activation.Linear)], Device.Default);
        network.InitializeDownFrom(0, rbm);

        AssertClose(shares, network.Output(new Tape(Device.Default), codes).Softmax().Value);
    }

    [Fact]
    public void An_autoencoder_of_both_halves_gives_the_mean_field_reconstruction()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(Visible, Hidden, 0.7, seed: 3);
        Tensor examples = SmallMachines.Bits(Examples, Visible, 2);
        FeedForwardNetwork network = new(ItemShape.Vector(Visible),
            [new DenseLayer(Hidden, Activation.Logistic), new DenseLayer(Visible, Activation.Logistic)], Device.Default);
        network.InitializeFrom(0, rbm);
        network.InitializeDownFrom(1, rbm);

        AssertClose(rbm.Reconstruct(States.From(examples)), network.Output(new Tape(Device.Default), examples).Value);
    }

    [Fact]
    public void Every_unit_of_a_feature_map_gets_its_bias()
    {
        RestrictedBoltzmannMachine rbm = new(new Bernoulli(Visible), new Bernoulli(new SharedBias(Tensor.From([0.5f, -1], 2), Hidden)),
            SmallMachines.Normal(Device.Default, 0.5, 3, 3, Visible, Hidden));
        Tensor examples = SmallMachines.Bits(Examples, Visible, 2);

        AssertClose(rbm.MeanHiddenFrom(States.From(examples)),
            Output(Visible, new DenseLayer(Hidden, Activation.Logistic), examples, network => network.InitializeFrom(0, rbm)));
    }

    [Fact]
    public void Layers_that_are_not_dense_or_of_another_size_are_refused()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(Visible, Hidden, 0.7, seed: 3);
        FeedForwardNetwork network = new(ItemShape.Vector(Visible), [new DropoutLayer(0.5), new DenseLayer(Hidden + 1, Activation.Logistic)], Device.Default);

        Assert.Contains("Layer 0 is a dropout layer", Assert.Throws<ArgumentException>(() => network.InitializeFrom(0, rbm)).Message);
        Assert.Throws<ArgumentException>(() => network.InitializeFrom(1, rbm));
        Assert.Throws<ArgumentException>(() => network.InitializeDownFrom(1, rbm));
    }

    private static RestrictedBoltzmannMachine Documents()
    {
        RestrictedBoltzmannMachine rbm = new(new ReplicatedSoftmax(SmallMachines.Normal(Device.Default, 0.5, 1, 1, Visible), Length), new Bernoulli(Hidden),
            SmallMachines.Normal(Device.Default, 0.5, 1, 2, Visible, Hidden));
        SmallMachines.Normal(Device.Default, 0.3, 1, 3, Hidden).CopyTo(rbm.Totals!.Bias);
        return rbm;
    }

    private static Tensor Output(int inputs, DenseLayer layer, Tensor examples, Action<FeedForwardNetwork> initialize)
    {
        FeedForwardNetwork network = new(ItemShape.Vector(inputs), [layer], Device.Default);
        initialize(network);
        return network.Output(new Tape(Device.Default), examples).Value;
    }

    private static void AssertClose(Tensor expected, Tensor found)
    {
        Assert.Equal(expected.Shape.ToArray(), found.Shape.ToArray());
        for (int row = 0; row < expected.Rows; row++)
        {
            for (int i = 0; i < expected.Columns; i++)
                Assert.Equal(expected[row, i], found[row, i], 1e-5);
        }
    }
}
