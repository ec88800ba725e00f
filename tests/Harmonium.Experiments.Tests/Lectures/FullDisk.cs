using Harmonium.Storage.Files;

namespace Harmonium.Experiments.Tests.Lectures;

/// <summary>The disk of this computer after its last byte was used: files can be created but not written.</summary>
internal sealed class FullDisk : FileStore
{
    // The code of the operating system: ENOSPC on Unix, ERROR_DISK_FULL on Windows.
    private static readonly int _full = OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28;

    public override Stream OpenRead(string path) => Disk.OpenRead(path);

    public override Stream Create(string path)
    {
        Disk.Create(path).Dispose();
        return new FullStream();
    }

    public override Stream OpenAppend(string path, long length) => throw new NotSupportedException();

    public override void FlushToDisk(Stream file) => throw new IOException("No space left on device", _full);

    public override void Rename(string from, string to) => Disk.Rename(from, to);

    public override void SyncFolder(string folder)
    {
    }

    public override void Delete(string path) => Disk.Delete(path);

    public override void CreateFolder(string path) => Disk.CreateFolder(path);

    public override IReadOnlyList<string> List(string folder) => Disk.List(folder);

    public override bool FileExists(string path) => Disk.FileExists(path);

    public override bool FolderExists(string path) => Disk.FolderExists(path);

    public override bool IsLink(string path) => Disk.IsLink(path);

    public override IDisposable? TryLock(string path) => Disk.TryLock(path);

    private sealed class FullStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("No space left on device", _full);

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device", _full);
    }
}
