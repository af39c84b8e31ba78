using System.Globalization;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Files;

/// <summary>
/// Files that agents put to what they write. They stand in the record of files as the desk's own, first under the draft, then under the reply that
/// waits, then at the inquiry: whoever takes a reply back has its files back. A draft's files are kept as long as files whose message never
/// came (<see cref="FileRegister.UnacceptedFor"/>).
/// </summary>
public sealed class DeskFiles(Database database, TimeProvider time)
{
    /// <summary>No person's channel: whoever asks by a channel is never the sender of one of these.</summary>
    public const string Channel = "desk";

    /// <summary>What <see cref="FileRow.Conversation"/> begins with where a reply's files wait with it.</summary>
    internal const string Waiting = "send|";

    /// <summary>The kind of draft whose files wait by the number of the reply alone; those of the letter that goes with it, by its kind, too.</summary>
    private const string Reply = "reply";

    /// <summary>Where a draft's files stand; for <see cref="FileRow.Conversation"/>.</summary>
    public static string DraftOf(string ticket, string kind) => $"{ticket}|{kind}";

    /// <summary>In the order in which they came. Only their author ever gets them.</summary>
    public Task<IReadOnlyList<FileRow>> OfDraftAsync(string ticket, string kind, string user, CancellationToken cancellation) => InAsync(DraftOf(ticket, kind), user, cancellation);

    /// <summary>A file of one's own that is not said yet; null otherwise.</summary>
    public Task<FileRow?> OwnAsync(string id, string user, CancellationToken cancellation) => database.AskAsync(context =>
        context.Files.AsNoTracking().SingleOrDefaultAsync(file => file.Id == id && file.Channel == Channel && file.Person == user && file.Ticket == null, cancellation));

    /// <summary>Does something to an inquiry with the files of a draft: they are its own from then on, or the draft's again where it was refused.</summary>
    public async Task<TicketOutcome> AttachAsync(string ticket, string kind, string user, Func<IReadOnlyList<Attachment>, Task<TicketOutcome>> act, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(act);
        return await GiveAsync(DraftOf(ticket, kind), DraftOf(ticket, kind), ticket, user, act, cancellation);
    }

    /// <summary>In the transaction of a reply that waits.</summary>
    internal async Task WaitAsync(HelpDeskContext context, string ticket, string kind, string user, long send, CancellationToken cancellation) =>
        await MoveAsync(context, DraftOf(ticket, kind), WaitingOf(send, kind), user, time.GetUtcNow(), cancellation);

    /// <summary>A reply was taken back.</summary>
    /// <param name="held">Where it waited for long: its files begin anew then, and are kept longer than those of other drafts, as their author may be away.</param>
    internal static async Task ReturnAsync(HelpDeskContext context, long send, string ticket, string kind, string user, DateTimeOffset? held, CancellationToken cancellation)
    {
        var (from, to) = (WaitingOf(send, kind), DraftOf(ticket, kind));
        if (held is not { } now)
        {
            await MoveAsync(context, from, to, user, null, cancellation);
            return;
        }

        foreach (var file in await context.Files.Where(file => file.Channel == Channel && file.Person == user && file.Conversation == from).OrderBy(file => file.At).ThenBy(file => file.Id).ToListAsync(cancellation))
        {
            now = now.AddTicks(1);
            var at = now;
            await context.Files.Where(one => one.Id == file.Id).ExecuteUpdateAsync(
                set => set.SetProperty(one => one.Conversation, to).SetProperty(one => one.At, at).SetProperty(one => one.AcceptedAt, at), cancellation);
        }
    }

    /// <summary>Nobody wants them any more: they go with the next sweep.</summary>
    internal static Task LeaveAsync(HelpDeskContext context, long send, string kind, string user, CancellationToken cancellation) =>
        MoveAsync(context, WaitingOf(send, kind), "left|" + WaitingOf(send, kind), user, null, cancellation);

    /// <summary>Files of replies that wait, or of the letters that go with them, by the reply.</summary>
    public async Task<ILookup<long, FileRow>> OfWaitingAsync(IReadOnlyList<long> sends, string kind, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sends);
        var of = sends.ToDictionary(send => WaitingOf(send, kind), StringComparer.Ordinal);
        List<string> places = [.. of.Keys];
        var found = sends.Count == 0 ? [] : await database.AskAsync(context => context.Files.AsNoTracking().Where(file => file.Channel == Channel && places.Contains(file.Conversation))
            .OrderBy(file => file.At).ThenBy(file => file.Id).ToListAsync(cancellation));
        return found.ToLookup(file => of[file.Conversation]);
    }

    /// <summary>A file of a reply that waits for a second person, or of its letter, for who sees its inquiry; null otherwise.</summary>
    /// <returns>The file, and the number of its inquiry.</returns>
    public async Task<(FileRow File, string Ticket)?> ToCheckAsync(string id, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var file = await database.AskAsync(context => context.Files.AsNoTracking().SingleOrDefaultAsync(file => file.Id == id && file.Channel == Channel && file.Ticket == null, cancellation));
        if (file is null || !file.Conversation.StartsWith(Waiting, StringComparison.Ordinal) || !long.TryParse(file.Conversation.Split('|')[1], NumberStyles.None, CultureInfo.InvariantCulture, out var send))
        {
            return null;
        }

        var number = await database.AskAsync(context => context.DeskSends.AsNoTracking()
            .Where(row => row.Id == send && row.HeldAt != null && (row.State == DeskSendState.Held || row.State == DeskSendState.Waiting) && viewer.Of(context.Tickets).Any(ticket => ticket.Number == row.Ticket))
            .Select(row => row.Ticket).FirstOrDefaultAsync(cancellation));
        return number is null ? null : (file, number);
    }

    /// <summary>A reply is said; what was said before a crash is found again.</summary>
    /// <param name="waits">Whether they wait on with it where it cannot be said; otherwise they are the draft's again.</param>
    internal Task<TicketOutcome> SayAsync(long send, string ticket, string kind, string user, bool waits, Func<IReadOnlyList<Attachment>, Task<TicketOutcome>> act, CancellationToken cancellation) =>
        GiveAsync(WaitingOf(send, kind), waits ? WaitingOf(send, kind) : DraftOf(ticket, kind), ticket, user, act, cancellation);

    private static string WaitingOf(long send, string kind) => FormattableString.Invariant($"{Waiting}{send}") + (kind == Reply ? "" : "|" + kind);

    /// <summary>On the inquiry before its message stands there: a file too many on record gives nobody a right, one too few would be swept.</summary>
    private async Task<TicketOutcome> GiveAsync(string from, string back, string ticket, string user, Func<IReadOnlyList<Attachment>, Task<TicketOutcome>> act, CancellationToken cancellation)
    {
        var files = await InAsync(from, user, cancellation);
        if (files.Count == 0)
        {
            return await act([]);
        }

        List<string> ids = [.. files.Select(file => file.Id)];
        await SetAsync(ids, from, ticket, time.GetUtcNow(), cancellation);
        var outcome = await act([.. files.Select(file => new Attachment(file.Id, file.Name, file.ContentType, file.Size, file.Id))]);
        if (outcome is TicketDone { Ticket.Number: var number })
        {
            // A merged one leads to where the matter goes on. What is done is put on record, whoever has left the page meanwhile.
            await SetAsync(ids, "given|" + from, number, time.GetUtcNow(), CancellationToken.None);
        }
        else
        {
            await SetAsync(ids, back, null, back == from && from.StartsWith(Waiting, StringComparison.Ordinal) ? time.GetUtcNow() : null, CancellationToken.None);
        }

        return outcome;
    }

    private Task<IReadOnlyList<FileRow>> InAsync(string conversation, string user, CancellationToken cancellation) => database.AskAsync(async context =>
        (IReadOnlyList<FileRow>)await context.Files.AsNoTracking().Where(file => file.Channel == Channel && file.Person == user && file.Conversation == conversation)
            .OrderBy(file => file.At).ThenBy(file => file.Id).ToListAsync(cancellation));

    private Task<int> SetAsync(List<string> ids, string conversation, string? ticket, DateTimeOffset? acceptedAt, CancellationToken cancellation) => database.AskAsync(context =>
        context.Files.Where(file => ids.Contains(file.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(file => file.Conversation, conversation).SetProperty(file => file.Ticket, ticket).SetProperty(file => file.AcceptedAt, acceptedAt), cancellation));

    private static Task MoveAsync(HelpDeskContext context, string from, string to, string user, DateTimeOffset? acceptedAt, CancellationToken cancellation) =>
        context.Files.Where(file => file.Channel == Channel && file.Person == user && file.Conversation == from)
            .ExecuteUpdateAsync(set => set.SetProperty(file => file.Conversation, to).SetProperty(file => file.AcceptedAt, acceptedAt), cancellation);
}
