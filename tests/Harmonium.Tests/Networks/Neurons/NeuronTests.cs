using Harmonium.Networks.Neurons;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Tests.Networks.Neurons;

public sealed class NeuronTests
{
    [Fact]
    public void Threshold_neurons_compute_and_or_and_not()
    {
        float[][] inputs = [[0, 0], [0, 1], [1, 0], [1, 1]];

        Assert.Equal([false, false, false, true], inputs.Select(x => McCullochPittsNeuron.And(2).Fires(x)));
        Assert.Equal([false, true, true, true], inputs.Select(x => McCullochPittsNeuron.Or(2).Fires(x)));
        Assert.Equal([true, false], new[] { 0f, 1f }.Select(x => McCullochPittsNeuron.Not().Fires([x])));
    }

    [Fact]
    public void Synapses_grow_between_neurons_that_fire_together_and_go_where_one_fires_alone()
    {
        HebbianSynapses synapses = new(Tensor.Filled(0.5f, 2, 2), growth: 0.25, decline: 0.2, least: 0.15);

        synapses.Learn([true, false], [true, false]);
        synapses.Learn([true, false], [true, false]);

        // Both fired twice. One fired alone twice, which leaves 0.1, below the least strength. Neither fired.
        Assert.Equal([1f, 0f, 0f, 0.5f], synapses.Weights.AsSpan().ToArray());
        Assert.Equal(2, synapses.Count);
    }

    [Fact]
    public void A_synapse_that_went_does_not_come_back()
    {
        HebbianSynapses synapses = new(Tensor.Filled(0.1f, 1, 1), growth: 1, decline: 1);
        synapses.Learn([true], [false]);

        synapses.Learn([true], [true]);

        Assert.Equal(0, synapses.Weights[0, 0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(100)]
    public void The_error_of_an_ensemble_falls_as_the_root_of_its_size(int neurons)
    {
        const int Count = 4000;
        NoisyEnsemble ensemble = new(neurons, 0.5);

        double[] answers = ensemble.Respond(new double[Count], RandomStream.For(3, Purpose.General));

        // The square root of a mean of n squares has a standard error of σ/√(2n); five of them.
        double error = Math.Sqrt(answers.Sum(x => x * x) / Count);
        Assert.Equal(0.5 / Math.Sqrt(neurons), error, 5 * ensemble.ExpectedError / Math.Sqrt(2.0 * Count));
    }
}
