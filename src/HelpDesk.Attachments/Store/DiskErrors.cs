namespace HelpDesk.Attachments.Store;

/// <summary>Which I/O errors mean that there is no room: .NET gives the system's own number in HResult.</summary>
internal static class DiskErrors
{
    private const int NoSpace = 28; // ENOSPC
    private const int LinuxQuota = 122; // EDQUOT
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    public static bool IsFull(Exception error) => error.HResult is NoSpace or LinuxQuota or WindowsDiskFull or WindowsHandleDiskFull;
}
