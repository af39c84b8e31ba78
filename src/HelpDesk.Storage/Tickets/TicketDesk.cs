using System.Data.Common;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Checks;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tickets;

/// <summary>What tickets are told and measured by.</summary>
public sealed record TicketRules(Wording Wording, BusinessCalendar Calendar, TicketTargets Targets)
{
    /// <summary>Which replies wait for a second person.</summary>
    public ReleaseRules Release { get; init; } = new();
}

/// <summary>What else is written in the transaction of an act on a ticket, after the ticket has agreed.</summary>
/// <returns>Null where it was done; otherwise nothing of the act is.</returns>
internal delegate Task<TicketFailure?> TicketWrite(HelpDeskContext context, Ticket ticket, DateTimeOffset at);

/// <summary>
/// The desk at which people see tickets and act on them, always as somebody. What an agent does and the requester must know
/// goes into the outbox of the conversation in which the ticket was opened, in the same transaction.
/// </summary>
/// <param name="rules">As they are now: kb may be replaced between two acts.</param>
/// <param name="signals">Told where something was said.</param>
/// <param name="board">Where agents are told of tickets; null: nowhere.</param>
public sealed partial class TicketDesk(Database database, Func<TicketRules> rules, TimeProvider time, ConversationSignals? signals = null, AgentsBoard? board = null)
{
    /// <summary>The channel of signals that a ticket was acted on, by its number: no person's, so nothing is ever said in it.</summary>
    public const string Changes = "ticket-changes";

    /// <summary>Every lost race is somebody else's act done: so many in a row are no accident.</summary>
    private const int MostTries = 100;

    /// <summary>Null where there is none or the viewer may not see it; the number of a merged one leads to where it goes on. Messages and journal in order.</summary>
    public async Task<TicketView?> FindAsync(string number, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var context = database.Open();
        var ticket = await LedAsync(Whole(viewer.Of(context.Tickets.AsNoTracking()), viewer), number, cancellation);
        return ticket is null ? null : View(ticket, rules(), time.GetUtcNow());
    }

    /// <summary>
    /// Acts on a ticket as it is now. A lost race is read and guarded again, so that the second of two agents who take a ticket
    /// is told who has it.
    /// </summary>
    /// <param name="seen">The version that the viewer saw; null where they act on whatever it is now.</param>
    /// <param name="once">The message that asks for it: a repeat of it does nothing more, and is told that it was done. Null: every call acts.</param>
    /// <exception cref="DatabaseException">It could not be stored: full, read-only, locked or unreachable.</exception>
    public Task<TicketOutcome> ActAsync(string number, Viewer viewer, long? seen, TicketVerb verb, CancellationToken cancellation, ActKey? once = null) =>
        ActAsync(number, viewer, seen, verb, once, null, cancellation);

    /// <inheritdoc cref="ActAsync(string, Viewer, long?, TicketVerb, CancellationToken, ActKey?)"/>
    /// <param name="within">Written in the same transaction; perhaps tried several times. Null: nothing.</param>
    internal async Task<TicketOutcome> ActAsync(string number, Viewer viewer, long? seen, TicketVerb verb, ActKey? once, TicketWrite? within, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(verb);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryAsync(number, viewer, seen, verb, once, within, cancellation);
            }
            catch (Exception e) when (Faults.IsLostRace(e) && tries < MostTries)
            {
                // Somebody else was first, on the ticket or in its conversation: seen anew.
            }
            catch (Exception e) when (e is DbException or DbUpdateException)
            {
                throw Explained(e);
            }
        }
    }

    private DatabaseException Explained(Exception e) =>
        Faults.Explained(e, database) ?? new DatabaseException(Faults.IsPassing(e) ? "unreachable" : "unreadable", database.Name, e);

    private async Task<TicketOutcome> TryAsync(string number, Viewer viewer, long? seen, TicketVerb verb, ActKey? once, TicketWrite? within, CancellationToken cancellation)
    {
        await using var context = database.Open();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        if (await LedAsync(Whole(viewer.Of(context.Tickets), viewer), number, cancellation) is not { } ticket)
        {
            return new TicketNotFound();
        }

        var now = time.GetUtcNow();
        if (once is not null)
        {
            if (await context.Inbox.FindAsync([once.Channel, once.Conversation, once.Activity], cancellation) is not null)
            {
                return new TicketDone(ticket);
            }

            context.Inbox.Add(new InboxRow { Channel = once.Channel, Conversation = once.Conversation, Activity = once.Activity, At = now });
        }

        var (version, changedAt, changedBy) = (ticket.Version, ticket.ChangedAt, ticket.ChangedBy);
        var before = TicketNotices.Before(ticket);
        if (verb(ticket, viewer.Name, now) is { } failure)
        {
            return new TicketRefused(failure);
        }

        if (seen is { } old && old != version)
        {
            return new TicketChangedMeanwhile(changedBy, changedAt, version);
        }

        // Whatever verb says it, and by whatever way: nothing reaches a requester past the second look.
        if (viewer is { IsAgent: true, IsReleased: false } && await ReleaseGate.WhyAsync(context, rules().Release, before, ticket, viewer.Name, cancellation) is { Count: > 0 } why)
        {
            return new TicketRefused(new NeedsRelease(why));
        }

        if (within is not null && await within(context, ticket, now) is { } refused)
        {
            return new TicketRefused(refused);
        }

        var told = viewer.IsAgent && await TellAsync(context, ticket, before, now, cancellation);
        told |= ticket.State != before.State && await PostedCards.TellAsync(context, ticket, now, cancellation);
        var posted = board is not null && viewer.TellsBoard;
        if (posted)
        {
            await board!.TellAsync(context, ticket, now, cancellation);
        }

        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        signals?.Raise(Changes, ticket.Number);
        if (told)
        {
            signals?.Raise(ticket.Channel, ticket.Conversation);
            signals?.Raise(MailNotices.Channel, ticket.Requester);
        }

        if (posted)
        {
            signals?.Raise(board!.Channel, AgentsBoard.ConversationOf(ticket.Number));
        }

        return new TicketDone(ticket);
    }

    /// <returns>Whether there was anything to tell.</returns>
    private async Task<bool> TellAsync(HelpDeskContext context, Ticket ticket, TicketNotices.Known before, DateTimeOffset now, CancellationToken cancellation)
    {
        var conversation = await context.Conversations.FindAsync([ticket.Channel, ticket.Conversation], cancellation);
        var state = DialogueState.Read(conversation?.State);
        var replies = TicketNotices.After(before, ticket, state, rules().Wording);
        if (replies.Count == 0)
        {
            return false;
        }

        if (conversation is null)
        {
            if (await IsGoneAsync(context, ticket, cancellation))
            {
                return false;
            }

            conversation = new ConversationRow { Channel = ticket.Channel, Conversation = ticket.Conversation, Person = ticket.Requester, State = "", Version = 0, ChangedAt = now };
            context.Conversations.Add(conversation);
        }

        conversation.State = TicketNotices.Heard(before, ticket, state).Write();
        conversation.ChangedAt = now;
        foreach (var reply in replies)
        {
            Outgoing.Add(context, conversation, reply with { Language = ticket.Language }, null, now, ticket.Number);
        }

        await MailNotices.AddAsync(context, ticket, now, cancellation);
        return true;
    }

    /// <summary>Who had themselves forgotten and has proved no address can come back to no conversation: agents have read so on the ticket.</summary>
    private static async Task<bool> IsGoneAsync(HelpDeskContext context, Ticket ticket, CancellationToken cancellation) =>
        await context.Forgotten.AnyAsync(row => row.Channel == ticket.Channel && row.Person == ticket.Requester, cancellation)
        && !await context.ProvenEmails.AnyAsync(row => row.Person == ticket.Requester, cancellation);

    private static IQueryable<Ticket> Whole(IQueryable<Ticket> tickets, Viewer viewer) => viewer.SeesAll
        ? tickets.Include(ticket => ticket.Messages.OrderBy(message => message.Id)).Include(ticket => ticket.Events.OrderBy(line => line.Id)).Include(ticket => ticket.ThirdParty.OrderBy(line => line.Id)).AsSplitQuery()
        : tickets.Include(ticket => ticket.Messages.Where(message => message.Kind != TicketMessageKind.Note).OrderBy(message => message.Id));

    private static TicketView View(Ticket ticket, TicketRules rules, DateTimeOffset now) =>
        new(ticket, ticket.FirstResponse(rules.Targets, rules.Calendar, now), ticket.Resolution(rules.Targets, rules.Calendar, now));
}
