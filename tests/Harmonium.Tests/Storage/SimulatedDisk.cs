using Harmonium.Storage.Files;

namespace Harmonium.Tests.Storage;

/// <summary>
/// A disk in memory that separates flushed from unflushed data, counts the calls, and can simulate a failure or a power failure
/// at one of them.
/// </summary>
internal sealed class SimulatedDisk : FileStore
{
    private readonly Dictionary<string, SimulatedFile> _names = new(StringComparer.Ordinal);
    private Dictionary<string, SimulatedFile> _syncedNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal) { "/" };
    private readonly HashSet<string> _locked = new(StringComparer.Ordinal);
    private bool _isOff;

    /// <summary>The number of calls so far.</summary>
    public int Calls { get; private set; }

    /// <summary>The call, counted from 1, that fails once with an IOException.</summary>
    public int FailAt { get; set; }

    /// <summary>The call at which the power fails, before it has any effect; a write is half done.</summary>
    public int CutAt { get; init; }

    public override Stream OpenRead(string path)
    {
        Count();
        return new MemoryStream([.. Find(path).Bytes], writable: false);
    }

    public override Stream Create(string path)
    {
        Count();
        RequireFolderOf(path);
        SimulatedFile file = new();
        _names[path] = file;
        return new SimulatedStream(this, file);
    }

    public override Stream OpenAppend(string path, long length)
    {
        Count();
        RequireFolderOf(path);
        if (!_names.TryGetValue(path, out SimulatedFile? file))
            _names[path] = file = new SimulatedFile();
        if (file.Bytes.Count > length)
            file.Bytes.RemoveRange((int)length, file.Bytes.Count - (int)length);
        return new SimulatedStream(this, file);
    }

    public override void FlushToDisk(Stream file)
    {
        Count();
        SimulatedFile flushed = ((SimulatedStream)file).File;
        flushed.FlushedBytes = [.. flushed.Bytes];
    }

    public override void Rename(string from, string to)
    {
        Count();
        _names[to] = Find(from);
        _names.Remove(from);
    }

    public override void SyncFolder(string folder)
    {
        Count();
        foreach (string path in _syncedNames.Keys.Union(_names.Keys).Where(path => Path.GetDirectoryName(path) == folder).ToArray())
        {
            if (_names.TryGetValue(path, out SimulatedFile? file))
                _syncedNames[path] = file;
            else
                _syncedNames.Remove(path);
        }
    }

    public override void Delete(string path)
    {
        Count();
        _names.Remove(path);
    }

    public override void CreateFolder(string path)
    {
        Count();
        RequireFolderOf(path);
        _folders.Add(path);
    }

    public override IReadOnlyList<string> List(string folder)
    {
        Count();
        return [.. _names.Keys.Concat(_folders).Where(path => Path.GetDirectoryName(path) == folder).Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal)];
    }

    public override bool FileExists(string path) => _names.ContainsKey(path);

    public override bool FolderExists(string path) => _folders.Contains(path);

    public override bool IsLink(string path) => false;

    public override IDisposable? TryLock(string path)
    {
        Count();
        RequireFolderOf(path);
        _names.TryAdd(path, new SimulatedFile());
        return _locked.Add(path) ? new Release(() => _locked.Remove(path)) : null;
    }

    /// <summary>Returns the disk as the next program finds it. Folders survive; locks do not.</summary>
    public SimulatedDisk Restarted(Survival survival)
    {
        SimulatedDisk disk = new();
        disk._folders.UnionWith(_folders);
        foreach ((string path, SimulatedFile file) in survival == Survival.Nothing ? _syncedNames : _names)
            disk._names[path] = file.After(survival);
        disk._syncedNames = new Dictionary<string, SimulatedFile>(disk._names, StringComparer.Ordinal);
        return disk;
    }

    public byte[] BytesOf(string path) => [.. _names[path].Bytes];

    public IEnumerable<string> Paths => _names.Keys;

    internal void Write(SimulatedFile file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            Count();
        }
        catch
        {
            file.Bytes.AddRange(bytes[..(bytes.Length / 2)]); // a failed write is often partially done
            throw;
        }

        file.Bytes.AddRange(bytes);
    }

    private void Count()
    {
        Calls++;
        _isOff |= Calls == CutAt;
        if (_isOff)
            throw new PowerCutException();
        if (Calls == FailAt)
            throw new IOException("The simulated disk failed.");
    }

    private SimulatedFile Find(string path) => _names.TryGetValue(path, out SimulatedFile? file) ? file : throw new FileNotFoundException(path);

    private void RequireFolderOf(string path)
    {
        if (!_folders.Contains(Path.GetDirectoryName(path)!))
            throw new DirectoryNotFoundException(path);
    }

    private sealed class Release(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
