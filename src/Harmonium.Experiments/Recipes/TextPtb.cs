using Harmonium.Runs.Kinds.Networks;

namespace Harmonium.Experiments.Recipes;

/// <summary>Characters of the Penn Treebank (Mikolov et al. 2012: 1.41 bits for a multiplicative network with Hessian-free training).</summary>
internal sealed class TextPtb : TextRecipe
{
    /// <inheritdoc/>
    public override string Id => "text-ptb";

    /// <inheritdoc/>
    public override string Title => "Characters of the Penn Treebank";

    /// <inheritdoc/>
    public override string Summary =>
        "An LSTM of 512 units reads 32 pieces of 100 characters per step, for 10 epochs of Adam: a budget of half an hour. The test split is that of Mikolov.";

    internal override TextSettings Settings => new()
    {
        Units = 512,
        Window = 100,
        Dropout = 0.1,
        Schedule = new() { Epochs = 10, Batch = 32 },
        Optimizer = Adam with { LearningRate = 0.002, FinalLearningRate = 0.00005 },
    };

    private protected override string Text => "penn-treebank";

    private protected override bool InBits => true;

    private protected override double? Promised => 1.41;

    private protected override double? Published => 1.41;

    private protected override string Source => "Mikolov et al. 2012, HF-MRNN";

    private protected override double? Minutes => null;

    private protected override string Prompt => " the company ";
}
