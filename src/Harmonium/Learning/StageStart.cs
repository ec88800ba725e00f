namespace Harmonium.Learning;

/// <summary>A stage of a training that begins or has ended.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="Number">The stage's number, counted from 0.</param>
/// <param name="Count">The number of stages.</param>
/// <param name="FirstStep">The number of steps before the stage when it begins; the number including its steps when it has ended.</param>
/// <param name="Epochs">The number of epochs of the stage.</param>
/// <param name="ExamplesPerEpoch">The number of examples per epoch.</param>
/// <param name="Learner">The learner that is trained.</param>
/// <param name="Stopping">The early stopping of the stage; null for none.</param>
public sealed record StageStart(string Name, int Number, int Count, long FirstStep, int Epochs, int ExamplesPerEpoch, Learner Learner, EarlyStopping? Stopping);
