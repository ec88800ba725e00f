namespace Harmonium.Errors;

/// <summary>The exception thrown when training diverges: parameters are no longer finite, or are far too large.</summary>
public sealed class DivergedException : Exception
{
    /// <summary>Creates an exception for a step. The message says what to do.</summary>
    public DivergedException(long step, string message)
        : base(message) => Step = step;

    /// <summary>The step, counted from 1, after which the parameters were invalid.</summary>
    public long Step { get; }
}
