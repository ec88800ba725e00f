namespace Harmonium.Storage.Folders;

/// <summary>Where a run stands.</summary>
public enum RunState
{
    /// <summary>Training, or ended without a chance to say so.</summary>
    Running,

    /// <summary>Reached its last step.</summary>
    Done,

    /// <summary>Stopped by the user; it can be resumed.</summary>
    Interrupted,

    /// <summary>Stopped because the weights exploded or became NaN.</summary>
    Diverged,

    /// <summary>Ended by an error.</summary>
    Failed,
}
