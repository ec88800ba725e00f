namespace Harmonium.Learning;

/// <summary>A step that was made.</summary>
/// <param name="Time">Where the training stands after it.</param>
/// <param name="Learner">Who learns.</param>
/// <param name="Report">What the step told of itself.</param>
public sealed record TrainingStep(TrainingTime Time, Learner Learner, StepReport Report);
