using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Sessions;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Turns;

/// <summary>
/// What turns do to tickets, in the turns' own transaction; the caller saves. The mapper is made only for tickets that there are
/// already: a turn that opens one is written without it.
/// </summary>
internal sealed class TicketActs(Database database, Session session, DateTimeOffset now, AgentsBoard? board) : IAsyncDisposable
{
    private static readonly TimeSpan DuplicateWithin = TimeSpan.FromDays(7);

    /// <summary>Need id of kb/routing.yaml.</summary>
    private const string RequesterName = "requester-name";

    private readonly List<Ticket> opened = [];
    private readonly List<object?[]> attached = [];
    private HelpDeskContext? mapper;

    public async ValueTask DisposeAsync()
    {
        if (mapper is not null)
        {
            await session.LeaveMapperAsync();
        }
    }

    /// <exception cref="StaleTurnException">The ticket has changed since the turn was decided.</exception>
    public async Task ApplyAsync(Decision decision)
    {
        var (message, named) = (decision.Message, 0);
        foreach (var act in decision.Turn.Acts)
        {
            switch (act)
            {
                case OpenTicket open:
                    decision.Name(await OpenAsync(open, message), named++);
                    break;
                case AddToTicket add:
                    await AddAsync(add, message);
                    break;
                case ThankForTicket thank:
                    // Closed meanwhile: nothing is lost by words that ask for nothing.
                    (await OwnAsync(thank.Number, message))?.AddThanks(thank.Text, message.Person, now);
                    break;
                case LeaveChat leave:
                    // Given back by the agent meanwhile: it is as it was wanted.
                    (await OwnAsync(leave.Number, message))?.LeaveChat(message.Person, now);
                    break;
                case CloseTicket close:
                    Done((await OwnAsync(close.Number, message))?.Close(message.Person, now));
                    break;
                case RateTicket rate:
                    Done((await OwnAsync(rate.Number, message))?.Rate(rate.Helpful, null, message.Person, now));
                    break;
                case ReopenTicket reopen:
                    Done((await OwnAsync(reopen.Number, message))?.Reopen(reopen.Text, message.Person, now));
                    break;
            }
        }
    }

    /// <summary>New tickets are written past the mapper, which takes five times as long; what was changed it saves.</summary>
    public async Task SaveAsync()
    {
        await new NewTickets(database.Model).WriteAsync(session, opened);
        await session.ExecuteAsync(TurnSql.AttachFile, attached);
        if (board is not null)
        {
            await board.AnnounceAsync(session, opened, now);
        }

        if (mapper is { } context)
        {
            await SaveChangedAsync(context);
        }
    }

    /// <remarks>The mapper looks for changes once, and once more where something was told: by itself it would for every question about them.</remarks>
    private async Task SaveChangedAsync(HelpDeskContext context)
    {
        var tracker = context.ChangeTracker;
        tracker.AutoDetectChangesEnabled = false;
        try
        {
            tracker.DetectChanges();
            var told = false;
            foreach (var (ticket, moved) in tracker.Entries<Ticket>().Where(entry => entry.State == EntityState.Modified)
                .Select(entry => (entry.Entity, entry.Property(ticket => ticket.State).IsModified)).ToList())
            {
                told |= await TellAsync(context, ticket, moved);
            }

            if (told)
            {
                tracker.DetectChanges();
            }

            if (tracker.HasChanges())
            {
                await context.SaveChangesAsync();
            }
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = true;
        }
    }

    /// <param name="moved">Its state is another.</param>
    /// <returns>Whether anything was told, and is to be saved.</returns>
    private async Task<bool> TellAsync(HelpDeskContext context, Ticket ticket, bool moved)
    {
        var told = moved && await PostedCards.TellAsync(context, ticket, now, CancellationToken.None);
        if (board is not null)
        {
            await board.TellAsync(context, ticket, now, CancellationToken.None);
            told = true;
        }

        return told;
    }

    /// <summary>What the dialogue said would be done must have been done, or it decides again on what the ticket is now.</summary>
    private static void Done(TicketFailure? failure)
    {
        if (failure is not null)
        {
            throw new StaleTurnException();
        }
    }

    /// <summary>What a person sent is never refused: it opens what was closed meanwhile, and more files than one message holds go into a second.</summary>
    private async Task AddAsync(AddToTicket add, AcceptedMessage message)
    {
        if (await OwnAsync(add.Number, message) is not { } ticket)
        {
            return;
        }

        if (ticket.State == TicketState.Closed)
        {
            Done(ticket.Reopen(null, message.Person, now));
        }

        Done(ticket.AddIncoming(add.Text, message.Person, now, Attach(ticket.Number, add.Files.Take(Ticket.MostAttachments))));
        Done(ticket.Correct(add.Corrects, message.Person, now));
        foreach (var more in add.Files.Skip(Ticket.MostAttachments).Chunk(Ticket.MostAttachments))
        {
            Done(ticket.AddIncoming("", message.Person, now, Attach(ticket.Number, more)));
        }
    }

    private List<Attachment> Attach(string number, IEnumerable<IncomingFile> files)
    {
        List<Attachment> attachments = [.. files.Select(file => new Attachment(file.Id, file.Name, file.ContentType, file.Size, file.Id))];
        attached.AddRange(attachments.Select(file => new object?[] { file.StoredName, number }));
        return attachments;
    }

    /// <summary>Only the speaker's own: another's ticket does not exist for them. A merged one's number leads to where it goes on.</summary>
    private async Task<Ticket?> OwnAsync(string number, AcceptedMessage message)
    {
        mapper ??= await database.OpenAsync(session);
        var ask = AskedOften.Of(mapper);
        var found = await ask.OwnTicket(mapper, message.Channel, message.Person, number);
        while (found?.MergedInto is { } next)
        {
            found = await ask.OwnTicket(mapper, message.Channel, message.Person, next);
        }

        return found;
    }

    private async Task<string> OpenAsync(OpenTicket open, AcceptedMessage message)
    {
        var number = await NextNumberAsync();
        var ticket = Ticket.Open(number, new NewTicket(
            open.Subject, open.Text, open.InquiryType, open.Owner, open.AreaCode, open.Language, open.Urgent ? TicketPriority.High : TicketPriority.Normal,
            message.Channel, message.Conversation, message.Person, open.Symptom, Facts(open, message), open.Articles, open.Tried,
            Attach(number, open.Files)), now);
        if (open.HandOverText is { } text && open.HandOverTo is { } to)
        {
            ticket.HandOverTo(to, ThirdPartyWay.Requester, text, Ticket.HelpDesk, now);
        }

        if (open.Follows is { } before && await OwnAsync(before, message) is { } old)
        {
            // Full of links it stays as it is: the new one counts.
            old.LinkTo(ticket, Ticket.HelpDesk, now);
        }

        await LinkDuplicatesAsync(ticket, message);
        opened.Add(ticket);
        return ticket.Number;
    }

    /// <summary>With the name by which the channel knows them, where they gave none: an identity of the channel says nothing to an agent.</summary>
    private static IReadOnlyDictionary<string, string> Facts(OpenTicket open, AcceptedMessage message) =>
        open.Facts.ContainsKey(RequesterName) || message.Speaker?.Name?.Trim() is not { Length: > 0 and <= Ticket.LongestName } name
            ? open.Facts
            : new Dictionary<string, string>(open.Facts, StringComparer.Ordinal) { [RequesterName] = name };

    private async Task LinkDuplicatesAsync(Ticket ticket, AcceptedMessage message)
    {
        var alike = new List<string>();
        if (ticket.SupplyPointNumber is not null || ticket.Symptom is not null)
        {
            object?[] of = [message.Channel, message.Person, (now - DuplicateWithin).UtcTicks, ticket.SupplyPointNumber, ticket.Symptom];
            await session.QueryAsync(TurnSql.Alike, [of], (_, row) => alike.Add(row.GetString(0)));
        }

        foreach (var number in alike)
        {
            ticket.LinkDuplicate(number, now);
            (await OwnAsync(number, message))?.LinkDuplicate(ticket.Number, now);
        }
    }

    private async Task<string> NextNumberAsync()
    {
        var year = BusinessCalendar.DateOf(now).Year;
        var number = 0L;
        await session.QueryAsync(NextNumber.Sql, [[year]], (_, row) => number = row.GetInt64(0));
        return TicketNumber.Format(year, number);
    }
}
