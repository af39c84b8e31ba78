using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Sessions;

namespace HelpDesk.Storage.Turns;

/// <summary>Reads what the dialogue must know of messages that are about to be decided.</summary>
internal static class TurnReader
{
    /// <summary>One for each message, in their order.</summary>
    public static async Task<Before[]> LoadAsync(Session session, IReadOnlyList<AcceptedMessage> messages, DateTimeOffset now)
    {
        var before = new Before[messages.Count];
        var withTickets = new List<int>();
        await session.QueryAsync(TurnSql.Load, [.. messages.Select(m => new object?[] { m.Channel, m.Conversation, m.Activity, m.Person, m.Since })], (i, row) =>
        {
            if (row.GetBoolean(1))
            {
                withTickets.Add(i);
            }

            var known = !row.IsDBNull(2);
            before[i] = new Before(row.GetBoolean(0), known ? row.GetString(2) : null, known ? row.GetInt64(3) : 0, known ? row.GetInt64(4) : 0, messages[i].Speaker ?? Person.Unknown, row.GetBoolean(5));
        });
        var tickets = await OwnTickets.OfAsync(session, [.. withTickets.Select(i => messages[i])], now);
        for (var n = 0; n < withTickets.Count; n++)
        {
            before[withTickets[n]] = before[withTickets[n]] with { Person = before[withTickets[n]].Person with { Tickets = tickets[n] } };
        }

        return before;
    }

    /// <summary>What a repeated message was answered.</summary>
    public static async Task<AcceptedTurn> SaidAsync(Session session, AcceptedMessage message)
    {
        var first = 0L;
        var replies = new List<Reply>();
        await session.QueryAsync(TurnSql.Said, [[message.Channel, message.Conversation, message.Activity]], (_, row) =>
        {
            first = first == 0 ? row.GetInt64(0) : first;
            if (!row.IsDBNull(1))
            {
                replies.Add(ReplyJson.Read(row.GetString(1)));
            }
        });
        return new AcceptedTurn(true, replies, first);
    }
}
