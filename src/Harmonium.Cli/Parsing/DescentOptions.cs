using Harmonium.Storage.Training;

namespace Harmonium.Cli.Parsing;

/// <summary>The settings that all networks share, as options.</summary>
internal static class DescentOptions
{
    /// <summary>Adds them to a list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="usual">The defaults, for help.</param>
    internal static void AddTo<TSettings>(SettingList<TSettings> list, TSettings usual)
        where TSettings : DescentSettings
    {
        list.Whole("epochs", $"how many times everything is visited [{usual.Epochs}]", (s, x) => (TSettings)(s with { Epochs = x }));
        list.Whole("batch", $"examples, or pieces of text, a step [{usual.Batch}]", (s, x) => (TSettings)(s with { Batch = x }));
        list.Choice("optimiser", usual.Optimiser, "how parameters move along the gradient; cg and lbfgs, for mlp and lenet, by line searches on large batches", (s, x) => (TSettings)(s with { Optimiser = x }));
        list.Number("learningRate", $"the learning rate [{usual.LearningRate}]", (s, x) => (TSettings)(s with { LearningRate = x }));
        list.Choice("learningRateCourse", usual.LearningRateCourse, "how it changes", (s, x) => (TSettings)(s with { LearningRateCourse = x }));
        list.Number("finalLearningRate", "where a linear, exponential or cosine course ends [a hundredth of the first]", (s, x) => (TSettings)(s with { FinalLearningRate = x }));
        list.Number("momentum", $"how much of the velocity is kept [{usual.Momentum}]", (s, x) => (TSettings)(s with { Momentum = x }));
        list.Number("l1", $"the weight of Σ |w| [{usual.L1}]", (s, x) => (TSettings)(s with { L1 = x }));
        list.Number("l2", $"the weight of ½ Σ w² [{usual.L2}]", (s, x) => (TSettings)(s with { L2 = x }));
        list.Number("maximumNorm", "the largest length of a unit's incoming weights [no limit]", (s, x) => (TSettings)(s with { MaximumNorm = x }));
        list.Number("gradientNorm", usual.GradientNorm is { } norm ? $"the largest length of the gradient [{norm}]" : "the largest length of the gradient [no limit]", (s, x) => (TSettings)(s with { GradientNorm = x }));
        list.Number("averageFrom", "the share of the training after which parameters are averaged [no averaging]", (s, x) => (TSettings)(s with { AverageFrom = x }));
        list.Whole("patience", "stop after so many epochs without improvement on what is held out, and keep the best [make all epochs]", (s, x) => (TSettings)(s with { Patience = x }));
        list.Whole("checkpointEvery", $"save a checkpoint after so many epochs [{usual.CheckpointEvery}]", (s, x) => (TSettings)(s with { CheckpointEvery = x }));
        list.Whole("checkpointSteps", "save a checkpoint after so many steps besides [only after epochs]", (s, x) => (TSettings)(s with { CheckpointSteps = x }));
    }
}
