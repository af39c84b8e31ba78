namespace HelpDesk.Ticketing.Tickets;

/// <content>What the requester thinks of how it was settled.</content>
public sealed partial class Ticket
{
    /// <summary>Characters.</summary>
    public const int LongestComment = 2000;

    /// <summary>By the requester, once each time it is resolved or closed.</summary>
    public TicketFailure? Rate(bool helpful, string? comment, string by, DateTimeOffset at)
    {
        if (by != Requester)
        {
            return new NotTheRequester();
        }

        if (!State.IsSettled())
        {
            return new NotInState(State);
        }

        if (Feedback.Any(given => given.Settling == Settlings))
        {
            return new AlreadyRated();
        }

        if (comment?.Length > LongestComment)
        {
            return new TooLong("comment", LongestComment);
        }

        Feedback = [.. Feedback, new Feedback(helpful, string.IsNullOrWhiteSpace(comment) ? null : comment.Trim(), at, Settlings)];
        Record(by, "rated", at, null, helpful ? "up" : "down");
        return null;
    }
}
