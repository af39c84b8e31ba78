using System.Data.Common;
using HelpDesk.Storage.Model;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tickets;

/// <summary>An act on two tickets, or on none; each guards, changes and writes its journal.</summary>
/// <param name="by">The viewer's name.</param>
/// <returns>Null where it was done.</returns>
public delegate TicketFailure? TicketPairVerb(Ticket ticket, Ticket other, string by, DateTimeOffset at);

/// <content>What concerns more than one ticket: merged, linked, split. In one transaction, and of two acts that cross one wins.</content>
public sealed partial class TicketDesk
{
    /// <summary>Acts on both as they are now, neither led on to where it was merged.</summary>
    /// <exception cref="DatabaseException">It could not be stored.</exception>
    public Task<TicketOutcome> ActOnBothAsync(string number, string other, DeskPerson person, TicketPairVerb verb, CancellationToken cancellation) =>
        PersistAsync(() => TryBothAsync(number, other, person, verb, cancellation));

    /// <summary>A message of the requester becomes a ticket of its own, of which they are told; the two are linked.</summary>
    /// <returns>The new ticket where it was done.</returns>
    /// <exception cref="DatabaseException">It could not be stored.</exception>
    public Task<TicketOutcome> SplitAsync(string number, long message, DeskPerson person, CancellationToken cancellation) =>
        PersistAsync(() => TrySplitAsync(number, message, person, cancellation));

    /// <summary>What was merged into a ticket, and into that, with what was said there; the earliest first.</summary>
    public async Task<IReadOnlyList<TicketView>> MergedIntoAsync(string number, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var context = database.Open();
        var (now, by) = (time.GetUtcNow(), rules());
        var (found, next) = (new List<Ticket>(), new List<string> { number });
        while (next.Count > 0)
        {
            var level = await Whole(viewer.Of(context.Tickets.AsNoTracking()), viewer).Where(ticket => ticket.MergedInto != null && next.Contains(ticket.MergedInto)).OrderBy(ticket => ticket.Id).ToListAsync(cancellation);
            found.AddRange(level);
            next = level.ConvertAll(ticket => ticket.Number);
        }

        return found.ConvertAll(ticket => View(ticket, by, now));
    }

    /// <summary>By number, as far as the viewer may see them, without messages; in the order asked for.</summary>
    public async Task<IReadOnlyList<TicketView>> ByNumbersAsync(IReadOnlyList<string> numbers, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (numbers.Count == 0)
        {
            return [];
        }

        await using var context = database.Open();
        var (now, by) = (time.GetUtcNow(), rules());
        var found = await viewer.Of(context.Tickets.AsNoTracking()).Where(ticket => numbers.Contains(ticket.Number)).ToDictionaryAsync(ticket => ticket.Number, cancellation);
        return [.. numbers.Where(found.ContainsKey).Select(number => View(found[number], by, now))];
    }

    /// <summary>Those of the rows that the viewer may see, without messages, in the order of the rows.</summary>
    public async Task<IReadOnlyList<TicketView>> ByIdsAsync(IReadOnlyList<long> rows, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(viewer);
        if (rows.Count == 0)
        {
            return [];
        }

        await using var context = database.Open();
        var (now, by) = (time.GetUtcNow(), rules());
        var found = await viewer.Of(Few(context.Tickets.AsNoTracking(), rows)).ToDictionaryAsync(ticket => ticket.Id, cancellation);
        return [.. rows.Where(found.ContainsKey).Select(row => View(found[row], by, now))];
    }

    /// <summary>Numbers lead to where a merged matter goes on.</summary>
    private static async Task<Ticket?> LedAsync(IQueryable<Ticket> whole, string number, CancellationToken cancellation)
    {
        var ticket = await whole.FirstOrDefaultAsync(one => one.Number == number, cancellation);
        while (ticket?.MergedInto is { } next)
        {
            ticket = await whole.FirstOrDefaultAsync(one => one.Number == next, cancellation);
        }

        return ticket;
    }

    private async Task<TicketOutcome> PersistAsync(Func<Task<TicketOutcome>> act)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await act();
            }
            catch (Exception e) when (Faults.IsLostRace(e) && tries < MostTries)
            {
                // Somebody else was first: seen anew.
            }
            catch (Exception e) when (e is DbException or DbUpdateException)
            {
                throw Explained(e);
            }
        }
    }

    private async Task<TicketOutcome> TryBothAsync(string number, string other, DeskPerson person, TicketPairVerb verb, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        await using var context = database.Open();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        if (await WorkedAsync(context, number, person, cancellation) is not { } ticket || await WorkedAsync(context, other, person, cancellation) is not { } second)
        {
            return new TicketNotFound();
        }

        var now = time.GetUtcNow();
        var before = (Ticket[])[ticket, second];
        var known = Array.ConvertAll(before, TicketNotices.Before);
        if (verb(ticket, second, person.Name, now) is { } failure)
        {
            return new TicketRefused(failure);
        }

        for (var i = 0; i < before.Length; i++)
        {
            await TellAllAsync(context, before[i], known[i], now, cancellation);
        }

        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        Ring(ticket);
        Ring(second);
        return new TicketDone(ticket);
    }

    private async Task<TicketOutcome> TrySplitAsync(string number, long message, DeskPerson person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        await using var context = database.Open();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        if (await WorkedAsync(context, number, person, cancellation) is not { } ticket)
        {
            return new TicketNotFound();
        }

        var now = time.GetUtcNow();
        var known = TicketNotices.Before(ticket);
        var year = BusinessCalendar.DateOf(now).Year;
        var given = (await context.Database.SqlQueryRaw<long>(NextNumber.Sql.Replace("$1", "{0}", StringComparison.Ordinal), year).ToListAsync(cancellation))[0];
        var (opened, failure) = ticket.SplitOff(message, TicketNumber.Format(year, given), person.Name, now);
        if (opened is null)
        {
            // The transaction is left, and the number with it.
            return new TicketRefused(failure!);
        }

        context.Tickets.Add(opened);
        await TellAllAsync(context, ticket, known with { Splits = [opened] }, now, cancellation);
        board?.Announce(context, opened, now);
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        Ring(ticket);
        Ring(opened);
        return new TicketDone(opened);
    }

    /// <summary>Null where it is not there for them, or they may only read it.</summary>
    private static async Task<Ticket?> WorkedAsync(HelpDeskContext context, string number, DeskPerson person, CancellationToken cancellation) =>
        Viewer.Of(person) is { } viewer && await Whole(viewer.Of(context.Tickets), viewer).FirstOrDefaultAsync(ticket => ticket.Number == number, cancellation) is { } found
            && person.May(DeskRight.WorkForOthers, found.Team) ? found : null;

    private async Task TellAllAsync(HelpDeskContext context, Ticket ticket, TicketNotices.Known before, DateTimeOffset now, CancellationToken cancellation)
    {
        await TellAsync(context, ticket, before, now, cancellation);
        if (ticket.State != before.State)
        {
            await PostedCards.TellAsync(context, ticket, now, cancellation);
        }

        if (board is not null)
        {
            await board.TellAsync(context, ticket, now, cancellation);
        }
    }

    private void Ring(Ticket ticket)
    {
        signals?.Raise(Changes, ticket.Number);
        signals?.Raise(ticket.Channel, ticket.Conversation);
        signals?.Raise(MailNotices.Channel, ticket.Requester);
        if (board is not null)
        {
            signals?.Raise(board.Channel, AgentsBoard.ConversationOf(ticket.Number));
        }
    }
}
