using Harmonium.Runs.Kinds.Networks;

namespace Harmonium.Experiments.Recipes;

/// <summary>A quarter of an hour of tiny Shakespeare on two cores.</summary>
public sealed class TextShakespeare : TextRecipe
{
    /// <inheritdoc/>
    public override string Id => "text-shakespeare";

    /// <inheritdoc/>
    public override string Title => "Tiny Shakespeare in fifteen minutes";

    /// <inheritdoc/>
    public override string Summary =>
        "384 units of long short-term memory with a quarter of the outputs left out, 50 pieces by 64 characters a step, 14 epochs of Adam.";

    internal override TextSettings Settings => new() { Units = 384, Dropout = 0.25, Schedule = new() { Epochs = 14, Batch = 50 }, Optimizer = Adam };

    private protected override string Text => "tiny-shakespeare";

    private protected override bool InBits => false;

    private protected override double? Promised => 1.60;

    private protected override double? Published => 1.4697;

    private protected override string Source => "nanoGPT README, 6 × 384 transformer, 3 minutes on an A100";

    private protected override double? Minutes => 15;

    private protected override string Prompt => "ROMEO:\n";
}
