using System.Diagnostics;

namespace HelpDesk.Attachments.Reading;

/// <summary>How a command ended: its exit code and the first part of what it wrote.</summary>
internal sealed record CommandEnd(int ExitCode, string Output, string Errors);

/// <summary>
/// Runs a program under limits that the kernel keeps, by <c>prlimit</c> of util-linux, which every Debian has. No shell stands
/// between: arguments reach the program as they are. The program sees nothing of this process's environment.
/// </summary>
internal sealed class LimitedCommand(string program, string searchPath, long memory, int longestOutput)
{
    private const string Limiter = "/usr/bin/prlimit";
    private const int LongestErrors = 2_000;

    /// <summary>What a program may write to files, in bytes; tesseract writes to its output only.</summary>
    private const int LongestFile = 16 * 1024 * 1024;

    /// <summary>The program in one of the folders of <paramref name="searchPath"/>; null where it is in none, or this machine cannot limit it.</summary>
    public static string? Find(string name, string searchPath) =>
        !File.Exists(Limiter) ? null : searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.GetFullPath(Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    /// <summary>Runs it to its end. When told to stop, kills it with all that it has started.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public async Task<CommandEnd> RunAsync(IEnumerable<string> arguments, string folder, CancellationToken stop)
    {
        using var process = new Process { StartInfo = Start(arguments, folder) };
        process.Start();
        try
        {
            process.StandardInput.Close();
            var output = ReadAsync(process.StandardOutput, longestOutput, stop);
            var errors = ReadAsync(process.StandardError, LongestErrors, stop);

            // A read of a pipe cannot always be cancelled, so it is not waited for longer than allowed.
            await Task.WhenAll(output, errors).WaitAsync(stop);
            await process.WaitForExitAsync(stop);
            return new CommandEnd(process.ExitCode, await output, await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private ProcessStartInfo Start(IEnumerable<string> arguments, string folder)
    {
        IEnumerable<string> limits = [$"--as={memory}", $"--fsize={LongestFile}", "--core=0", "--", program];
        var start = new ProcessStartInfo(Limiter, limits.Concat(arguments))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = searchPath;
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        if (Environment.GetEnvironmentVariable("TESSDATA_PREFIX") is { } data)
        {
            start.Environment["TESSDATA_PREFIX"] = data;
        }

        return start;
    }

    /// <summary>The first part; the rest is read and dropped, so that the program does not wait for a reader.</summary>
    private static async Task<string> ReadAsync(StreamReader from, int longest, CancellationToken stop)
    {
        var kept = new System.Text.StringBuilder();
        var part = new char[4096];
        for (int count; (count = await from.ReadAsync(part, stop)) > 0;)
        {
            kept.Append(part, 0, Math.Min(count, longest - kept.Length));
        }

        return kept.ToString();
    }
}
