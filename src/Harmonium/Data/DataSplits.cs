namespace Harmonium.Data;

/// <summary>The splits of a data set: training, validation and test.</summary>
/// <param name="Train">The training split.</param>
/// <param name="Validation">The validation split; null for none.</param>
/// <param name="Test">The test split; null for none.</param>
public sealed record DataSplits(Dataset Train, Dataset? Validation, Dataset? Test);
