using System.ComponentModel;
using HelpDesk.Attachments.Limits;

namespace HelpDesk.Attachments.Reading;

/// <summary>
/// Reads the text in a screenshot by the command line of tesseract, where the machine has it with Japanese. Thread-safe; one
/// for the process, so that its limit of pictures at once holds.
/// </summary>
public sealed class ScreenText : IDisposable
{
    private const string Program = "tesseract";
    private const string Japanese = "jpn";
    private const string English = "eng";

    /// <summary>Page segmentation 11: lines wherever they stand, no columns of a page. Of 3, 4, 6 and 11 the one that loses fewest lines of a dialogue.</summary>
    private const string SparseText = "11";

    /// <summary>Bytes of one UTF-16 unit in UTF-8.</summary>
    private const int LongestUnit = 3;

    private readonly ScreenTextOptions options;
    private readonly TimeProvider time;
    private readonly FairTurns turns;
    private readonly LimitedCommand? command;
    private readonly Lazy<Task<string?>> languages;

    /// <exception cref="ArgumentOutOfRangeException">A limit is zero or less.</exception>
    public ScreenText(ScreenTextOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        this.options = options;
        this.time = time;
        turns = new FairTurns(options.MostAtOnce);
        var path = options.SearchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "";
        command = LimitedCommand.Find(Program, path) is { } found ? new LimitedCommand(found, path, Limits(options)) : null;
        languages = new Lazy<Task<string?>>(AskLanguagesAsync);
    }

    /// <summary>Whether pictures can be read here; tesseract is asked once.</summary>
    public async Task<bool> IsAvailableAsync() => await languages.Value is not null;

    /// <summary>The text of a picture that has been cleaned. No picture makes it throw.</summary>
    /// <param name="person">Whose turn it takes.</param>
    /// <param name="image">PNG, JPEG or WebP.</param>
    /// <exception cref="OperationCanceledException">The caller told it to stop.</exception>
    public async Task<ScreenReading> ReadAsync(string person, ReadOnlyMemory<byte> image, CancellationToken stop)
    {
        if (await languages.Value is not { } known)
        {
            return ScreenReading.Unavailable;
        }

        using var timer = new CancellationTokenSource(options.Time, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, stop);
        try
        {
            using var turn = await turns.TakeAsync(person, either.Token);
            return turn is null ? ScreenReading.TimedOut : await ReadAsync(image, known, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return ScreenReading.TimedOut;
        }
    }

    public void Dispose() => turns.Dispose();

    private static CommandLimits Limits(ScreenTextOptions options)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["OMP_THREAD_LIMIT"] = "1" };
        if (Environment.GetEnvironmentVariable("TESSDATA_PREFIX") is { } data)
        {
            variables["TESSDATA_PREFIX"] = data;
        }

        return new CommandLimits(options.Memory, options.LongestText * LongestUnit, null, variables);
    }

    private string Shortened(string text) => text.Length <= options.LongestText ? text : text[..options.LongestText];

    private async Task<ScreenReading> ReadAsync(ReadOnlyMemory<byte> image, string known, CancellationToken stop)
    {
        if (await Task.Run(() => ReadablePicture.Make(image.Span), stop) is not { } picture)
        {
            return ScreenReading.Failed("The picture is no image, or has too many pixels.");
        }

        try
        {
            using var folder = new PrivateFolder();
            var file = Path.Combine(folder.Path, "screen.pgm");
            await File.WriteAllBytesAsync(file, picture, stop);
            var end = await command!.RunAsync([file, "stdout", "-l", known, "--psm", SparseText], folder.Path, stop);
            return end.ExitCode == 0
                ? new ScreenReading(ReadingOutcome.Read, Shortened(end.Text).Trim())
                : ScreenReading.Failed($"tesseract ended with {end.ExitCode}: {end.Errors}");
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return ScreenReading.Failed(e.Message);
        }
    }

    /// <summary>The languages to read in; null where tesseract is missing, cannot be run, or lacks Japanese.</summary>
    private async Task<string?> AskLanguagesAsync()
    {
        if (command is null)
        {
            return null;
        }

        using var timer = new CancellationTokenSource(options.Time, time);
        try
        {
            var end = await command.RunAsync(["--list-langs"], Path.GetTempPath(), timer.Token);
            var listed = end.Text.Split('\n', StringSplitOptions.TrimEntries);
            return (end.ExitCode, listed.Contains(Japanese), listed.Contains(English)) switch
            {
                (0, true, true) => $"{Japanese}+{English}",
                (0, true, false) => Japanese,
                _ => null,
            };
        }
        catch (Exception e) when (e is Win32Exception or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>A folder that only this user may enter, gone with all it holds.</summary>
    private sealed class PrivateFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("helpdesk-screen-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
