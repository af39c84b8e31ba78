using HelpDesk.Ticketing.Reports;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tickets;

/// <content>Figures, and what goes out of the desk.</content>
public sealed partial class TicketDesk
{
    /// <summary>Inquiries read at once while they are taken out.</summary>
    private const int ExportedAtOnce = 500;

    /// <summary>Lines of the journal that may say that an inquiry is settled.</summary>
    private static readonly string[] Settles = ["resolved", "closed"];

    /// <summary>The figures of a period over what the viewer may see.</summary>
    /// <param name="agent">Only what this agent holds; null: all that the viewer sees.</param>
    public async Task<Report> ReportAsync(ReportPeriod period, string? agent, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(viewer);
        await using var context = database.Open();
        var (now, by) = (time.GetUtcNow(), rules());
        var (from, begins, ends) = (period.Before.Begins, period.Begins, period.Ends);
        // What was merged is one matter, counted where it goes on.
        IQueryable<Ticket> Seen(IQueryable<Ticket> of) => viewer.Of(of).Where(ticket => ticket.MergedInto == null && (agent == null || ticket.Agent == agent));

        // Moved by «resolved», or by «closed» from anything else: what was closed after it was resolved was settled once.
        var settlings = await context.Set<TicketEvent>().AsNoTracking()
            .Where(line => Settles.Contains(line.What) && (line.What == "resolved" || line.Before != nameof(TicketState.Resolved)) && line.At >= begins && line.At < ends)
            .Select(line => new { Ticket = EF.Property<long>(line, "TicketId"), line.At }).ToListAsync(cancellation);
        var settled = settlings.ToLookup(line => line.Ticket, line => line.At);

        // Two questions, each with an index of its own: asked for both at once a database goes through all that ever was. Whatever changes between them is in one of them.
        var open = await Seen(context.Tickets.AsNoTracking()).Where(ticket => Unsettled.Contains(ticket.State)).ToListAsync(cancellation);
        var opened = await Seen(context.Tickets.AsNoTracking()).Where(ticket => ticket.OpenedAt >= from && ticket.OpenedAt < ends).ToListAsync(cancellation);
        var tickets = opened.Concat(open).DistinctBy(ticket => ticket.Id).ToList();
        var known = tickets.Select(ticket => ticket.Id).ToHashSet();
        var missing = settled.Select(group => group.Key).Where(id => !known.Contains(id)).ToList();
        tickets.AddRange(await Seen(Few(context.Tickets.AsNoTracking(), missing)).ToListAsync(cancellation));

        return Report.Of(tickets.ConvertAll(ticket => new ReportTicket(
            ticket.Number, ticket.OpenedAt, ticket.State, ticket.Symptom, ticket.State == TicketState.WaitingForThirdParty ? ticket.HandOver?.To : null, ticket.HandOver?.At,
            [.. settled[ticket.Id]], ticket.FirstResponse(by.Targets, by.Calendar, now), ticket.Resolution(by.Targets, by.Calendar, now))), period, by.Calendar, now);
    }

    /// <summary>Visits to the bot that began in a period, and what became of them: what people asked belongs to no team, so it is for who sees all.</summary>
    public async Task<IReadOnlyList<BotVisit>> BotVisitsAsync(ReportPeriod period, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(period);
        await using var context = database.Open();
        var from = period.Begins.AddDays(-1);
        var questions = await context.Questions.AsNoTracking().Where(row => row.At >= from).OrderBy(row => row.Id)
            .Select(row => new { row.Channel, row.Conversation, row.At, row.Outcome, row.Solved, row.MaskedText }).ToListAsync(cancellation);
        var inquiries = (await context.Tickets.AsNoTracking().Where(ticket => ticket.OpenedAt >= from).Select(ticket => new { ticket.Channel, ticket.Conversation, ticket.OpenedAt }).ToListAsync(cancellation))
            .ToLookup(ticket => (ticket.Channel, ticket.Conversation), ticket => ticket.OpenedAt);
        return BotCohort.Of([.. questions.GroupBy(row => (row.Channel, row.Conversation)).Select((group, i) => new ReportConversation(
            i.ToString(System.Globalization.CultureInfo.InvariantCulture), [.. group.Select(row => new ReportQuestion(row.At, row.Outcome == "answer", row.Solved, row.MaskedText))], [.. inquiries[group.Key]]))],
            period, time.GetUtcNow());
    }

    /// <summary>Those of some numbers that the viewer may see, the newest first, without messages.</summary>
    public async Task<IReadOnlyList<TicketView>> OfNumbersAsync(IReadOnlyCollection<string> numbers, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var context = database.Open();
        var (now, by) = (time.GetUtcNow(), rules());
        var found = await viewer.Of(context.Tickets.AsNoTracking().Where(ticket => numbers.Contains(ticket.Number)).OrderBy(ticket => ticket.Id).Take(numbers.Count)).OrderByDescending(ticket => ticket.Id).ToListAsync(cancellation);
        return found.ConvertAll(ticket => View(ticket, by, now));
    }

    /// <summary>All inquiries opened in a period that the viewer may see, the oldest first, read in parts: as many as there are, in bounded memory.</summary>
    public async IAsyncEnumerable<TicketView> ExportAsync(ReportPeriod period, Viewer viewer, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(viewer);
        var (begins, ends, last, by) = (period.Begins, period.Ends, 0L, rules());
        while (true)
        {
            List<Ticket> part;
            await using (var context = database.Open())
            {
                part = await viewer.Of(context.Tickets.AsNoTracking()).Where(ticket => ticket.Id > last && ticket.OpenedAt >= begins && ticket.OpenedAt < ends)
                    .OrderBy(ticket => ticket.Id).Take(ExportedAtOnce).ToListAsync(cancellation);
            }

            var now = time.GetUtcNow();
            foreach (var ticket in part)
            {
                yield return View(ticket, by, now);
            }

            if (part.Count < ExportedAtOnce)
            {
                yield break;
            }

            last = part[^1].Id;
        }
    }
}
