using System.Text.Json;
using Harmonium.Errors;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;

namespace Harmonium.Networks.Layers;

/// <summary>
/// Batch normalization: every feature is normalized to mean 0 and variance 1 over the batch, multiplied by a gain and shifted (Ioffe &amp; Szegedy 2015). Each
/// channel is one feature. Evaluation during training uses running means and variances. After training, the statistics of all examples replace them
/// (<see cref="FeedForwardNetwork.MeasureStatistics"/>).
/// </summary>
/// <param name="Momentum">The fraction of the running statistics kept per step, in [0, 1).</param>
public sealed record BatchNormalizationLayer(double Momentum = 0.9) : NetworkLayer
{
    private const float Epsilon = 1e-5f;

    /// <inheritdoc/>
    public override string Kind => "batch-normalization";

    /// <inheritdoc/>
    internal override FeatureShape OutputOf(FeatureShape input) => Momentum is >= 0 and < 1
        ? input
        : throw new ConfigurationException("layers", $"The momentum of batch normalization must be in [0, 1); it is {Momentum}.");

    /// <inheritdoc/>
    internal override IReadOnlyList<LayerParameter> ParametersFor(FeatureShape input) =>
    [
        new LayerParameter("gain", [input.Channels], ParameterRole.Gain),
        new LayerParameter("bias", [input.Channels], ParameterRole.Bias),
        new LayerParameter("mean", [input.Channels], ParameterRole.Mean),
        new LayerParameter("variance", [input.Channels], ParameterRole.Variance),
    ];

    /// <inheritdoc/>
    internal override Node Apply(Node input, FeatureShape shape, in LayerPass pass)
    {
        int[] each = ArePlanes(input) ? [shape.Channels, 1] : [shape.Channels];
        Node normal;
        if (pass.Learning)
        {
            NormalizedNode normalized = Normalized(input);
            pass.Parameters[2].Scale((float)Momentum).AddScaled(normalized.Means, (float)(1 - Momentum));
            pass.Parameters[3].Scale((float)Momentum).AddScaled(normalized.Variances, (float)(1 - Momentum));
            normal = normalized;
        }
        else
        {
            normal = input.Subtract(pass[2].Reshape(each)).Over(pass[3].Scale(1, Epsilon).Apply(new Activation(ActivationKind.SquareRoot)).Reshape(each));
        }

        return normal.Times(pass[0].Reshape(each)).Add(pass[1].Reshape(each));
    }

    /// <summary>Normalizes the input with the statistics of its own batch.</summary>
    internal static NormalizedNode Normalized(Node input) => input.Normalize(ofColumns: !ArePlanes(input), Epsilon);

    /// <summary>Planes are normalized by rows, since their channels come first; the features of a vector by columns.</summary>
    private static bool ArePlanes(Node input) => input.Value.Rank == 4;

    internal override void Write(Utf8JsonWriter json) => json.WriteNumber("momentum", Momentum);
}
