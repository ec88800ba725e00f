namespace Harmonium.Learning;

/// <summary>The report of one training step.</summary>
/// <param name="LargestParameter">The largest magnitude among the parameters; not finite if any parameter is not.</param>
/// <param name="LearningRate">The learning rate of the step; with line searches, the length of the last search.</param>
public readonly record struct StepReport(float LargestParameter, double LearningRate);
