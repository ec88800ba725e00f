namespace Harmonium.Learning;

/// <summary>Why a training stopped.</summary>
public enum StopReason
{
    /// <summary>All epochs were completed.</summary>
    Completed,

    /// <summary>An observer, such as early stopping, stopped the training.</summary>
    StoppedEarly,

    /// <summary>The training was canceled. It can be resumed later.</summary>
    Canceled,
}
