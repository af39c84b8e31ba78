using System.Text.Json;
using HelpDesk.Storage.Model;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Visitors;

/// <summary>Brings tickets to whoever has proved to be their requester; later answers reach that person's conversation.</summary>
internal sealed class TicketMove(HelpDeskContext context)
{
    /// <summary>Need id of kb/routing.yaml: the way to reach the requester.</summary>
    private const string Contact = "requester-contact";

    /// <param name="anonymous">The person of this browser before the proof; null where that was somebody proven, whose tickets stay theirs.</param>
    /// <param name="email">Tickets that name it as the way to reach their requester come along, unless a proven person holds them.</param>
    public async Task ToAsync(string channel, WebPerson person, string? anonymous, string email, CancellationToken cancellation)
    {
        var mine = context.Tickets.Where(ticket => ticket.Channel == channel && ticket.Requester == anonymous && ticket.Requester != person.Person);
        await MoveAsync(mine, person, cancellation);
        var ids = await NamingAsync(email, cancellation);
        var naming = context.Tickets.Where(ticket => ids.Contains(ticket.Id) && ticket.Channel == channel && ticket.Requester != person.Person
            && !context.ProvenEmails.Any(proven => proven.Person == ticket.Requester));
        await MoveAsync(naming, person, cancellation);

        // Whose conversation was forgotten, whose tickets were not: answers reach the conversation that there is now.
        var forgotten = context.Tickets.Where(ticket => ticket.Channel == channel && ticket.Requester == person.Person && ticket.Conversation != person.Conversation
            && context.Forgotten.Any(row => row.Channel == channel && row.Conversation == ticket.Conversation));
        await MoveAsync(forgotten, person, cancellation);
    }

    private static Task MoveAsync(IQueryable<Ticket> tickets, WebPerson person, CancellationToken cancellation) =>
        tickets.ExecuteUpdateAsync(
            set => set.SetProperty(ticket => ticket.Requester, person.Person).SetProperty(ticket => ticket.Conversation, person.Conversation)
                .SetProperty(ticket => ticket.Version, ticket => ticket.Version + 1),
            cancellation);

    /// <summary>Facts are one JSON text; a proof is rare enough to look through them all.</summary>
    private async Task<List<long>> NamingAsync(string email, CancellationToken cancellation)
    {
        var fact = JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { [Contact] = email }, JsonSerializerOptions.Default)[1..^1];
        var pattern = "%" + fact.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal) + "%";
        return await context.Database.SqlQuery<long>($"SELECT \"Id\" AS \"Value\" FROM \"Tickets\" WHERE lower(\"Facts\") LIKE lower({pattern}) ESCAPE '!'").ToListAsync(cancellation);
    }
}
