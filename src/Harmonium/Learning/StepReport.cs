namespace Harmonium.Learning;

/// <summary>What a step tells of itself.</summary>
/// <param name="LargestParameter">The largest magnitude among the parameters; not finite if any is not.</param>
/// <param name="LearningRate">The learning rate of the step; with line searches the length of the last.</param>
public readonly record struct StepReport(float LargestParameter, double LearningRate);
