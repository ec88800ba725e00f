using Harmonium.Networks.Layers;
using Harmonium.Numerics.Functions;

namespace Harmonium.Networks;

/// <summary>LeNet-5 for 28 × 28 images (LeCun, Bottou, Bengio, Haffner 1998), and a modern variant.</summary>
internal static class LeNetLayers
{
    /// <summary>
    /// LeNet-5: 6 feature maps of 5 × 5 filters (padding 2), average pooling of 2 × 2, 16 feature maps of 5 × 5 filters, average pooling of 2 × 2, 120 and
    /// 84 units, all tanh, and one linear output per class. Differences from 1998: every feature map of the second convolution sees all six below (10 of 96
    /// connections were left out), pooling has no weights, and the output is a softmax.
    /// </summary>
    /// <param name="classes">The number of classes.</param>
    public static IReadOnlyList<NetworkLayer> Classic(int classes = 10) =>
    [
        new ConvolutionLayer(6, 5, 2, Activation.Tanh), new PoolingLayer(2, Largest: false),
        new ConvolutionLayer(16, 5, 0, Activation.Tanh), new PoolingLayer(2, Largest: false),
        new DenseLayer(120, Activation.Tanh), new DenseLayer(84, Activation.Tanh), new DenseLayer(classes, Activation.Linear),
    ];

    /// <summary>The same architecture with rectified linear units, max pooling, more feature maps, and dropout before the last layers.</summary>
    /// <param name="maps">The number of feature maps of the first convolution, at least 1; the second has twice as many.</param>
    /// <param name="units">The number of units of the hidden dense layer, at least 1.</param>
    /// <param name="dropout">The dropout rate of these units, in [0, 1).</param>
    /// <param name="classes">The number of classes.</param>
    public static IReadOnlyList<NetworkLayer> Rectified(int maps = 16, int units = 128, double dropout = 0.5, int classes = 10)
    {
        List<NetworkLayer> layers =
        [
            new ConvolutionLayer(maps, 5, 2, Activation.Rectifier), new PoolingLayer(2, Largest: true),
            new ConvolutionLayer(2 * maps, 5, 0, Activation.Rectifier), new PoolingLayer(2, Largest: true),
            new DenseLayer(units, Activation.Rectifier),
        ];
        if (dropout > 0)
            layers.Add(new DropoutLayer(dropout));
        layers.Add(new DenseLayer(classes, Activation.Linear));
        return layers;
    }
}
