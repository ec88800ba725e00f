namespace Harmonium.Errors;

/// <summary>Examples that a model cannot take: they have another number of columns, or values that its visible units never have.</summary>
/// <param name="message">What was found, what was expected, and what to do.</param>
public sealed class UnfitDataException(string message) : ArgumentException(message);
