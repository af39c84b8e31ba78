using HelpDesk.Attachments;
using HelpDesk.Attachments.Names;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.Files;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Channels.BotFramework.Files;

/// <param name="Left">In order, and why.</param>
internal sealed record TakenFiles(IReadOnlyList<KeptFile> Kept, IReadOnlyList<FileNote> Left);

/// <summary>
/// Takes the files of a message, all at once for there is little time. What goes wrong with one of them is a note to the person,
/// and costs neither the others nor the words.
/// </summary>
internal sealed class TeamsFiles(FileFetch fetch, IIncomingFiles store, TimeProvider time, ILogger<TeamsFiles> log) : IDisposable
{
    /// <summary>After it no picture is read any more; what was fetched is kept.</summary>
    public static readonly TimeSpan LongestReading = TimeSpan.FromSeconds(7);

    /// <summary>For all files of a message; the rest of the time that it may take is for its acceptance.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(9);

    /// <summary>Files that this process holds in memory at the same time, each up to twice the limit of a file.</summary>
    public const int MostAtOnce = 2 * AttachmentLimits.MostFiles;

    private const string NoName = "file";

    private readonly SemaphoreSlim turns = new(MostAtOnce, MostAtOnce);

    /// <exception cref="DatabaseException">A file could not be put on record; none is kept.</exception>
    public async Task<TakenFiles> TakeAsync(IReadOnlyList<Attachment> attachments, FileSender from, CancellationToken cancellation)
    {
        var files = attachments.Select(TeamsFile.Of).OfType<TeamsFile>().ToList();
        using var enough = new CancellationTokenSource(LongestReading, time);
        using var late = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        var taking = files.Take(AttachmentLimits.MostFiles).Select((file, place) => OneAsync(file, place, from, enough.Token, either.Token, cancellation)).ToList();
        try
        {
            var outcomes = await Task.WhenAll(taking);
            return new TakenFiles([.. outcomes.OfType<KeptFile>()], [.. outcomes.OfType<LeftFile>().Select(left => left.Why), .. TooMany(files), .. OfOtherKinds(attachments)]);
        }
        catch
        {
            await DiscardAsync([.. taking.Where(one => one.IsCompletedSuccessfully).Select(one => one.Result).OfType<KeptFile>()]);
            throw;
        }
    }

    /// <summary>The message that brought them was not accepted, or was a repeat.</summary>
    public async Task DiscardAsync(IReadOnlyList<KeptFile> files)
    {
        foreach (var file in files)
        {
            await store.DiscardAsync(file.File, CancellationToken.None);
        }
    }

    public void Dispose() => turns.Dispose();

    private async Task<FileOutcome> OneAsync(TeamsFile file, int place, FileSender from, CancellationToken enough, CancellationToken late, CancellationToken cancellation)
    {
        try
        {
            await turns.WaitAsync(late);
            try
            {
                return await OneAsync(file, place, from, enough, late);
            }
            finally
            {
                turns.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning("Teams: a file was not taken in time");
            return new LeftFile(new FileNote(FileNote.Late, Shown(file, place)));
        }
    }

    private async Task<FileOutcome> OneAsync(TeamsFile file, int place, FileSender from, CancellationToken enough, CancellationToken late)
    {
        var fetched = await fetch.FetchAsync(file, late);
        if (fetched.Content is not { } content)
        {
            // Neither the address, which is a key, nor the name.
            log.LogWarning("Teams: a file was not fetched ({Code})", fetched.Code);
            return new LeftFile(new FileNote(fetched.Code == Fetched.TooLarge ? FileNote.Large : FileNote.Unfetched, Shown(file, place)));
        }

        var name = file.Name ?? TeamsFile.NameOf(place, content.GetBuffer().AsSpan(0, (int)content.Length));
        return await store.TakeAsync(from, name, content, enough, late) switch
        {
            RefusedFile refused => new LeftFile(new FileNote(refused.Code, refused.About)),
            UnkeptFile unkept => new LeftFile(new FileNote(unkept.Code, unkept.Name)),
            var kept => kept,
        };
    }

    private static IEnumerable<FileNote> TooMany(List<TeamsFile> files) => files.Count <= AttachmentLimits.MostFiles ? []
        : [new FileNote(FileNote.Many, string.Join(", ", files.Select(Shown).Skip(AttachmentLimits.MostFiles)))];

    private static IEnumerable<FileNote> OfOtherKinds(IReadOnlyList<Attachment> attachments)
    {
        var others = attachments.Where(one => TeamsFile.Of(one) is null).ToList();
        var names = others.Where(one => !string.IsNullOrEmpty(one.Name)).Select(one => Clean(one.Name!)).ToList();
        return others.Count == 0 ? [] : [names.Count == 0 ? new FileNote(FileNote.Nameless) : new FileNote(FileNote.Kind, string.Join(", ", names))];
    }

    private static string Shown(TeamsFile file, int place) => Clean(file.Name ?? TeamsFile.NameOf(place, []));

    private static string Clean(string name) => FileName.Clean(name) is { Length: > 0 and <= AttachmentLimits.LongestName } clean ? clean : NoName;

    private sealed record LeftFile(FileNote Why) : FileOutcome;
}
