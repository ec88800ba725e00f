using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>Classification RBM on 20 Newsgroups, trained by the hybrid objective (Larochelle &amp; Bengio 2008, table 2: 23.8 %).</summary>
internal sealed class ClassifierRbmHybrid20Newsgroups : ClassifierRecipe
{
    /// <inheritdoc/>
    public override string Id => "classifier-rbm-hybrid-20newsgroups";

    /// <inheritdoc/>
    public override string Title => "Hybrid classification RBM on 20 Newsgroups";

    /// <inheritdoc/>
    public override string Summary =>
        "The inputs are binary indicators of the 5,000 words that occur in most training messages, with the published by-date split and all headers except " +
        "that of the group. 500 hidden units are trained on log p(group | message) + 0.01 log p(message, group). The gradient of the first term is exact, " +
        "with dropout of six tenths of the words; that of the second is estimated by CD-1. Training takes 30 epochs in batches of 100, with Nesterov's " +
        "momentum, a falling learning rate and averaged weights at the end.";

    private protected override string DataName => "20newsgroups";

    private protected override double Published => 0.238;

    private protected override string Source => "Larochelle & Bengio 2008, table 2";

    internal override ClassifierRbmSettings Settings => new()
    {
        Hidden = 500,
        GenerativeWeight = 0.01,
        InputDropout = 0.6,
        Schedule = new() { Epochs = 30, Batch = 100 },
        Optimizer = new() { Optimizer = OptimizerKind.Nesterov, LearningRate = 0.5, Momentum = 0.9, AverageFrom = 0.7 },
    };
}
