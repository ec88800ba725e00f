using Harmonium.Storage.Training;

namespace Harmonium.Cli.Parsing;

/// <summary>The settings of a classifier's training as options.</summary>
internal sealed class ClassifierOptions : SettingOptionSet<ClassifierTrainingSettings>
{
    private static readonly ClassifierTrainingSettings _usual = new();

    /// <summary>All settings.</summary>
    internal ClassifierOptions()
    {
        Whole("hidden", $"how many hidden units [{_usual.Hidden}]", (s, x) => s with { Hidden = x });
        Objective();
        Regularisation();
        Rates();
        DataAndRun();
    }

    private void Objective()
    {
        Choice("objective", _usual.Objective, "what learning raises", (s, x) => s with { Objective = x });
        Number("generativeWeight", $"the weight of log p(example, label) in a hybrid objective [{_usual.GenerativeWeight}]", (s, x) => s with { GenerativeWeight = x });
        Number("unlabelledWeight", $"the weight of log p(example) where the label is not used [{_usual.UnlabelledWeight}]", (s, x) => s with { UnlabelledWeight = x });
        Whole("labelled", "use the labels of so many examples only, drawn at random [all]", (s, x) => s with { Labelled = x });
        Whole("k", $"Gibbs sweeps a step of the generative part [{_usual.K}]", (s, x) => s with { K = x });
    }

    private void Regularisation()
    {
        Number("inputDropout", $"the share of inputs dropped at each visit [{_usual.InputDropout}]", (s, x) => s with { InputDropout = x });
        Number("hiddenDropout", $"the share of hidden units dropped at each visit [{_usual.HiddenDropout}]", (s, x) => s with { HiddenDropout = x });
        Number("labelSmoothing", $"the share of the target that is spread over all classes [{_usual.LabelSmoothing}]", (s, x) => s with { LabelSmoothing = x });
        Number("adversarialShift", $"how far examples are moved towards the worse before they are learnt from [{_usual.AdversarialShift}]", (s, x) => s with { AdversarialShift = x });
        Number("hiddenBiasDrop", $"what is taken off the gradient of the hidden biases: the sparse variant [{_usual.HiddenBiasDrop}]", (s, x) => s with { HiddenBiasDrop = x });
        Number("l2", $"the weight of ½ Σ w² [{_usual.L2}]", (s, x) => s with { L2 = x });
    }

    private void Rates()
    {
        Whole("epochs", $"how many times every example is visited [{_usual.Epochs}]", (s, x) => s with { Epochs = x });
        Whole("batch", $"examples a step [{_usual.Batch}]", (s, x) => s with { Batch = x });
        Number("learningRate", $"the learning rate at the start; it falls to a hundredth [{_usual.LearningRate}]", (s, x) => s with { LearningRate = x });
        Number("momentum", $"how much of the velocity is kept [{_usual.Momentum}]", (s, x) => s with { Momentum = x });
        Number("averageFrom", $"the share of the training after which parameters are averaged [{_usual.AverageFrom}]", (s, x) => s with { AverageFrom = x });
        Number("weightScale", $"what the range of the first weights is multiplied by [{_usual.WeightScale}]", (s, x) => s with { WeightScale = x });
        Number("hiddenBias", $"the first hidden biases [{_usual.HiddenBias}]", (s, x) => s with { HiddenBias = x });
    }

    private void DataAndRun()
    {
        Choice("binarise", _usual.Binarise, "how grey pixels become black and white", (s, x) => s with { Binarise = x });
        Whole("examples", "learn from so many examples, drawn at random [all]", (s, x) => s with { Examples = x });
        Whole("vocabulary", $"how many words texts are described by [{_usual.Vocabulary}]", (s, x) => s with { Vocabulary = x });
        Number("validation", $"hold out a fraction, or a number of examples, where the data have no validation part [{_usual.Validation}]", (s, x) => s with { Validation = x });
        Whole("patience", "stop after so many epochs without a lower error on the held-out part, and keep the best [make all epochs]", (s, x) => s with { Patience = x });
        Whole("checkpointEvery", $"save a checkpoint after so many epochs [{_usual.CheckpointEvery}]", (s, x) => s with { CheckpointEvery = x });
        Whole("checkpointSteps", "save a checkpoint after so many steps besides [only after epochs]", (s, x) => s with { CheckpointSteps = x });
        Word("labels", "column", "what holds the labels of a table or an archive [found by its name]", (s, x) => s with { Labels = x });
        Word("imageSize", "height x width", "bring every image of a folder to this size, such as 28x28 [all have one size]", (s, x) => s with { ImageSize = x });
        Number("scale", "what every stored value is multiplied by [1, or 1/255 for bytes]", (s, x) => s with { Scale = x });
    }
}
