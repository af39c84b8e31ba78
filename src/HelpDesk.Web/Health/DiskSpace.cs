using System.Globalization;
using HelpDesk.Attachments.Store;
using HelpDesk.Storage;

namespace HelpDesk.Web.Health;

/// <summary>The disks that we write to, before they are full.</summary>
internal sealed class DiskSpace(Database database, FileStore files)
{
    /// <summary>Bytes below which health says so: a day's messages with files of a small desk.</summary>
    public const long Low = 256L * 1024 * 1024;

    /// <summary>Folder and free bytes where it is low; null where nothing is.</summary>
    public (string Folder, string Free)? LowOne()
    {
        foreach (var folder in new[] { Path.GetDirectoryName(database.SqliteFile), files.Folder }.OfType<string>().Where(Directory.Exists))
        {
            try
            {
                var free = new DriveInfo(folder).AvailableFreeSpace;
                if (free < Low)
                {
                    return (folder, (free / (1024 * 1024)).ToString(CultureInfo.InvariantCulture));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                // A mount that says nothing of itself: the writing probe tells whether it can be written.
            }
        }

        return null;
    }
}
