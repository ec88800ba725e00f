namespace Harmonium.Storage.Folders;

/// <summary>The state of a run.</summary>
internal enum RunState
{
    /// <summary>Training, or ended without updating the state.</summary>
    Running,

    /// <summary>Completed.</summary>
    Done,

    /// <summary>Stopped by the user. The run can be resumed.</summary>
    Interrupted,

    /// <summary>Stopped because the weights diverged.</summary>
    Diverged,

    /// <summary>Ended with an error.</summary>
    Failed,
}
