using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>Classification RBM on 20 Newsgroups by the hybrid objective (Larochelle &amp; Bengio 2008, table 2: 23.8 %).</summary>
public sealed class ClassifierRbmHybrid20Newsgroups : ClassifierRecipe
{
    /// <inheritdoc/>
    public override string Id => "classifier-rbm-hybrid-20newsgroups";

    /// <inheritdoc/>
    public override string Title => "Hybrid classification RBM on 20 Newsgroups";

    /// <inheritdoc/>
    public override string Summary =>
        "Which of the 5,000 words of most training messages a message has, by-date split as published, headers other than the group's included. 500 hidden " +
            "units, log p(group | message) + 0.01 log p(message, group), the first exactly with six tenths of the words dropped at each visit, the second by " +
            "CD-1; 30 epochs in batches of 100 with Nesterov's momentum at a falling rate, the last part averaged.";

    private protected override string DataName => "20newsgroups";

    private protected override double Published => 0.238;

    private protected override string Source => "Larochelle & Bengio 2008, table 2";

    internal override ClassifierRbmSettings Settings => new()
    {
        Hidden = 500,
        GenerativeWeight = 0.01,
        InputDropout = 0.6,
        Schedule = new() { Epochs = 30 },
        Optimizer = new() { Optimizer = OptimizerKind.Nesterov, LearningRate = 0.5, Momentum = 0.9, AverageFrom = 0.7 },
    };
}
