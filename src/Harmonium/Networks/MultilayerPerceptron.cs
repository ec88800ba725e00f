using Harmonium.Networks.Layers;
using Harmonium.Numerics.Functions;

namespace Harmonium.Networks;

/// <summary>Multilayer perceptrons: a sequence of dense layers (Rumelhart, Hinton, Williams 1986).</summary>
public static class MultilayerPerceptron
{
    /// <summary>Returns the layers of a multilayer perceptron. The last layer is linear; the loss takes its outputs.</summary>
    /// <param name="hidden">The number of units of each hidden layer.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="activation">The activation of the hidden units.</param>
    /// <param name="inputDropout">The dropout rate of the inputs, in [0, 1); 0.2 in Srivastava et al. 2014.</param>
    /// <param name="dropout">The dropout rate of the hidden units, in [0, 1); 0.5 in Srivastava et al. 2014.</param>
    /// <param name="normalized">True to apply batch normalization before the activation.</param>
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
