using HelpDesk.Storage.Files;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Visitors;

/// <summary>What is left of a visitor who was forgotten.</summary>
/// <param name="Tickets">Numbers of their tickets, which stay with all that they need: who settles them must know the matter.</param>
public sealed record WhatStays(IReadOnlyList<string> Tickets);

/// <summary>
/// Forgets a visitor for good: conversations, transcripts, questions and files that no ticket holds go, and whatever was given
/// out to them (cookies, tokens, open sockets) ends on every node. What is given out names the <see cref="SinceAsync">last
/// forgetting</see> before it; a later one ends it, whatever the clocks say.
/// </summary>
public sealed class ForgottenVisitors(Database database, TimeProvider time, ConversationSignals signals)
{
    /// <summary>Longer than anything that is given out lives.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(200);

    /// <summary>Every message is accepted in a transaction that begins by writing here: none is under way while it is held.</summary>
    private const string NoTurns = """LOCK TABLE "Inbox" IN SHARE ROW EXCLUSIVE MODE""";

    private const int MostTries = 5;

    /// <summary>To be named by whatever is given out to the person now; 0 where they were never forgotten.</summary>
    /// <exception cref="DatabaseException">It cannot be read now.</exception>
    public Task<long> SinceAsync(string channel, string person, CancellationToken cancellation) => database.AskAsync(async context =>
        await context.Forgotten.Where(row => row.Channel == channel && row.Person == person).MaxAsync(row => (long?)row.Id, cancellation) ?? 0);

    /// <summary>Whether the person was forgotten after something was given out to them.</summary>
    /// <exception cref="DatabaseException">It cannot be read now.</exception>
    public Task<bool> IsForgottenAsync(string channel, string person, long since, CancellationToken cancellation) => database.AskAsync(context =>
        context.Forgotten.AnyAsync(row => row.Channel == channel && row.Person == person && row.Id > since, cancellation));

    /// <param name="note">What agents read on an open ticket; by the ticket's language.</param>
    /// <param name="delete">Deletes a file in the store; where that fails the next sweep does it.</param>
    /// <exception cref="DatabaseException">Nothing is forgotten.</exception>
    public async Task<WhatStays> ForgetAsync(string channel, WebPerson visitor, Func<string, string> note, Action<string> delete, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        for (var tries = 1; ; tries++)
        {
            try
            {
                var (stays, conversations, files) = await database.AskAsync(context => ForgetAsync(context, channel, visitor, note, cancellation));
                foreach (var conversation in conversations)
                {
                    signals.Raise(channel, conversation);
                }

                await DeleteAsync(files, delete);
                return stays;
            }
            catch (Exception e) when (Faults.IsLostRace(e) && tries < MostTries)
            {
                // An agent was writing on a ticket, or took a file into one: seen anew.
            }
        }
    }

    private async Task<(WhatStays, List<string>, List<string>)> ForgetAsync(HelpDeskContext context, string channel, WebPerson visitor, Func<string, string> note, CancellationToken cancellation)
    {
        var (person, now) = (visitor.Person, time.GetUtcNow());
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        if (database.SqliteFile is null)
        {
            await context.Database.ExecuteSqlRawAsync(NoTurns, cancellation);
        }

        var mine = await context.Conversations.Where(row => row.Channel == channel && row.Person == person).Select(row => row.Conversation).ToListAsync(cancellation);
        List<string> conversations = [.. mine.Append(visitor.Conversation).Distinct(StringComparer.Ordinal)];
        var old = now - KeptFor;
        await context.Forgotten.Where(row => row.At < old).ExecuteDeleteAsync(cancellation);
        context.Forgotten.AddRange(conversations.Select(one => new ForgottenRow { Channel = channel, Person = person, Conversation = one, At = now }));
        await context.Outbox.Where(row => row.Channel == channel && conversations.Contains(row.Conversation)).ExecuteDeleteAsync(cancellation);
        await context.Inbox.Where(row => row.Channel == channel && conversations.Contains(row.Conversation)).ExecuteDeleteAsync(cancellation);
        await context.Questions.Where(row => row.Channel == channel && conversations.Contains(row.Conversation)).ExecuteDeleteAsync(cancellation);
        await context.Conversations.Where(row => row.Channel == channel && conversations.Contains(row.Conversation)).ExecuteDeleteAsync(cancellation);
        await context.EmailCodes.Where(row => row.Person == person).ExecuteDeleteAsync(cancellation);
        var files = await LoosenAsync(context, channel, person, conversations, cancellation);
        var tickets = await NoteAsync(context, channel, person, note, now, cancellation);
        if (tickets.Count == 0)
        {
            await context.ProvenEmails.Where(row => row.Person == person).ExecuteDeleteAsync(cancellation);
            await context.Outbox.Where(row => row.Channel == MailNotices.Channel && row.Conversation == person).ExecuteDeleteAsync(cancellation);
            await context.Conversations.Where(row => row.Channel == MailNotices.Channel && row.Conversation == person).ExecuteDeleteAsync(cancellation);
        }

        await context.SaveChangesAsync(cancellation);
        await TellOtherNodesAsync(context, channel, conversations, cancellation);
        await transaction.CommitAsync(cancellation);
        return (new WhatStays(tickets), conversations, files);
    }

    /// <summary>Files that no ticket holds become such as were never accepted, and long ago: should we die now, the sweep takes them.</summary>
    private static async Task<List<string>> LoosenAsync(HelpDeskContext context, string channel, string person, List<string> conversations, CancellationToken cancellation)
    {
        var loose = context.Files.Where(file => file.Channel == channel && file.Ticket == null && (file.Person == person || conversations.Contains(file.Conversation)));
        var ids = await loose.Select(file => file.Id).ToListAsync(cancellation);
        await loose.ExecuteUpdateAsync(set => set.SetProperty(file => file.AcceptedAt, (DateTimeOffset?)null).SetProperty(file => file.At, DateTimeOffset.UnixEpoch), cancellation);
        return ids;
    }

    private static async Task<List<string>> NoteAsync(HelpDeskContext context, string channel, string person, Func<string, string> note, DateTimeOffset now, CancellationToken cancellation)
    {
        var tickets = await context.Tickets.Where(ticket => ticket.Channel == channel && ticket.Requester == person).OrderBy(ticket => ticket.Id).ToListAsync(cancellation);
        foreach (var ticket in tickets.Where(ticket => !ticket.State.IsSettled()))
        {
            // Only a text that is none could be refused.
            _ = ticket.AddNote(note(ticket.Language), person, now);
        }

        return [.. tickets.Select(ticket => ticket.Number)];
    }

    /// <summary>SQLite: other processes see the new rows (<see cref="DatabaseWatch"/>).</summary>
    private async Task TellOtherNodesAsync(HelpDeskContext context, string channel, List<string> conversations, CancellationToken cancellation)
    {
        foreach (var said in database.SqliteFile is null ? conversations.Select(one => channel + "\n" + one) : [])
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_notify({DatabaseWatch.Notification}, {said})", cancellation);
        }
    }

    private async Task DeleteAsync(List<string> files, Action<string> delete)
    {
        var register = new FileRegister(database, time);
        foreach (var file in files)
        {
            await register.RemoveAsync(file, delete, CancellationToken.None);
        }
    }
}
