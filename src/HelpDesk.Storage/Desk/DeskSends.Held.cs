using HelpDesk.Storage.Files;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.People;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Blocks;
using HelpDesk.Ticketing.Checks;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Desk;

/// <summary>A reply that waits for a second person.</summary>
/// <param name="Ticket">Its inquiry, without messages; null where its author may not see that any more.</param>
/// <param name="MayRelease">Whether whoever asked may.</param>
public sealed record HeldReply(DeskSendRow Row, Ticket? Ticket, bool MayRelease);

/// <summary>A text that came back to its author.</summary>
/// <param name="IsDraft">It is their draft now, before what they have begun since; false: both are too long for one, and it stays beside it.</param>
public sealed record TakenUp(string Text, bool IsDraft);

/// <summary>What somebody was shown of an inquiry before they decided.</summary>
public sealed record ShownInquiry(string Number, long Version);

/// <content>
/// Replies that somebody else must release. Until then they are rows like those that wait for their time, only never due; released, they wait their
/// <see cref="ReleaseRules.Undo"/> and are said as any other. Each step is one conditional write in the transaction of the inquiry's journal and of the audit.
/// </content>
public sealed partial class DeskSends
{
    /// <summary>Held replies that a person may see, the longest waiting first: of inquiries that they see, and their own; with those that came back to them.</summary>
    public async Task<IReadOnlyList<HeldReply>> HeldAsync(DeskPerson person, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(viewer);
        await using var context = database.Open();
        var (id, name) = (person.Id, person.Name);
        var rows = await context.DeskSends.AsNoTracking()
            .Where(row => row.State == DeskSendState.Held || (row.State == DeskSendState.Returned && (row.User == id || row.By == name || row.Checker == id))).OrderBy(row => row.HeldAt).ThenBy(row => row.Id).ToListAsync(cancellation);
        var numbers = rows.ConvertAll(row => row.Ticket);
        var tickets = await viewer.Of(context.Tickets.AsNoTracking()).Where(ticket => numbers.Contains(ticket.Number)).ToDictionaryAsync(ticket => ticket.Number, cancellation);
        var isChecked = await ReleaseGate.IsCheckedAsync(context, person, cancellation);
        return [.. rows.Where(row => row.State == DeskSendState.Held ? tickets.ContainsKey(row.Ticket) || IsOwn(row, person) : IsBackTo(row, person))
            .Select(row => new HeldReply(row, tickets.GetValueOrDefault(row.Ticket), row.State == DeskSendState.Held && tickets.TryGetValue(row.Ticket, out var ticket) && desk.Release.MayRelease(person, isChecked, ticket.Team, IsOwn(row, person))))];
    }

    /// <summary>Whether somebody may release what others write in a team's inquiries.</summary>
    public async Task<bool> MayReleaseAsync(DeskPerson person, string team, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        await using var context = database.Open();
        return desk.Release.MayRelease(person, await ReleaseGate.IsCheckedAsync(context, person, cancellation), team, isOwn: false);
    }

    /// <summary>Whether they wrote it; by their name, too, under which the command line writes.</summary>
    public static bool IsOwn(DeskSendRow row, DeskPerson person)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(person);
        return row.User == person.Id || row.By == person.Name;
    }

    /// <summary>Before whom a reply stands that came back: its author; who sent it back, where that one writes by other ways than the desk's pages.</summary>
    public static bool IsBackTo(DeskSendRow row, DeskPerson person) =>
        IsOwn(row, person) || (row.Checker == person.Id && row.User.StartsWith(TicketDesk.Outside, StringComparison.Ordinal));

    /// <summary>Lets a held reply go to the requester; of two who do the second is told who was first.</summary>
    /// <param name="text">As it is to be said: what differs from what was written is kept in the journal.</param>
    /// <param name="shown">What its checker was shown as news; null: nothing yet.</param>
    /// <returns><see cref="CameMeanwhile"/> where somebody else said something since it was written, or since what was shown.</returns>
    public async Task<SendOutcome> ReleaseAsync(long id, DeskPerson person, Viewer viewer, string text, ShownInquiry? shown, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (row, view, refused) = await ForCheckerAsync(id, person, viewer, cancellation);
        if (refused is not null || row is null || view is null)
        {
            return refused ?? new SendNotFound();
        }

        var (number, version) = shown is null ? (row.Ticket, row.Seen ?? 0) : (shown.Number, shown.Version);
        if (view.Ticket.Number != number || SaidSince(view.Ticket, version, person.Name, row.By))
        {
            return new CameMeanwhile(view);
        }

        if (TextBlock.Open(text) is { } place)
        {
            return new SendUnfilled(place);
        }

        var due = DueOf(view.Ticket, row.By);
        var outcome = await desk.ActAsync(row.Ticket, viewer.Quietly(), null, (ticket, by, at) => ticket.ReleaseReply(row.By, row.Text, text, by, at), null, async (context, ticket, at) =>
        {
            if (await Held(context, id).ExecuteUpdateAsync(
                set => set.SetProperty(one => one.State, DeskSendState.Waiting).SetProperty(one => one.Text, text).SetProperty(one => one.Due, due)
                    .SetProperty(one => one.Checker, person.Id).SetProperty(one => one.CheckedBy, person.Name), cancellation) == 0)
            {
                return await NotHeldAsync(context, id, cancellation);
            }

            if (text != row.Text)
            {
                // The words stand in the journal: whoever reads the audit may see no inquiry.
                DeskAudit.Add(context, at, person.Name, "reply-edited", ticket.Number);
            }

            DeskAudit.Add(context, at, person.Name, "reply-released", ticket.Number, after: row.By);
            return null;
        }, cancellation);
        if (outcome is TicketDone)
        {
            Waiting?.Invoke();
        }

        return Sent(outcome, new WillBeSaid(id, due))!;
    }

    /// <summary>Gives a held reply back to its author with a remark; the text is their draft again, or stands beside the one that they have begun since.</summary>
    /// <returns>Null where it was done.</returns>
    public async Task<SendOutcome?> SendBackAsync(long id, DeskPerson person, Viewer viewer, string remark, CancellationToken cancellation)
    {
        var (row, _, refused) = await ForCheckerAsync(id, person, viewer, cancellation);
        if (refused is not null || row is null)
        {
            return refused ?? new SendNotFound();
        }

        return Sent(await desk.ActAsync(row.Ticket, viewer.Quietly(), null, (ticket, by, at) => ticket.SendBackReply(row.By, remark, by, at), null, async (context, ticket, at) =>
        {
            if (await Held(context, id).ExecuteUpdateAsync(
                set => set.SetProperty(one => one.State, DeskSendState.Returned).SetProperty(one => one.Remark, remark)
                    .SetProperty(one => one.Checker, person.Id).SetProperty(one => one.CheckedBy, person.Name), cancellation) == 0)
            {
                return await NotHeldAsync(context, id, cancellation);
            }

            if (!await context.DeskDrafts.AnyAsync(draft => draft.Ticket == row.Ticket && draft.Kind == DraftKind.Reply && draft.User == row.User, cancellation))
            {
                context.DeskDrafts.Add(new DeskDraftRow { Ticket = row.Ticket, Kind = DraftKind.Reply, User = row.User, Text = row.Text, Seen = ticket.Version, ChangedAt = at });
            }

            DeskAudit.Add(context, at, person.Name, "reply-sent-back", ticket.Number, after: row.By);
            return null;
        }, cancellation), null);
    }

    /// <summary>Its author takes a held reply back, whatever has become of the inquiry.</summary>
    /// <returns>Null where it is not held any more, or is not theirs.</returns>
    public Task<TakenUp?> WithdrawAsync(long id, DeskPerson person, CancellationToken cancellation) => WithdrawAsync(id, DeskSendState.Held, person, cancellation);

    /// <param name="from">As it must still stand: held, or released and waiting for its time.</param>
    private async Task<TakenUp?> WithdrawAsync(long id, DeskSendState from, DeskPerson person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (await FindAsync(id, cancellation) is not { } row || row.State != from || !IsOwn(row, person))
        {
            return null;
        }

        var done = await desk.ActAsync(row.Ticket, Viewer.Author(person.Name).Quietly(), null, (ticket, by, at) => ticket.WithdrawReply(by, at), null, async (context, ticket, at) =>
        {
            if (await context.DeskSends.Where(one => one.Id == id && one.State == from).ExecuteUpdateAsync(set => set.SetProperty(one => one.State, DeskSendState.Returned), cancellation) == 0)
            {
                return await NotHeldAsync(context, id, cancellation);
            }

            DeskAudit.Add(context, at, person.Name, "reply-withdrawn", ticket.Number);
            return null;
        }, cancellation);
        return done is TicketDone ? await TakeUpAsync(id, person, cancellation) : null;
    }

    /// <summary>What was sent back is its author's draft again, with its files, before what they have begun since; where both are too long for one draft, it stays.</summary>
    /// <returns>Null where there is none such.</returns>
    public async Task<TakenUp?> TakeUpAsync(long id, DeskPerson person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (await FindAsync(id, cancellation) is not { State: DeskSendState.Returned } row || !IsBackTo(row, person))
        {
            return null;
        }

        var all = await drafts.OfAsync(row.Ticket, person.Id, cancellation);
        var begun = all.GetValueOrDefault(DraftKind.Reply);
        var text = Joined(row.Text, begun?.Text);
        if (text.Length > Ticket.LongestText || Joined(row.Letter ?? "", all.GetValueOrDefault(DraftKind.ThirdParty)?.Text).Length > Ticket.LongestText)
        {
            return new TakenUp(row.Text, IsDraft: false);
        }

        // The draft first: what is in both places is not lost.
        await drafts.KeepAsync(row.Ticket, DraftKind.Reply, person.Id, text, begun?.Seen ?? row.Seen ?? 0, cancellation);
        await using var context = database.Open();
        await DeskFiles.ReturnAsync(context, row.Id, row.Ticket, DraftKind.Reply, row.User, time.GetUtcNow(), cancellation);
        await ReturnLetterAsync(context, row, time.GetUtcNow(), cancellation);
        await context.DeskSends.Where(one => one.Id == id && one.State == DeskSendState.Returned).ExecuteUpdateAsync(set => set.SetProperty(one => one.State, DeskSendState.TakenBack), cancellation);
        return new TakenUp(row.Text, IsDraft: true);
    }

    /// <summary>Its author needs what was sent back no more: it leaves the page, and its files go.</summary>
    public async Task DismissAsync(long id, DeskPerson person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (await FindAsync(id, cancellation) is not { State: DeskSendState.Returned } row || !IsBackTo(row, person))
        {
            return;
        }

        await using var context = database.Open();
        if (await context.DeskSends.Where(one => one.Id == id && one.State == DeskSendState.Returned).ExecuteUpdateAsync(set => set.SetProperty(one => one.State, DeskSendState.TakenBack), cancellation) == 1)
        {
            foreach (var kind in KindsOf(row))
            {
                await DeskFiles.LeaveAsync(context, row.Id, kind, row.User, cancellation);
            }
        }
    }

    /// <summary>Who released a reply thinks again, before it is said: it is held as before.</summary>
    /// <returns>False where it has been said, or somebody else released it.</returns>
    public async Task<bool> RecallAsync(long id, DeskPerson person, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(viewer);
        if (await FindAsync(id, cancellation) is not { State: DeskSendState.Waiting, HeldAt: not null } row || row.Checker != person.Id)
        {
            return false;
        }

        return await desk.ActAsync(row.Ticket, viewer.Quietly(), null, (ticket, by, at) => ticket.HoldReply(string.Join(',', row.Why.Select(why => why.Rule).Distinct()), by, at), null, async (context, ticket, at) =>
        {
            if (!await ClaimAsync(context, id, DeskSendState.Held, cancellation))
            {
                return new NotHeld(row.By);
            }

            DeskAudit.Add(context, at, person.Name, "reply-recalled", ticket.Number, after: row.By);
            return null;
        }, cancellation) is TicketDone;
    }

    /// <summary>A text that comes back, and what its author has begun since; neither twice.</summary>
    public static string Joined(string returned, string? begun)
    {
        ArgumentNullException.ThrowIfNull(returned);
        return string.IsNullOrWhiteSpace(begun) || returned.Contains(begun.Trim(), StringComparison.Ordinal) ? returned : begun.Contains(returned, StringComparison.Ordinal) ? begun : returned + "\n\n" + begun;
    }

    /// <summary>Null where it may go without a second person.</summary>
    /// <param name="from">The number under which it was written: its draft's and its files'.</param>
    private async Task<SendOutcome?> HeldAsync(string from, Ticket ticket, DeskPerson person, Viewer viewer, string text, AfterReply then, PlannedLetter? letter, CancellationToken cancellation)
    {
        IReadOnlyList<HoldReason> why;
        await using (var context = database.Open())
        {
            why = await ReleaseGate.WhyAsync(context, desk.Release, ticket, person, text, letter is { Plan.IsByRequester: true } ? letter.Text : null, cancellation);
        }

        if (why.Count == 0)
        {
            return null;
        }

        var outcome = await desk.HoldAsync(ticket.Number, viewer, person.Id, text, then.ToString(), letter, why, (context, row) => WaitAsync(context, from, row, cancellation), null, cancellation);
        if (outcome is TicketHeld held)
        {
            await drafts.KeepAsync(from, DraftKind.Reply, person.Id, "", ticket.Version, cancellation);
            if (letter is not null)
            {
                await drafts.KeepAsync(from, DraftKind.ThirdParty, person.Id, "", ticket.Version, cancellation);
            }

            return new WillBeChecked(held.Id, held.Why);
        }

        return Sent(outcome, null);
    }

    private async Task<(DeskSendRow? Row, TicketView? View, SendOutcome? Refused)> ForCheckerAsync(long id, DeskPerson person, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(viewer);
        if (await FindAsync(id, cancellation) is not { HeldAt: not null } row || await desk.FindAsync(row.Ticket, viewer, cancellation) is not { } view)
        {
            return (null, null, new SendNotFound());
        }

        if (row.State != DeskSendState.Held)
        {
            return (row, view, new SendRefused(new NotHeld(row.CheckedBy ?? row.By)));
        }

        await using var context = database.Open();
        var isOwn = IsOwn(row, person);
        return desk.Release.MayRelease(person, await ReleaseGate.IsCheckedAsync(context, person, cancellation), view.Ticket.Team, isOwn)
            ? (row, view, null)
            : (row, view, new SendRefused(isOwn ? new OwnReply() : new NotYours()));
    }

    private async Task<DeskSendRow?> FindAsync(long id, CancellationToken cancellation)
    {
        await using var context = database.Open();
        return await context.DeskSends.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);
    }

    private static IQueryable<DeskSendRow> Held(HelpDeskContext context, long id) => context.DeskSends.Where(row => row.Id == id && row.State == DeskSendState.Held);

    private static async Task<NotHeld> NotHeldAsync(HelpDeskContext context, long id, CancellationToken cancellation) =>
        new(await context.DeskSends.AsNoTracking().Where(row => row.Id == id).Select(row => row.CheckedBy ?? row.By).FirstOrDefaultAsync(cancellation) ?? "");

    /// <param name="done">Where the act was done.</param>
    private static SendOutcome? Sent(TicketOutcome outcome, SendOutcome? done) => outcome switch
    {
        TicketDone => done,
        TicketRefused refused => new SendRefused(refused.Failure),
        _ => new SendNotFound(),
    };
}
