namespace Harmonium.Learning;

/// <summary>A completed step.</summary>
/// <param name="Time">The training time after the step.</param>
/// <param name="Learner">The learner that is trained.</param>
/// <param name="Report">The report of the step.</param>
public sealed record TrainingStep(TrainingTime Time, Learner Learner, StepReport Report);
