using Harmonium.Runs.Kinds.Networks;

namespace Harmonium.Experiments.Recipes;

/// <summary>Training on tiny Shakespeare for fifteen minutes on two cores.</summary>
internal sealed class TextShakespeare : TextRecipe
{
    /// <inheritdoc/>
    public override string Id => "text-shakespeare";

    /// <inheritdoc/>
    public override string Title => "Tiny Shakespeare in fifteen minutes";

    /// <inheritdoc/>
    public override string Summary =>
        "An LSTM of 384 units with dropout of a quarter of the outputs reads 50 pieces of 64 characters per step, for 14 epochs of Adam.";

    internal override TextSettings Settings => new() { Units = 384, Dropout = 0.25, Schedule = new() { Epochs = 14, Batch = 50 }, Optimizer = Adam };

    private protected override string Text => "tiny-shakespeare";

    private protected override bool InBits => false;

    private protected override double? Promised => 1.60;

    private protected override double? Published => 1.4697;

    private protected override string Source => "nanoGPT README, 6 × 384 transformer, 3 minutes on an A100";

    private protected override double? Minutes => 15;

    private protected override string Prompt => "ROMEO:\n";
}
