using Harmonium.Learning;

namespace Harmonium.Storage.Training;

/// <summary>Whether the settings of a classifier's training make sense, each in its range.</summary>
internal sealed class ClassifierSettingsCheck(ClassifierTrainingSettings settings)
{
    internal void Run()
    {
        foreach ((string name, int? value, int least) in Counts())
            Require(name, value ?? least, (value ?? least) >= least, $"a whole number of at least {least}");
        foreach ((string name, double value) in (ReadOnlySpan<(string, double)>)
            [
                ("generativeWeight", settings.GenerativeWeight), ("unlabelledWeight", settings.UnlabelledWeight), ("adversarialShift", settings.AdversarialShift),
                ("hiddenBiasDrop", settings.HiddenBiasDrop), ("l2", settings.L2), ("weightScale", settings.WeightScale), ("validation", settings.Validation),
            ])
            Require(name, value, value >= 0 && double.IsFinite(value), "a finite number, 0 or above");
        foreach ((string name, double value) in (ReadOnlySpan<(string, double)>)
            [
                ("inputDropout", settings.InputDropout), ("hiddenDropout", settings.HiddenDropout), ("labelSmoothing", settings.LabelSmoothing),
                ("momentum", settings.Momentum), ("averageFrom", settings.AverageFrom ?? 0),
            ])
            Require(name, value, value is >= 0 and < 1, "a number from 0 to below 1");
        Require("learningRate", settings.LearningRate, settings.LearningRate > 0 && double.IsFinite(settings.LearningRate), "a finite number above 0");
        Require("hiddenBias", settings.HiddenBias, double.IsFinite(settings.HiddenBias), "a finite number");
        if (settings is { Objective: ClassifierObjective.Generative, Labelled: not null })
            throw new ConfigurationException("labelled", "A generative objective has no use for examples without a label. Take a hybrid objective, whose unlabelledWeight says how much they weigh.");
        if (settings.Scale is { } scale)
            Require("scale", scale, scale > 0 && double.IsFinite(scale), "a finite number above 0");
        _ = settings.DataOptions;
    }

    private static void Require(string setting, double value, bool holds, string expected)
    {
        if (!holds)
            throw new ConfigurationException(setting, $"It is {value}; expected is {expected}.");
    }

    private (string Name, int? Value, int Least)[] Counts() =>
    [
        ("hidden", settings.Hidden, 1), ("labelled", settings.Labelled, 1), ("k", settings.K, 1), ("epochs", settings.Epochs, 0), ("batch", settings.Batch, 1),
        ("patience", settings.Patience, 1), ("checkpointEvery", settings.CheckpointEvery, 1), ("checkpointSteps", settings.CheckpointSteps, 1),
        ("examples", settings.Examples, 1), ("vocabulary", settings.Vocabulary, 1),
    ];
}
