using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tickets;

/// <summary>What an agent is told of by a sound or a notice, by ids that say nothing about it; the newest first.</summary>
/// <param name="Unheld">Inquiries that nobody holds.</param>
/// <param name="Answers">What requesters said in the inquiries that the agent holds.</param>
public sealed record DeskNews(IReadOnlyList<long> Unheld, IReadOnlyList<long> Answers)
{
    /// <summary>How many of each came since an earlier look: what is new to it and not older than all that it held.</summary>
    public (int Unheld, int Answers) Since(DeskNews before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return (New(Unheld, before.Unheld), New(Answers, before.Answers));
    }

    /// <summary>A list that was full has forgotten what is older: an old one that moves up again is no news.</summary>
    private static int New(IReadOnlyList<long> now, IReadOnlyList<long> before) =>
        now.Except(before).Count(id => before.Count < TicketDesk.MostNews || id > before[^1]);
}

/// <content>What came, in two queries whatever the number of tickets.</content>
public sealed partial class TicketDesk
{
    /// <summary>Of each kind at once.</summary>
    public const int MostNews = 50;

    /// <param name="me">As tickets name whoever is told.</param>
    public async Task<DeskNews> NewsAsync(string me, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        await using var context = database.Open();
        var open = viewer.Of(context.Tickets.AsNoTracking()).Where(ticket => ticket.MergedInto == null);
        var unheld = await open.Where(ticket => ticket.Agent == null && Unsettled.Contains(ticket.State)).OrderByDescending(ticket => ticket.Id).Select(ticket => ticket.Id).Take(MostNews).ToListAsync(cancellation);
        var answers = await open.Where(ticket => ticket.Agent == me).SelectMany(ticket => ticket.Messages).Where(message => message.Kind == TicketMessageKind.Incoming)
            .OrderByDescending(message => message.Id).Select(message => message.Id).Take(MostNews).ToListAsync(cancellation);
        return new DeskNews(unheld, answers);
    }
}
