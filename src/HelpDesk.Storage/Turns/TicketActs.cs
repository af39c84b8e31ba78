using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Sessions;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Turns;

/// <summary>What turns do to tickets, in the turns' own transaction; the caller saves.</summary>
internal sealed class TicketActs(HelpDeskContext context, Session session, DateTimeOffset now)
{
    private static readonly TimeSpan DuplicateWithin = TimeSpan.FromDays(7);

    public async Task ApplyAsync(Decision decision)
    {
        var message = decision.Message;
        foreach (var act in decision.Turn.Acts)
        {
            switch (act)
            {
                case OpenTicket open:
                    decision.Name(await OpenAsync(open, message));
                    break;
                case AddToTicket add:
                    (await OwnAsync(add.Number, message))?.AddIncoming(add.Text, message.Person, now);
                    break;
                case CloseTicket close:
                    (await OwnAsync(close.Number, message))?.Close(message.Person, now);
                    break;
                case ReopenTicket reopen:
                    (await OwnAsync(reopen.Number, message))?.Reopen(reopen.Text, message.Person, now);
                    break;
            }
        }
    }

    /// <summary>Only the speaker's own: another's ticket does not exist for them.</summary>
    private Task<Ticket?> OwnAsync(string number, AcceptedMessage message) =>
        context.Tickets.FirstOrDefaultAsync(ticket => ticket.Number == number && ticket.Channel == message.Channel && ticket.Requester == message.Person);

    private async Task<string> OpenAsync(OpenTicket open, AcceptedMessage message)
    {
        var ticket = Ticket.Open(await NextNumberAsync(), new NewTicket(
            open.Subject, open.Text, open.InquiryType, open.Owner, open.AreaCode, open.Language, open.Urgent ? TicketPriority.High : TicketPriority.Normal,
            message.Channel, message.Conversation, message.Person, open.Symptom, open.Facts, open.Articles, open.Tried), now);
        if (open.HandOverText is { } text && open.HandOverTo is { } to)
        {
            ticket.HandOverTo(to, "requester", text, Ticket.HelpDesk, now);
        }

        await LinkDuplicatesAsync(ticket, message);
        context.Tickets.Add(ticket);
        return ticket.Number;
    }

    private async Task LinkDuplicatesAsync(Ticket ticket, AcceptedMessage message)
    {
        var since = now - DuplicateWithin;
        var (number, symptom) = (ticket.SupplyPointNumber, ticket.Symptom);
        if (number is null && symptom is null)
        {
            return;
        }

        var same = await context.Tickets
            .Where(other => other.Channel == message.Channel && other.Requester == message.Person && other.OpenedAt >= since
                && ((number != null && other.SupplyPointNumber == number) || (symptom != null && other.Symptom == symptom)))
            .OrderBy(other => other.Id).ToListAsync();
        foreach (var other in same)
        {
            ticket.LinkDuplicate(other.Number, now);
            other.LinkDuplicate(ticket.Number, now);
        }
    }

    private async Task<string> NextNumberAsync()
    {
        var year = BusinessCalendar.DateOf(now).Year;
        var number = 0L;
        await session.QueryAsync(TurnSql.NextNumber, [[year]], (_, row) => number = row.GetInt64(0));
        return TicketNumber.Format(year, number);
    }
}
