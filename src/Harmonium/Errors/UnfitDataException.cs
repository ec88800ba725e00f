namespace Harmonium.Errors;

/// <summary>
/// The exception thrown when examples do not fit a model: they have a different number of columns, or values that its visible units cannot take.
/// </summary>
/// <param name="message">What was found, what was expected, and what to do.</param>
public sealed class UnfitDataException(string message) : ArgumentException(message);
