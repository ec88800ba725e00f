namespace Harmonium.Data;

/// <summary>A data set cut into what is learned from, what decides when to stop, and what is judged on.</summary>
/// <param name="Train">What is learned from.</param>
/// <param name="Validation">What decides when to stop, where there is such a part.</param>
/// <param name="Test">What is judged on, where there is such a part.</param>
public sealed record DataSplits(Dataset Train, Dataset? Validation, Dataset? Test);
