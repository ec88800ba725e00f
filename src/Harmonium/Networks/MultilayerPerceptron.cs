using Harmonium.Networks.Layers;
using Harmonium.Numerics.Functions;

namespace Harmonium.Networks;

/// <summary>Dense layers one behind the other (Rumelhart, Hinton, Williams 1986).</summary>
public static class MultilayerPerceptron
{
    /// <summary>The layers of a perceptron; the last is a sum an output, for a loss to read.</summary>
    /// <param name="hidden">The units of each hidden layer.</param>
    /// <param name="outputs">How many numbers come out.</param>
    /// <param name="activation">What hidden units do with their sums.</param>
    /// <param name="inputDropout">The share of inputs that is left out while learning, 0 to below 1; 0.2 in Srivastava et al. 2014.</param>
    /// <param name="dropout">The share of hidden units that is left out while learning, 0 to below 1; 0.5 there.</param>
    /// <param name="normalized">Whether sums are normalized over the batch before the activation.</param>
    public static IReadOnlyList<NetworkLayer> Layers(IReadOnlyList<int> hidden, int outputs, Activation activation, double inputDropout = 0,
        double dropout = 0, bool normalized = false)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        List<NetworkLayer> layers = [];
        if (inputDropout > 0)
            layers.Add(new DropoutLayer(inputDropout));
        foreach (int units in hidden)
        {
            layers.Add(new DenseLayer(units, normalized ? Activation.Linear : activation));
            if (normalized)
                layers.AddRange([new BatchNormalizationLayer(), new ActivationLayer(activation)]);
            if (dropout > 0)
                layers.Add(new DropoutLayer(dropout));
        }

        layers.Add(new DenseLayer(outputs, Activation.Linear));
        return layers;
    }
}
