using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;

namespace Harmonium.Experiments.Studies;

/// <summary>Gradient norms of the layers of a network.</summary>
internal static class GradientNorms
{
    /// <summary>Returns the norm of the gradient of the cross-entropy with respect to the weights of each dense layer, lowest layer first.</summary>
    /// <param name="network">The network.</param>
    /// <param name="examples">The batch, [batch, inputs].</param>
    /// <param name="labels">The class of each example.</param>
    /// <param name="scale">The factor of the mean loss.</param>
    internal static double[] Of(FeedForwardNetwork network, Tensor examples, int[] labels, float scale = 1)
    {
        Tape tape = new(network.Device);
        tape.Backward(new CrossEntropyLoss().Of(network.Output(tape, examples, learning: true), new NetworkTargets(labels, null)), scale);
        IEnumerable<int> dense = Enumerable.Range(0, network.Layers.Count).Where(i => network.Layers[i] is DenseLayer);
        return [.. dense.Select(i => Math.Sqrt(tape.GradientOf(network.TensorsOf(i)[0]).SumOfSquares()))];
    }
}
