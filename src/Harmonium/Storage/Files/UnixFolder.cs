using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Harmonium.Storage.Files;

/// <summary>
/// Flushes a folder, without which a rename is not safe from a power failure. .NET cannot open a folder, so this calls the C library.
/// The call uses no variable arguments (no file is created), so it is the same on every Unix.
/// </summary>
internal static class UnixFolder
{
    private const int ReadOnly = 0;

    internal static void Sync(string folder)
    {
        int descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly);
        if (descriptor < 0)
            throw new IOException($"The folder {Quotation.Of(folder)} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}.",
                Marshal.GetLastPInvokeError());
        using SafeFileHandle handle = new(descriptor, ownsHandle: true);
        RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);
}
