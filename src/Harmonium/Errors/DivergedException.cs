namespace Harmonium.Errors;

/// <summary>A training left the numbers: its parameters are not finite any more, or far too large.</summary>
public sealed class DivergedException : Exception
{
    /// <summary>Says at which step and what to do.</summary>
    public DivergedException(long step, string message)
        : base(message) => Step = step;

    /// <summary>The step, from 1, after which the parameters were bad.</summary>
    public long Step { get; }
}
