namespace HelpDesk.Ticketing.Tickets;

/// <content>What is known of the matter.</content>
public sealed partial class Ticket
{
    /// <summary>Characters of a fact.</summary>
    public const int LongestFact = 1_000;

    /// <summary>The need id under which a supply point number stands.</summary>
    private const string SupplyPointNumberNeed = "supply-point-number";

    /// <summary>An agent puts a fact right, or takes it away with an empty text; the journal keeps what stood there.</summary>
    public TicketFailure? CorrectFact(string need, string text, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(need);
        ArgumentNullException.ThrowIfNull(text);
        if (State == TicketState.Closed)
        {
            return new NotInState(State);
        }

        var clean = text.Trim();
        if (clean.Length > LongestFact)
        {
            return new TooLong("text", LongestFact);
        }

        var before = Facts.GetValueOrDefault(need);
        if (clean == (before ?? ""))
        {
            return null;
        }

        var facts = Facts.Where(fact => fact.Key != need).ToDictionary(fact => fact.Key, fact => fact.Value, StringComparer.Ordinal);
        if (clean.Length > 0)
        {
            facts[need] = clean;
        }

        Facts = facts;
        if (need == SupplyPointNumberNeed)
        {
            SupplyPointNumber = clean.Length > 0 ? clean : null;
        }

        Record(by, "fact", at, $"{need}: {before}", $"{need}: {clean}");
        return null;
    }
}
