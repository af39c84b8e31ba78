using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using HelpDesk.Ticketing.Privacy;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Turns;

/// <summary>Lets the dialogue decide one message and puts everything that follows into the context; the caller saves and commits.</summary>
internal sealed class TurnWriter(HelpDeskContext context, Bot bot, DateTimeOffset now, Action<Exception> report)
{
    private static readonly TimeSpan DuplicateWithin = TimeSpan.FromDays(7);

    public async Task<AcceptedTurn> WriteAsync(AcceptedMessage message)
    {
        if (await context.Inbox.FindAsync(message.Channel, message.Conversation, message.Activity) is not null)
        {
            return new AcceptedTurn(true, await RepliesTo(message));
        }

        context.Inbox.Add(new InboxRow { Channel = message.Channel, Conversation = message.Conversation, Activity = message.Activity, At = now });
        var row = await context.Conversations.FindAsync(message.Channel, message.Conversation);
        var state = DialogueState.Read(row?.State);
        var turn = Decide(state, message.Message, await PersonOf(message));
        var (next, replies) = await ActAsync(turn, message);
        Keep(row, next, message);
        foreach (var reply in replies)
        {
            context.Outbox.Add(new OutboxRow { Channel = message.Channel, Conversation = message.Conversation, Activity = message.Activity, Reply = ReplyJson.Write(reply), At = now });
        }

        return new AcceptedTurn(false, replies);
    }

    private Turn Decide(DialogueState state, Incoming message, Person person)
    {
        try
        {
            return bot.Next(state, message, person);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Every failure of the bot ends at a person.
            report(e);
            return bot.Failed(state, message);
        }
    }

    private async Task<IReadOnlyList<Reply>> RepliesTo(AcceptedMessage message) =>
        [.. (await context.Outbox.AsNoTracking()
            .Where(row => row.Channel == message.Channel && row.Conversation == message.Conversation && row.Activity == message.Activity)
            .OrderBy(row => row.Id).Select(row => row.Reply).ToListAsync()).Select(ReplyJson.Read)];

    private void Keep(ConversationRow? row, DialogueState state, AcceptedMessage message)
    {
        if (row is null)
        {
            context.Conversations.Add(new ConversationRow
            {
                Channel = message.Channel, Conversation = message.Conversation, Person = message.Person, State = state.Write(), Version = 1, ChangedAt = now,
            });
            return;
        }

        row.Person = message.Person;
        row.State = state.Write();
        row.Version++;
        row.ChangedAt = now;
    }

    private async Task<Person> PersonOf(AcceptedMessage message)
    {
        var tickets = await context.Tickets.AsNoTracking()
            .Where(ticket => ticket.Channel == message.Channel && ticket.Requester == message.Person)
            .OrderByDescending(ticket => ticket.Id).Take(20)
            .Select(ticket => new
            {
                ticket.Number, ticket.Subject, ticket.State, ticket.Owner, ticket.AreaCode, ticket.OpenedAt, ticket.ClosedAt,
                Last = ticket.Messages.Where(m => m.Kind == TicketMessageKind.Outgoing).OrderByDescending(m => m.Id).Select(m => m.Text).FirstOrDefault(),
            })
            .ToListAsync();
        return new Person(message.PersonName, Tickets: [.. tickets.Select(t => new OwnTicket(
            t.Number, t.Subject, t.State.Key(), t.Owner, t.AreaCode, t.OpenedAt, t.Last, t.ClosedAt is not { } closed || now - closed <= Ticket.ReopenWithin))]);
    }

    private async Task<(DialogueState State, IReadOnlyList<Reply> Replies)> ActAsync(Turn turn, AcceptedMessage message)
    {
        var (state, replies) = (turn.State, turn.Replies);
        foreach (var act in turn.Acts)
        {
            switch (act)
            {
                case OpenTicket open:
                    var number = await OpenAsync(open, message);
                    replies = [.. replies.Select(reply => reply.WithTicket(number))];
                    state = state.Ticket == Reply.TicketPlaceholder ? state with { Ticket = number } : state;
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
                case NoteQuestion note:
                    context.Questions.Add(new QuestionRow
                    {
                        Channel = message.Channel, Conversation = message.Conversation, At = now, MaskedText = PersonalData.Mask(note.Text), Outcome = note.Outcome,
                        Symptom = note.Symptom, Articles = note.Articles, Language = note.Language,
                    });
                    break;
                case NoteSolved solved:
                    await NoteAsync(solved.Solved, message);
                    break;
            }
        }

        return (state, replies);
    }

    /// <summary>Only the speaker's own: another's ticket does not exist for them.</summary>
    private Task<Ticket?> OwnAsync(string number, AcceptedMessage message) =>
        context.Tickets.FirstOrDefaultAsync(ticket => ticket.Number == number && ticket.Channel == message.Channel && ticket.Requester == message.Person);

    private async Task NoteAsync(bool solved, AcceptedMessage message)
    {
        var last = await context.Questions.Where(row => row.Channel == message.Channel && row.Conversation == message.Conversation).OrderByDescending(row => row.Id).FirstOrDefaultAsync();
        if (last is not null)
        {
            last.Solved = solved;
        }
    }

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
        var year = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo")).Year;
        var counter = await context.TicketCounters.FindAsync(year);
        if (counter is null)
        {
            counter = new TicketCounterRow { Year = year, Last = 0 };
            context.TicketCounters.Add(counter);
        }

        counter.Last++;
        return TicketNumber.Format(year, counter.Last);
    }
}
