using System.ComponentModel;
using System.Reflection;
using System.Runtime.InteropServices;
using HelpDesk.Attachments.Limits;

namespace HelpDesk.Attachments.Images;

/// <summary>
/// Cleans images, each in a process of its own that the kernel limits in memory and in time of the processor, and that is ended
/// when it takes too long: a picture made to be costly costs its sender the refusal and others no more than its turn. People
/// take turns (<see cref="FairTurns"/>), so that nobody blocks everybody's pictures. Thread-safe; one for the process.
/// </summary>
public sealed class ImageDesk : IDisposable
{
    private readonly FairTurns turns;
    private readonly TimeProvider time;
    private readonly LimitedCommand command;
    private readonly string[] before;

    /// <param name="atOnce">Images decoded at the same time.</param>
    public ImageDesk(int atOnce, TimeProvider time)
    {
        (turns, this.time) = (new FairTurns(atOnce), time);
        var self = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no program.");

        // «dotnet HelpDesk.Web.dll»: the program is the host of all programs, ours is its first argument.
        before = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [Assembly.GetEntryAssembly()!.Location, ImageProcess.Verb] : [ImageProcess.Verb];
        command = new LimitedCommand(self, Environment.GetEnvironmentVariable("PATH") ?? "", new CommandLimits(
            AttachmentLimits.MostMemory, AttachmentLimits.LongestCleaned + AttachmentLimits.LongestFile, AttachmentLimits.MostProcessorSeconds, OfDotnet(), IsRuntime: true));
    }

    /// <summary>The image with nothing but its pixels left; else why not. No image makes it throw.</summary>
    /// <param name="person">Whose turn it takes.</param>
    /// <exception cref="OperationCanceledException">The caller told it to stop.</exception>
    public async Task<Outcome<CleanedImage>> CleanAsync(string person, FileType type, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        using var timer = new CancellationTokenSource(AttachmentLimits.LongestCleaning, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, stop);
        try
        {
            using var turn = await turns.TakeAsync(person, either.Token);
            return turn is null ? new TooBusy() : await CleanAsync(type, content, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // The processor's own limit tells a costly picture; by the clock the machine may be what is slow.
            return new TooBusy();
        }
    }

    public void Dispose() => turns.Dispose();

    private async Task<Outcome<CleanedImage>> CleanAsync(FileType type, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        try
        {
            var end = await command.RunAsync([.. before, type.ToString()], AppContext.BaseDirectory, stop, content);
            return (end.ExitCode == 0 ? ImageProcess.Read(type, end.Output) : null) ?? new TooCostly($"The process ended with {end.ExitCode}: {end.Errors}");
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return new StoreFailed(e.Message);
        }
    }

    /// <summary>A small runtime for one picture, without diagnostics; what it needs to find itself, and nothing else of our environment.</summary>
    private static Dictionary<string, string> OfDotnet()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOTNET_gcServer"] = "0", ["DOTNET_gcConcurrent"] = "0", ["DOTNET_GCHeapHardLimit"] = "0x10000000", ["DOTNET_EnableDiagnostics"] = "0",
            ["DOTNET_TieredPGO"] = "0", ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
        };
        foreach (var name in (string[])["DOTNET_ROOT", "DOTNET_BUNDLE_EXTRACT_BASE_DIR", "HOME", "LD_LIBRARY_PATH", "TMPDIR", "SystemRoot", "TEMP"])
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                variables[name] = value;
            }
        }

        return variables;
    }
}
