using HelpDesk.Storage.Model;
using HelpDesk.Storage.People;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Checks;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tickets;

/// <content>Replies that wait for a second person.</content>
public sealed partial class TicketDesk
{
    /// <summary>Of whom only the name is known: they have no page on which to take a reply up again.</summary>
    public const string Outside = "name|";

    /// <summary>By which workdays are counted, as it is now.</summary>
    internal BusinessCalendar Calendar => rules().Calendar;

    /// <summary>Which replies wait, as it is now.</summary>
    internal ReleaseRules Release => rules().Release;

    /// <summary>Says something to the requester, or holds it where somebody else must release it first.</summary>
    /// <param name="once">As of <see cref="ActAsync(string, Viewer, long?, TicketVerb, CancellationToken, ActKey?)"/>.</param>
    /// <returns><see cref="TicketHeld"/> where it waits.</returns>
    /// <exception cref="DatabaseException">It could not be stored.</exception>
    public async Task<TicketOutcome> AnswerAsync(string number, Viewer viewer, string text, bool awaitAnswer, TicketVerb answer, CancellationToken cancellation, ActKey? once = null)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var outcome = await ActAsync(number, viewer, null, answer, cancellation, once);
        return outcome is TicketRefused { Failure: NeedsRelease { Why: var why } }
            ? await HoldAsync(number, viewer, null, text, awaitAnswer ? "Wait" : "Nothing", null, why, null, once, cancellation)
            : outcome;
    }

    /// <param name="user">Id of the author at the desk; null: whoever is called so.</param>
    /// <param name="then">What follows when it has been said, as <see cref="DeskSendRow.Then"/>.</param>
    /// <param name="letter">That hands the matter over with it; null: none does.</param>
    /// <param name="within">In the transaction, with the reply that waits.</param>
    internal async Task<TicketOutcome> HoldAsync(
        string number, Viewer viewer, string? user, string text, string then, PlannedLetter? letter, IReadOnlyList<HoldReason> why, Func<HelpDeskContext, DeskSendRow, Task>? within, ActKey? once, CancellationToken cancellation)
    {
        DeskSendRow? held = null;
        var outcome = await ActAsync(number, viewer.Quietly(), null, (ticket, by, at) => ticket.HoldReply(Rules(why), by, at), once, async (context, ticket, at) =>
        {
            // Pressed twice it waits once.
            if (await context.DeskSends.AsNoTracking().FirstOrDefaultAsync(row => row.Ticket == ticket.Number && row.State == DeskSendState.Held && row.By == viewer.Name && row.Text == text, cancellation) is { } same)
            {
                held = same;
                return new NotHeld(viewer.Name);
            }

            held = new DeskSendRow
            {
                Ticket = ticket.Number, User = user ?? await ReleaseGate.IdAsync(context, viewer.Name, cancellation) ?? Outside + viewer.Name, By = viewer.Name, Text = text, Then = then,
                Letter = letter?.Text, Plan = letter?.Plan, Seen = ticket.Version, Due = at, State = DeskSendState.Held, HeldAt = at, Why = why,
            };
            context.DeskSends.Add(held);
            DeskAudit.Add(context, at, viewer.Name, "reply-held", ticket.Number, after: Rules(why));
            await context.SaveChangesAsync(cancellation);
            if (within is not null)
            {
                await within(context, held);
            }

            return null;
        }, cancellation);
        return outcome switch
        {
            TicketDone { Ticket: var now } when held is not null => new TicketHeld(now, held.Id, why),
            TicketRefused { Failure: NotHeld } when held is not null && await FindAsync(number, viewer, cancellation) is { Ticket: var now } => new TicketHeld(now, held.Id, held.Why),
            _ => outcome,
        };
    }

    /// <summary>For journal and audit: what asked for it, never what was found.</summary>
    private static string Rules(IReadOnlyList<HoldReason> why) => string.Join(',', why.Select(reason => reason.Rule).Distinct());
}
