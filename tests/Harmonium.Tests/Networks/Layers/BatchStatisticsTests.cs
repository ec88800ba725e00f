using Harmonium.Data;
using Harmonium.Learning;
using Harmonium.Learning.Optimizers;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Functions;

namespace Harmonium.Tests.Networks.Layers;

public sealed class BatchStatisticsTests
{
    private static readonly Dataset _data = SmallNetworks.Images(70);

    public static TheoryData<string> Kinds => ["vectors", "planes"];

    [Theory, MemberData(nameof(Kinds))]
    public void Measured_statistics_are_those_of_all_examples_after_measured_layers_without_dropout(string kind)
    {
        FeedForwardNetwork network = Network(kind);

        network.MeasureStatistics(Batches(20));

        foreach (int layer in Enumerable.Range(0, network.Layers.Count).Where(i => network.Layers[i] is BatchNormalizationLayer))
        {
            Node input = network.Signals(new Tape(Device.Default), Batches(70).Single())[layer - 1];
            NormalizedNode all = BatchNormalizationLayer.Normalized(input);
            Close(all.Means, network.TensorsOf(layer)[2], 2e-5);
            Close(all.Variances, network.TensorsOf(layer)[3], 2e-5);
        }
    }

    [Fact]
    public void A_training_ends_with_the_statistics_of_its_final_parameters()
    {
        NetworkLearner learner = SmallNetworks.Learner(_data, new AdamOptimizer(), new NetworkLearningOptions { LearningRate = 0.01, AverageFrom = 0.5 },
            null, SmallNetworks.Dropping);
        new Trainer(learner, 4, []).Run(cancel: TestContext.Current.CancellationToken);
        float[] found = [.. learner.Network.TensorsOf(2)[2].AsSpan(), .. learner.Network.TensorsOf(2)[3].AsSpan()];

        learner.Network.MeasureStatistics(Batches(35));

        for (int k = 0; k < found.Length; k++)
            Assert.Equal(found[k], k < found.Length / 2 ? learner.Network.TensorsOf(2)[2][k] : learner.Network.TensorsOf(2)[3][k - (found.Length / 2)], 2e-5);
    }

    [Fact]
    public void Networks_without_normalization_layers_need_no_examples() =>
        new FeedForwardNetwork(_data.Shape, SmallNetworks.LeNet, Device.Default)
            .MeasureStatistics(Enumerable.Range(0, 1).Select<int, Tensor>(_ => throw new InvalidOperationException("asked")));

    [Fact]
    public void An_empty_set_of_examples_is_refused() => Assert.Throws<ArgumentException>(() => Network("vectors").MeasureStatistics([]));

    private static FeedForwardNetwork Network(string kind)
    {
        NetworkLayer[] layers = kind == "planes"
            ? [new ConvolutionLayer(4, 3, 1, Activation.Linear), new BatchNormalizationLayer(), new ActivationLayer(Activation.Rectifier),
                new PoolingLayer(2, Largest: true), new ConvolutionLayer(5, 3, 0, Activation.Linear), new BatchNormalizationLayer(),
                new DenseLayer(3, Activation.Linear)]
            : [.. SmallNetworks.Dropping[..^1], new DenseLayer(20, Activation.Linear), new BatchNormalizationLayer(), new DenseLayer(3, Activation.Linear)];
        FeedForwardNetwork network = new(_data.Shape, layers, Device.Default);
        network.Initialize(new WeightInitialization(InitializationKind.Xavier), 1);
        return network;
    }

    private static IEnumerable<Tensor> Batches(int size)
    {
        for (int start = 0; start < _data.Count; start += size)
            yield return _data.Examples.Rows([.. Enumerable.Range(start, Math.Min(size, _data.Count - start))]);
    }

    private static void Close(Tensor expected, Tensor found, double tolerance)
    {
        Assert.Equal(expected.Count, found.Count);
        for (int k = 0; k < found.Count; k++)
            Assert.Equal(expected.AsSpan()[k], found.AsSpan()[k], tolerance * (1 + Math.Abs(expected.AsSpan()[k])));
    }
}
