using HelpDesk.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tickets;

/// <summary>What a language service said of an inquiry.</summary>
/// <param name="Sentiment">positive, neutral, negative or mixed; null where it was not asked for.</param>
/// <param name="Negative">0 to 1.</param>
public sealed record InquiryHint(IReadOnlyList<string> KeyPhrases, string? Sentiment, double Negative)
{
    /// <summary>From here on a mood is worth an agent's look before the others.</summary>
    public const double Upset = .75;

    public bool IsUpset => Negative >= Upset;
}

/// <summary>Hints for the agents' list; nothing is decided by them.</summary>
public sealed class InquiryHints(Database database, TimeProvider time)
{
    /// <exception cref="DatabaseException">It cannot be written now.</exception>
    public Task KeepAsync(string ticket, InquiryHint hint, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(hint);
        return database.AskAsync(async context =>
        {
            await context.InquiryHints.Where(row => row.Ticket == ticket).ExecuteDeleteAsync(cancellation);
            context.InquiryHints.Add(new HintRow { Ticket = ticket, KeyPhrases = hint.KeyPhrases, Sentiment = hint.Sentiment, Negative = hint.Negative, At = time.GetUtcNow() });
            return await context.SaveChangesAsync(cancellation);
        });
    }

    /// <summary>By number, of tickets that their viewer has been given already; without those of which nothing is known.</summary>
    public Task<IReadOnlyDictionary<string, InquiryHint>> OfAsync(IEnumerable<TicketView> tickets, CancellationToken cancellation)
    {
        List<string> numbers = [.. tickets.Select(view => view.Ticket.Number)];
        return database.AskAsync<IReadOnlyDictionary<string, InquiryHint>>(async context =>
            (await context.InquiryHints.AsNoTracking().Where(row => numbers.Contains(row.Ticket)).ToListAsync(cancellation))
                .ToDictionary(row => row.Ticket, row => new InquiryHint(row.KeyPhrases, row.Sentiment, row.Negative), StringComparer.Ordinal));
    }
}
