namespace Harmonium.Learning;

/// <summary>A stage of a training that begins, or that has ended.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Count">How many stages there are.</param>
/// <param name="FirstStep">The steps of the training before it begins; after its end, the steps with those of the stage.</param>
/// <param name="Epochs">How many epochs it takes.</param>
/// <param name="ExamplesPerEpoch">How many examples an epoch visits.</param>
/// <param name="Learner">Who learns.</param>
/// <param name="Stopping">What may end it early; null for nothing.</param>
public sealed record StageStart(string Name, int Number, int Count, long FirstStep, int Epochs, int ExamplesPerEpoch, Learner Learner, EarlyStopping? Stopping);
