using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace HelpDesk.Storage.Tests;

/// <summary>A small file system of its own, to be filled and made read-only. Needs root, as CI is.</summary>
internal sealed class Tmpfs : IDisposable
{
    private readonly string filler;

    public Tmpfs(int megabytes)
    {
        Folder = Directory.CreateTempSubdirectory("helpdesk-tmpfs-").FullName;
        filler = Path.Combine(Folder, "filler");
        Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", Folder);
    }

    public string Folder { get; }

    /// <summary>Until not one more byte fits.</summary>
    public void Fill()
    {
        using var file = new FileStream(filler, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var block = new byte[64 * 1024];
        for (var size = block.Length; size > 0; size = size == 1 ? 0 : size / 16)
        {
            try
            {
                while (true)
                {
                    file.Write(block, 0, size);
                }
            }
            catch (IOException) when (size >= 1)
            {
                // Full for this size: a smaller one may still fit.
            }
        }
    }

    public void Free() => File.Delete(filler);

    public void ReadOnly(bool readOnly) => Run("mount", "-o", readOnly ? "remount,ro" : "remount,rw", Folder);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Run("umount", "-l", Folder);
        Directory.Delete(Folder);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}. These tests mount a small file system and must run as root.");
        }
    }
}
