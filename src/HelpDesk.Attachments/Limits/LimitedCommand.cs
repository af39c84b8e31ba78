using System.Diagnostics;

namespace HelpDesk.Attachments.Limits;

/// <summary>How a command ended: its exit code (over 128: killed) and the first part of what it wrote.</summary>
internal sealed record CommandEnd(int ExitCode, byte[] Output, string Errors)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Output);
}

/// <summary>What a command may take.</summary>
/// <param name="Memory">Bytes of its address space; where it is a runtime, which reserves far more than it ever uses, of what it can write to.</param>
/// <param name="LongestOutput">Bytes of its output that are kept.</param>
/// <param name="ProcessorSeconds">Null: as long as it is let run.</param>
/// <param name="Variables">Its environment, beside the path and the language.</param>
internal sealed record CommandLimits(long Memory, int LongestOutput, int? ProcessorSeconds, IReadOnlyDictionary<string, string> Variables, bool IsRuntime = false);

/// <summary>
/// Runs a program under limits that the kernel keeps, by <c>prlimit</c> of util-linux, which every Debian has. No shell stands
/// between: arguments reach the program as they are. The program sees nothing of this process's environment. On a machine without
/// it (Windows) a program still runs apart and is ended when told so.
/// </summary>
internal sealed class LimitedCommand(string program, string searchPath, CommandLimits limits)
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
    /// <param name="input">Handed to its standard input; it need not read it.</param>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public async Task<CommandEnd> RunAsync(IEnumerable<string> arguments, string folder, CancellationToken stop, ReadOnlyMemory<byte> input = default)
    {
        using var process = new Process { StartInfo = Start(arguments, folder) };
        process.Start();
        try
        {
            var output = ReadAsync(process.StandardOutput.BaseStream, limits.LongestOutput, stop);
            var errors = ReadAsync(process.StandardError.BaseStream, LongestErrors, stop);
            var given = WriteAsync(process.StandardInput, input, stop);

            // A read of a pipe cannot always be cancelled, so it is not waited for longer than allowed.
            await Task.WhenAll(output, errors, given).WaitAsync(stop);
            await process.WaitForExitAsync(stop);
            return new CommandEnd(process.ExitCode, await output, System.Text.Encoding.UTF8.GetString(await errors));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private ProcessStartInfo Start(IEnumerable<string> arguments, string folder)
    {
        var time = limits.ProcessorSeconds is { } seconds ? (string[])[$"--cpu={seconds}:{seconds + 1}"] : [];
        var start = File.Exists(Limiter)
            ? new ProcessStartInfo(Limiter, [$"--{(limits.IsRuntime ? "data" : "as")}={limits.Memory}", $"--fsize={LongestFile}", "--core=0", .. time, "--", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        (start.WorkingDirectory, start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (folder, true, true, true);
        start.Environment.Clear();
        start.Environment["PATH"] = searchPath;
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (name, value) in limits.Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static async Task WriteAsync(StreamWriter to, ReadOnlyMemory<byte> input, CancellationToken stop)
    {
        try
        {
            await to.BaseStream.WriteAsync(input, stop);
            to.Close();
        }
        catch (IOException)
        {
            // It has ended without reading all; how it ended says why.
        }
    }

    /// <summary>The first part; the rest is read and dropped, so that the program does not wait for a reader.</summary>
    private static async Task<byte[]> ReadAsync(Stream from, int longest, CancellationToken stop)
    {
        using var kept = new MemoryStream();
        var part = new byte[32 * 1024];
        for (int count; (count = await from.ReadAsync(part, stop)) > 0;)
        {
            await kept.WriteAsync(part.AsMemory(0, (int)Math.Min(count, longest - kept.Length)), stop);
        }

        return kept.ToArray();
    }
}
