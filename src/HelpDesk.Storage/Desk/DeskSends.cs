using HelpDesk.Storage.Files;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Blocks;
using HelpDesk.Ticketing.Checks;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Desk;

/// <summary>What is done with an inquiry once a reply was said.</summary>
public enum AfterReply
{
    Nothing,

    /// <summary>Wait for the requester.</summary>
    Wait,
    Resolve,

    /// <summary>Another company is asked, by a letter that goes with it.</summary>
    HandOver,
}

/// <summary>What became of sending a reply.</summary>
public abstract record SendOutcome;

/// <param name="Id">By which it is taken back until <paramref name="Due"/>.</param>
public sealed record WillBeSaid(long Id, DateTimeOffset Due) : SendOutcome;

/// <summary>Somebody else must release it first.</summary>
/// <param name="Id">By which it is withdrawn until then.</param>
/// <param name="Why">At least one reason.</param>
public sealed record WillBeChecked(long Id, IReadOnlyList<HoldReason> Why) : SendOutcome;

/// <summary>Something came since the author's version: they are shown it, and decide.</summary>
/// <param name="Now">The inquiry as it is.</param>
public sealed record CameMeanwhile(TicketView Now) : SendOutcome;

public sealed record SendRefused(TicketFailure Failure) : SendOutcome;

/// <summary>A place of a text block is still to be filled.</summary>
/// <param name="Place">As it stands in the text.</param>
public sealed record SendUnfilled(string Place) : SendOutcome;

public sealed record SendNotFound : SendOutcome;

/// <summary>
/// Replies are said <see cref="ReleaseRules.Undo"/> after they were sent, and at once by whoever speaks in the chat. Until then their author may take one back: the database decides by one
/// conditional write which of the two was first, and whoever was second is told so. What waits survives a restart.
/// </summary>
public sealed partial class DeskSends(Database database, TicketDesk desk, DeskDrafts drafts, TimeProvider time)
{
    /// <summary>How long a reply can be taken back unless it is set otherwise.</summary>
    public static readonly TimeSpan Undo = new ReleaseRules().Undo;

    /// <summary>How long what became of a reply can be looked up.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private static readonly TimeSpan PruneEvery = TimeSpan.FromHours(1);

    private const int AtOnce = 50;

    private readonly DeskFiles files = new(database, time);
    private DateTimeOffset pruneFrom;

    /// <summary>Wakes whoever says what is due.</summary>
    public event Action? Waiting;

    /// <param name="seen">The version that the author saw: a reply is refused where somebody said something since. Null: whatever came.</param>
    public Task<SendOutcome> SendAsync(string ticket, DeskPerson person, Viewer viewer, string text, AfterReply then, long? seen, CancellationToken cancellation) =>
        SendAsync(ticket, person, viewer, text, then, null, seen, cancellation);

    /// <summary>The same with a letter that hands the matter over: both go at one instant, are taken back together, or stay drafts.</summary>
    public Task<SendOutcome> SendAsync(string ticket, DeskPerson person, Viewer viewer, string text, PlannedLetter letter, long? seen, CancellationToken cancellation) =>
        SendAsync(ticket, person, viewer, text, AfterReply.HandOver, letter, seen, cancellation);

    private async Task<SendOutcome> SendAsync(string ticket, DeskPerson person, Viewer viewer, string text, AfterReply then, PlannedLetter? letter, long? seen, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(text);
        if ((then == AfterReply.HandOver) != (letter is { Plan.Act: ThirdPartyKind.Asked }))
        {
            throw new ArgumentException("A matter is handed over by a letter that asks, and by nothing else.", nameof(letter));
        }

        if (await desk.FindAsync(ticket, viewer, cancellation) is not { } view)
        {
            return new SendNotFound();
        }

        // Merged since: what was said in the other is news to the author.
        if (seen is { } version && (view.Ticket.Number != ticket || SaidSince(view.Ticket, version, person.Name)))
        {
            return new CameMeanwhile(view);
        }

        if ((TextBlock.Open(text) ?? TextBlock.Open(letter?.Text ?? "")) is { } place)
        {
            return new SendUnfilled(place);
        }

        if ((Refusal(view.Ticket, text) ?? (letter is null ? null : view.Ticket.MayHandOver(letter))) is { } failure)
        {
            return new SendRefused(failure);
        }

        if (await HeldAsync(ticket, view.Ticket, person, viewer, text, then, letter, cancellation) is { } held)
        {
            return held;
        }

        var row = new DeskSendRow
        {
            Ticket = view.Ticket.Number, User = person.Id, By = person.Name, Text = text, Then = then.ToString(), Letter = letter?.Text, Plan = letter?.Plan,
            Seen = seen is null ? null : view.Ticket.Version, Due = DueOf(view.Ticket, person.Name),
        };
        await using var context = database.Open();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        context.DeskSends.Add(row);
        await context.SaveChangesAsync(cancellation);
        await WaitAsync(context, ticket, row, cancellation);
        await transaction.CommitAsync(cancellation);
        await ForgetAsync(ticket, row, view.Ticket.Version, cancellation);
        Waiting?.Invoke();
        return new WillBeSaid(row.Id, row.Due);
    }

    /// <summary>What waits in an inquiry, and in those merged into it: for its time, for a release, or, sent back, for its author.</summary>
    public async Task<IReadOnlyList<DeskSendRow>> WaitingAsync(IReadOnlyList<string> numbers, CancellationToken cancellation)
    {
        await using var context = database.Open();
        return await context.DeskSends.AsNoTracking().Where(row => numbers.Contains(row.Ticket) && (row.State == DeskSendState.Waiting || row.State == DeskSendState.Held || row.State == DeskSendState.Returned))
            .OrderBy(row => row.Id).ToListAsync(cancellation);
    }

    /// <summary>The text again as a draft, where it was in time; null where it has been said.</summary>
    public async Task<string?> TakeBackAsync(long id, DeskPerson person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        await using var context = database.Open();
        if (await context.DeskSends.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.User == person.Id, cancellation) is not { } row)
        {
            return null;
        }

        if (row.HeldAt is not null)
        {
            // It was written long ago, perhaps: what its author has begun since is not to be lost by it.
            return await WithdrawAsync(id, DeskSendState.Waiting, person, cancellation) is { IsDraft: true } taken ? taken.Text : null;
        }

        if (!await ClaimAsync(context, id, DeskSendState.TakenBack, cancellation))
        {
            return null;
        }

        await DeskFiles.ReturnAsync(context, row.Id, row.Ticket, DraftKind.Reply, person.Id, null, cancellation);
        await drafts.KeepAsync(row.Ticket, DraftKind.Reply, person.Id, row.Text, row.Seen ?? 0, cancellation);
        await ReturnLetterAsync(context, row, null, cancellation);
        return row.Text;
    }

    /// <summary>The files of what waits wait with it.</summary>
    /// <param name="from">The number under which it was written.</param>
    private async Task WaitAsync(HelpDeskContext context, string from, DeskSendRow row, CancellationToken cancellation)
    {
        foreach (var kind in KindsOf(row))
        {
            await files.WaitAsync(context, from, kind, row.User, row.Id, cancellation);
        }
    }

    /// <summary>What waits is a draft no more.</summary>
    private async Task ForgetAsync(string from, DeskSendRow row, long seen, CancellationToken cancellation)
    {
        foreach (var kind in KindsOf(row))
        {
            await drafts.KeepAsync(from, kind, row.User, "", seen, cancellation);
        }
    }

    /// <summary>A letter that does not go is its author's draft again, before what they have begun since, with its files.</summary>
    /// <param name="held">As of <see cref="DeskFiles"/>.</param>
    private async Task ReturnLetterAsync(HelpDeskContext context, DeskSendRow row, DateTimeOffset? held, CancellationToken cancellation)
    {
        if (row.Letter is { } letter)
        {
            await DeskFiles.ReturnAsync(context, row.Id, row.Ticket, DraftKind.ThirdParty, row.User, held, cancellation);
            var begun = (await drafts.OfAsync(row.Ticket, row.User, cancellation)).GetValueOrDefault(DraftKind.ThirdParty);
            await drafts.KeepAsync(row.Ticket, DraftKind.ThirdParty, row.User, Joined(letter, begun?.Text), row.Seen ?? 0, row.Plan, cancellation);
        }
    }

    private static IEnumerable<string> KindsOf(DeskSendRow row) => row.Letter is null ? [DraftKind.Reply] : [DraftKind.Reply, DraftKind.ThirdParty];

    /// <summary>Says what is due, each once, on whatever node is first.</summary>
    /// <returns>When the next one is due; null where none waits.</returns>
    public async Task<DateTimeOffset?> SayDueAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            List<DeskSendRow> due;
            await using (var context = database.Open())
            {
                due = await context.DeskSends.AsNoTracking().Where(row => (row.State == DeskSendState.Waiting || row.State == DeskSendState.Saying) && row.Due <= now).OrderBy(row => row.Id).Take(AtOnce).ToListAsync(cancellation);
                if (due.Count == 0)
                {
                    await PruneAsync(context, now, cancellation);
                    return await context.DeskSends.Where(row => row.State == DeskSendState.Waiting).OrderBy(row => row.Due).Select(row => (DateTimeOffset?)row.Due).FirstOrDefaultAsync(cancellation);
                }
            }

            foreach (var row in due)
            {
                await SayAsync(row, cancellation);
            }
        }
    }

    /// <summary>What was said stands in the inquiry; its row here has done its work.</summary>
    private async Task PruneAsync(HelpDeskContext context, DateTimeOffset now, CancellationToken cancellation)
    {
        if (now < pruneFrom)
        {
            return;
        }

        pruneFrom = now + PruneEvery;
        var before = now - KeptFor;
        await context.DeskSends.Where(row => row.Due < before && (row.State == DeskSendState.Said || row.State == DeskSendState.TakenBack || row.State == DeskSendState.Refused)).ExecuteDeleteAsync(cancellation);
    }

    private async Task SayAsync(DeskSendRow row, CancellationToken cancellation)
    {
        await using (var context = database.Open())
        {
            if (row.State == DeskSendState.Waiting && !await ClaimAsync(context, row.Id, DeskSendState.Saying, cancellation))
            {
                return;
            }
        }

        // The act's own key makes it happen once, on whatever node and however often it is tried.
        var key = new ActKey("desk", row.Ticket, FormattableString.Invariant($"send|{row.Id}"));
        Task<TicketOutcome> ActAsync(TicketVerb verb) => desk.ActAsync(row.Ticket, Viewer.Author(row.By), null, verb, cancellation, key);
        Task<TicketOutcome> WithAsync(string kind, Func<IReadOnlyList<Attachment>, Task<TicketOutcome>> act) => files.SayAsync(row.Id, row.Ticket, kind, row.User, row.HeldAt is not null, act, cancellation);
        var outcome = await WithAsync(DraftKind.Reply, attached => row is { Letter: { } letter, Plan: { } plan }
            ? WithAsync(DraftKind.ThirdParty, enclosed => ActAsync((ticket, by, at) => ticket.AnswerAndHandOver(row.Text, new PlannedLetter(plan, letter), desk.Calendar, by, at, attached, enclosed)))
            : ActAsync((ticket, by, at) => Said(ticket, row, by, at, attached)));
        var said = outcome is TicketDone;
        await using var closing = database.Open();
        if (!said && row.HeldAt is not null)
        {
            // It stands before its author, beside what they have begun since.
            await SetAsync(closing, row.Id, DeskSendState.Returned, cancellation);
            return;
        }

        await SetAsync(closing, row.Id, said ? DeskSendState.Said : DeskSendState.Refused, cancellation);
        if (!said)
        {
            // Closed meanwhile, or gone: nothing that was written is lost.
            await drafts.KeepAsync(row.Ticket, DraftKind.Reply, row.User, row.Text, row.Seen ?? 0, cancellation);
            await ReturnLetterAsync(closing, row, null, cancellation);
        }
    }

    private static TicketFailure? Said(Ticket ticket, DeskSendRow row, string by, DateTimeOffset at, IReadOnlyList<Attachment> attached)
    {
        var then = Enum.Parse<AfterReply>(row.Then);
        return ticket.Answer(row.Text, by, then == AfterReply.Wait, at, attached) ?? (then == AfterReply.Resolve && !ticket.State.IsSettled() ? ticket.Resolve(by, at) : null);
    }

    private static Task SetAsync(HelpDeskContext context, long id, DeskSendState state, CancellationToken cancellation) =>
        context.DeskSends.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state), cancellation);

    /// <summary>At once for whoever speaks in the chat.</summary>
    private DateTimeOffset DueOf(Ticket ticket, string author) => ticket.ChatHolder(time.GetUtcNow()) == author ? time.GetUtcNow() : time.GetUtcNow() + desk.Release.Undo;

    private static async Task<bool> ClaimAsync(HelpDeskContext context, long id, DeskSendState state, CancellationToken cancellation) =>
        await context.DeskSends.Where(row => row.Id == id && row.State == DeskSendState.Waiting).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state), cancellation) == 1;

    /// <summary>Whether anybody else said something, or the state is another, since a version of the inquiry: each journal line is one version.</summary>
    private static bool SaidSince(Ticket ticket, long version, params IReadOnlyList<string> us) =>
        ticket.Events.Skip((int)Math.Clamp(ticket.Events.Count - (ticket.Version - version), 0, ticket.Events.Count)).Any(line => !us.Contains(line.By) && line.What is "added" or "answered" or "noted" or "reopened" or "resolved" or "closed" or "handed-over" or "chased" or "third-answered" or "withdrawn");

    private static TicketFailure? Refusal(Ticket ticket, string text) =>
        ticket.State == TicketState.Closed ? new NotInState(ticket.State)
        : string.IsNullOrWhiteSpace(text) ? new Missing("text")
        : text.Length > Ticket.LongestText ? new TooLong("text", Ticket.LongestText)
        : null;
}
