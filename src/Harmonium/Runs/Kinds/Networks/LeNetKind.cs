using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.Networks;

/// <summary>LeNets (LeCun, Bottou, Bengio, Haffner 1998).</summary>
internal sealed class LeNetKind : ClassifierNetworkKind
{
    /// <inheritdoc/>
    public override string Name => "lenet";

    /// <inheritdoc/>
    public override string Summary => "a convolutional classifier (LeNet) for 28 × 28 images";

    /// <inheritdoc/>
    public override SettingsSchema Settings { get; } = new(() => new LeNetSettings());

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
        [("harmonium train lenet --data mnist --distort --epochs 60", "train LeNet-5 on randomly distorted digits")];
}
