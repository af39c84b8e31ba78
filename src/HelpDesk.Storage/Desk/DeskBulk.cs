using System.Runtime.CompilerServices;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Queue;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Desk;

/// <summary>An inquiry that was chosen.</summary>
/// <param name="Seen">The version that stood in the list when it was.</param>
public sealed record BulkLine(string Number, long Seen);

/// <param name="Outcome">Null where the database could not be written: nothing was done, and it can be tried again.</param>
public sealed record BulkOutcome(string Number, TicketOutcome? Outcome)
{
    public bool IsDone => Outcome is TicketDone;
}

/// <summary>One act for many inquiries: each by itself, so that one that fails stops no other, and each outcome is told.</summary>
public sealed class DeskBulk(Database database, TicketDesk desk)
{
    /// <summary>Inquiries at once.</summary>
    public const int Most = TicketDesk.MostLines;

    /// <summary>Outcomes in the order of the lines, each as soon as it is known.</summary>
    /// <param name="id">Of the wish: what it did to an inquiry once it does not do again, however often it is tried.</param>
    public async IAsyncEnumerable<BulkOutcome> RunAsync(
        string id, IReadOnlyList<BulkLine> lines, BulkWish wish, DeskPerson person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(wish);
        ArgumentNullException.ThrowIfNull(person);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lines.Count, Most);
        foreach (var line in lines)
        {
            yield return new BulkOutcome(line.Number, await OneAsync(id, line, wish, person, cancellation));
        }
    }

    /// <summary>The lines as they are now, to be tried again.</summary>
    public async Task<IReadOnlyList<BulkLine>> AsNowAsync(IReadOnlyList<string> numbers, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var context = database.Open();
        var found = await viewer.Of(context.Tickets.AsNoTracking()).Where(ticket => numbers.Contains(ticket.Number)).ToDictionaryAsync(ticket => ticket.Number, ticket => ticket.Version, cancellation);
        return [.. numbers.Select(number => new BulkLine(number, found.GetValueOrDefault(number)))];
    }

    private async Task<TicketOutcome?> OneAsync(string id, BulkLine line, BulkWish wish, DeskPerson person, CancellationToken cancellation)
    {
        if (Viewer.Of(person) is not { } viewer)
        {
            return new TicketNotFound();
        }

        try
        {
            return await desk.ActAsync(line.Number, viewer, line.Seen, (ticket, _, at) => ticket.Number == line.Number ? wish.Do(ticket, person, at) : new MergedAway(ticket.Number), cancellation, new ActKey("desk", line.Number, "bulk|" + id));
        }
        catch (DatabaseException)
        {
            return null;
        }
    }
}
