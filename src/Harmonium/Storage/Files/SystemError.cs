namespace Harmonium.Storage.Files;

/// <summary>
/// Identifies the cause of an <see cref="IOException"/>. .NET has no exception types for these causes. The operating system's code is in
/// <see cref="Exception.HResult"/>: errno on Unix, a Win32 code with the high word 0x8007 on Windows.
/// </summary>
internal static class SystemError
{
    internal static bool IsDiskFull(Exception exception) => OperatingSystem.IsWindows()
        ? exception.HResult is unchecked((int)0x80070070) or unchecked((int)0x80070027)
        : exception.HResult == 28 || exception.HResult == (OperatingSystem.IsMacOS() ? 69 : 122);

    internal static bool IsReadOnly(Exception exception) => OperatingSystem.IsWindows()
        ? exception.HResult == unchecked((int)0x80070013)
        : exception.HResult == 30;

    internal static bool IsHeldByAnother(Exception exception) => OperatingSystem.IsWindows()
        ? exception.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021)
        : exception.HResult == (OperatingSystem.IsMacOS() ? 35 : 11);
}
