using Harmonium.Storage.Files;

namespace Harmonium.Storage.Folders;

/// <summary>The options of <see cref="RunFolder"/>.</summary>
internal sealed record RunFolderOptions
{
    /// <summary>The default options.</summary>
    public static RunFolderOptions Default { get; } = new();

    /// <summary>The number of checkpoints to keep, at least 1; 2 by default, so that one remains if the newest is damaged.</summary>
    public int KeepCheckpoints { get; init; } = 2;

    /// <summary>The file store of the folder; the disks of this computer by default.</summary>
    public FileStore Files { get; init; } = FileStore.Disk;
}
