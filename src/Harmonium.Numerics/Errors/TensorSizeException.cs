namespace Harmonium.Numerics.Errors;

/// <summary>Thrown when a tensor would have more elements than an array can hold.</summary>
/// <param name="message">The message, with the shape and the limit.</param>
public sealed class TensorSizeException(string message) : ArgumentException(message);
