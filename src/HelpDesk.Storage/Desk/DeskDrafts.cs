using HelpDesk.Storage.Model;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Desk;

/// <summary>What an agent writes to whom.</summary>
public static class DraftKind
{
    public const string Reply = "reply";
    public const string Note = "note";
    public const string ThirdParty = "third-party";

    public static IReadOnlyList<string> All { get; } = [Reply, Note, ThirdParty];
}

/// <summary>A text that was begun.</summary>
/// <param name="Seen">The version of the inquiry that its author saw when they began.</param>
/// <param name="Plan">What was chosen for a letter, perhaps before a word of it; null where nothing was, and for what is no letter.</param>
public sealed record Draft(string Text, long Seen, LetterPlan? Plan = null);

/// <summary>
/// Texts that agents have begun: kept on the server for each inquiry, kind and person, so that nothing that happens to the inquiry, the
/// page or the server loses or moves one. Only their author ever gets them.
/// </summary>
public sealed class DeskDrafts(Database database, TimeProvider time)
{
    /// <summary>By kind, for one inquiry.</summary>
    public async Task<IReadOnlyDictionary<string, Draft>> OfAsync(string ticket, string user, CancellationToken cancellation)
    {
        await using var context = database.Open();
        return await context.DeskDrafts.AsNoTracking().Where(row => row.Ticket == ticket && row.User == user)
            .ToDictionaryAsync(row => row.Kind, row => new Draft(row.Text, row.Seen, row.Plan), StringComparer.Ordinal, cancellation);
    }

    /// <summary>Numbers of the inquiries in which somebody has begun to write.</summary>
    public async Task<IReadOnlySet<string>> BegunAsync(string user, CancellationToken cancellation)
    {
        await using var context = database.Open();
        return (await context.DeskDrafts.AsNoTracking().Where(row => row.User == user && row.Text != "").Select(row => row.Ticket).ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
    }

    /// <inheritdoc cref="KeepAsync(string, string, string, string, long, LetterPlan?, CancellationToken)"/>
    public Task KeepAsync(string ticket, string kind, string user, string text, long seen, CancellationToken cancellation) => KeepAsync(ticket, kind, user, text, seen, null, cancellation);

    /// <summary>An empty text without a plan ends the draft. More than <see cref="Ticket.LongestText"/> characters are cut: the field takes no more.</summary>
    public async Task KeepAsync(string ticket, string kind, string user, string text, long seen, LetterPlan? plan, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!DraftKind.All.Contains(kind))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "No kind of draft.");
        }

        for (var tries = 1; ; tries++)
        {
            try
            {
                await TryKeepAsync(ticket, kind, user, text.Length > Ticket.LongestText ? text[..Ticket.LongestText] : text, seen, plan, cancellation);
                return;
            }
            catch (Exception e) when (Faults.IsLostRace(e) && tries < 3)
            {
                // The same person in two windows: the later words stand.
            }
        }
    }

    private async Task TryKeepAsync(string ticket, string kind, string user, string text, long seen, LetterPlan? plan, CancellationToken cancellation)
    {
        await using var context = database.Open();
        var row = await context.DeskDrafts.FindAsync([ticket, kind, user], cancellation);
        text = string.IsNullOrWhiteSpace(text) ? "" : text;
        if (text.Length == 0 && plan is null)
        {
            if (row is not null)
            {
                context.DeskDrafts.Remove(row);
            }
        }
        else if (row is null)
        {
            context.DeskDrafts.Add(new DeskDraftRow { Ticket = ticket, Kind = kind, User = user, Text = text, Seen = seen, Plan = plan, ChangedAt = time.GetUtcNow() });
        }
        else
        {
            (row.Text, row.Seen, row.Plan, row.ChangedAt) = (text, seen, plan, time.GetUtcNow());
        }

        await context.SaveChangesAsync(cancellation);
    }
}
