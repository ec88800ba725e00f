using Harmonium.Runs.Kinds.Networks;

namespace Harmonium.Experiments.Recipes;

/// <summary>Training on tiny Shakespeare for three minutes on two cores (Karpathy's nanoGPT reaches 1.88 nats in about the same time on a CPU).</summary>
internal sealed class TextShakespeare3Min : TextRecipe
{
    /// <inheritdoc/>
    public override string Id => "text-shakespeare-3min";

    /// <inheritdoc/>
    public override string Title => "Tiny Shakespeare in three minutes";

    /// <inheritdoc/>
    public override string Summary =>
        "An LSTM of 256 units reads 50 pieces of 64 characters per step, for 5 epochs of Adam. It is tested on the last tenth of the text.";

    internal override TextSettings Settings => new() { Units = 256, Schedule = new() { Epochs = 5, Batch = 50 }, Optimizer = Adam };

    private protected override string Text => "tiny-shakespeare";

    private protected override bool InBits => false;

    private protected override double? Promised => 1.88;

    private protected override double? Published => 1.88;

    private protected override string Source => "nanoGPT README, 4 × 128 transformer on a CPU";

    private protected override double? Minutes => 3;

    private protected override string Prompt => "ROMEO:\n";
}
