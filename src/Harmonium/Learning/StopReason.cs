namespace Harmonium.Learning;

/// <summary>Why a training came to its end.</summary>
public enum StopReason
{
    /// <summary>All epochs were made.</summary>
    Completed,

    /// <summary>An observer had seen enough, such as early stopping.</summary>
    StoppedEarly,

    /// <summary>Someone asked to stop; the training can go on later.</summary>
    Canceled,
}
