using System.Text;
using Harmonium.Storage.Files;

namespace Harmonium.Storage.Folders;

/// <summary>
/// Locks a run folder for one process. This is a lock of the operating system on <c>run.lock</c>, released when the process ends in any
/// way. The owner is recorded in a separate file, <c>run.holder</c>, because a locked file cannot be read on Windows.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private const string LockName = "run.lock";
    private const string HolderName = "run.holder";
    private const int LongestHolder = 1024;
    private const int Attempts = 5;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    private readonly IDisposable _held;

    private RunLock(IDisposable held) => _held = held;

    public void Dispose() => _held.Dispose();

    /// <summary>Returns true if a process currently locks a run.</summary>
    internal static bool IsHeld(ContainedFolder folder, FileStore files)
    {
        if (!files.FileExists(folder.PathOf(LockName)))
            return false;
        try
        {
            using IDisposable? held = files.TryLock(folder.PathOf(LockName));
            return held is null;
        }
        catch (Exception exception) when (StorageException.IsDiskTrouble(exception))
        {
            return false; // a run on a read-only disk cannot be training; the state of another user's run is unknown
        }
    }

    internal static RunLock Acquire(ContainedFolder folder, FileStore files)
    {
        IDisposable? held = TryHold(folder, files);
        for (int attempt = 1; held is null && attempt < Attempts; attempt++)
        {
            Thread.Sleep(_pause); // a viewer that checks the lock takes it for a moment
            held = TryHold(folder, files);
        }

        if (held is null)
        {
            throw new StorageException(folder.Root,
                $"The run {Quotation.Of(folder.Root)} is in use by {Holder(folder, files)}. Wait until it ends, stop it, or use another folder.");
        }

        try
        {
            byte[] text = Encoding.UTF8.GetBytes($"process {Environment.ProcessId} on {Environment.MachineName}\n");
            files.Replace(folder.PathOf(HolderName), file => file.Write(text));
            return new RunLock(held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static IDisposable? TryHold(ContainedFolder folder, FileStore files)
    {
        string path = folder.PathOf(LockName);
        try
        {
            return files.TryLock(path);
        }
        catch (Exception exception) when (StorageException.IsDiskTrouble(exception))
        {
            throw StorageException.While("lock", path, exception);
        }
    }

    private static string Holder(ContainedFolder folder, FileStore files)
    {
        try
        {
            string text = Encoding.UTF8.GetString(files.ReadAll(folder.PathOf(HolderName), LongestHolder)).Trim();
            return text.StartsWith("process ", StringComparison.Ordinal) ? Quotation.Of(text).Trim('\'') : "another process";
        }
        catch (StorageException)
        {
            return "another process"; // it has the lock but has not written its name yet
        }
    }
}
