using Harmonium.Runs.Kinds.Networks;

namespace Harmonium.Experiments.Recipes;

/// <summary>A network that reads Crime and Punishment in Russian, and goes on.</summary>
public sealed class TextRussian : TextRecipe
{
    /// <inheritdoc/>
    public override string Id => "text-russian";

    /// <inheritdoc/>
    public override string Title => "Russian prose";

    /// <inheritdoc/>
    public override string Summary =>
        "256 units of long short-term memory on Dostoevsky's Crime and Punishment, 50 pieces by 64 characters a step, 8 epochs of Adam; the last tenth is " +
        "judged by.";

    internal override TextSettings Settings => new() { Units = 256, Schedule = new() { Epochs = 8, Batch = 50 }, Optimizer = Adam };

    private protected override string Text => "crime-and-punishment";

    private protected override bool InBits => true;

    private protected override double? Promised => null;

    private protected override double? Published => null;

    private protected override string Source => "";

    private protected override double? Minutes => null;

    private protected override string Prompt => "Раскольников ";
}
