using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.Networks;

/// <summary>Multilayer perceptrons.</summary>
internal sealed class MlpKind : ClassifierNetworkKind
{
    /// <inheritdoc/>
    public override string Name => "mlp";

    /// <inheritdoc/>
    public override string Summary => "a multilayer perceptron, as a classifier";

    /// <inheritdoc/>
    public override SettingsSchema Settings { get; } = new(() => new MlpSettings());

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train mlp", "train 800 rectifiers on the built-in letters"),
        ("harmonium train mlp --data mnist --hidden 500,500 --dropout 0.5 --input-dropout 0.2 --maximum-norm 2", "train on handwritten digits with dropout"),
        ("harmonium train mlp --optimizer cg --batch 1000", "train with conjugate gradients on batches of 1,000 letters"),
    ];
}
