using Harmonium.Data;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Numerics;
using Harmonium.Numerics.Functions;

namespace Harmonium.Tests.Networks;

public sealed class InitializationTests
{
    [Theory]
    [InlineData(InitializationKind.Normal, 0.01, 0.01)]
    [InlineData(InitializationKind.Xavier, 1, 0.0816497)]
    [InlineData(InitializationKind.He, 1, 0.1)]
    public void Weights_have_the_deviation_of_the_rule_and_biases_are_zero(InitializationKind kind, double scale, double expected)
    {
        FeedForwardNetwork network = new(ItemShape.Vector(200), [new DenseLayer(100, Activation.Tanh)], Device.Default);

        network.Initialize(new WeightInitialization(kind, scale), 5);

        Tensor weights = network.TensorsOf(0)[0];
        // The standard deviation of n numbers has a standard error of σ/√(2n); five of them.
        Assert.Equal(expected, Math.Sqrt(weights.SumOfSquares() / weights.Count), 5 * expected / Math.Sqrt(2.0 * weights.Count));
        Assert.Equal(0, network.TensorsOf(0)[1].LargestMagnitude());
    }
}
