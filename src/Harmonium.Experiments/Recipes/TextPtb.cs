using Harmonium.Runs.Kinds.Networks;

namespace Harmonium.Experiments.Recipes;

/// <summary>Characters of the Penn Treebank (Mikolov et al. 2012: 1.41 bits for the multiplicative network trained Hessian-free).</summary>
public sealed class TextPtb : TextRecipe
{
    /// <inheritdoc/>
    public override string Id => "text-ptb";

    /// <inheritdoc/>
    public override string Title => "Characters of the Penn Treebank";

    /// <inheritdoc/>
    public override string Summary =>
        "512 units of long short-term memory, 32 pieces by 100 characters a step, 10 epochs of Adam: a budget of half an hour; Mikolov's test part is " +
        "judged by.";

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
