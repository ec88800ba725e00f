using Harmonium.Runs.Kinds.Networks;

namespace Harmonium.Experiments.Recipes;

/// <summary>A network trained on Crime and Punishment in Russian, which then generates text.</summary>
internal sealed class TextRussian : TextRecipe
{
    /// <inheritdoc/>
    public override string Id => "text-russian";

    /// <inheritdoc/>
    public override string Title => "Russian prose";

    /// <inheritdoc/>
    public override string Summary =>
        "An LSTM of 256 units learns Dostoevsky's Crime and Punishment, with 50 pieces of 64 characters per step, for 8 epochs of Adam. It is tested on " +
        "the last tenth of the text.";

    internal override TextSettings Settings => new() { Units = 256, Schedule = new() { Epochs = 8, Batch = 50 }, Optimizer = Adam };

    private protected override string Text => "crime-and-punishment";

    private protected override bool InBits => true;

    private protected override double? Promised => null;

    private protected override double? Published => null;

    private protected override string Source => "";

    private protected override double? Minutes => null;

    private protected override string Prompt => "Раскольников ";
}
