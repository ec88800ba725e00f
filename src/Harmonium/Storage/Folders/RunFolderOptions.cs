using Harmonium.Storage.Files;

namespace Harmonium.Storage.Folders;

/// <summary>How a run folder is kept.</summary>
public sealed record RunFolderOptions
{
    /// <summary>The defaults.</summary>
    public static RunFolderOptions Default { get; } = new();

    /// <summary>How many checkpoints are kept, at least 1; 2 by default, so that there is one to fall back on.</summary>
    public int KeepCheckpoints { get; init; } = 2;

    /// <summary>Where the folder lies; the disks of this machine by default.</summary>
    public FileStore Files { get; init; } = FileStore.Disk;
}
