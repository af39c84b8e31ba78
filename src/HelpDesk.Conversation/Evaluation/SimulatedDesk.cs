using System.Globalization;
using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Conversation.Evaluation;

/// <summary>A ticket of a played conversation: what the bot opened, and what became of it.</summary>
public sealed record PlayedTicket(string Number, OpenTicket Opened)
{
    public OpenTicket Opened { get; internal set; } = Opened;

    public string State { get; internal set; } = Opened.HandOverText is null ? "new" : "waiting-for-third-party";

    /// <summary>What was added to it, oldest first.</summary>
    public List<string> Added { get; } = [];

    public string? LastReply { get; internal set; }

    /// <summary>All that a receiver reads.</summary>
    public string WholeText => string.Join('\n', (string?[])
    [
        Opened.Subject, Opened.Text, .. Opened.Tried, .. Opened.Facts.Values, .. Opened.Articles, Opened.Symptom, Opened.HandOverText, .. Added,
    ]);
}

/// <summary>The tickets of one played conversation, without a database: it carries out the bot's acts as the desk would.</summary>
internal sealed class SimulatedDesk
{
    private readonly List<PlayedTicket> tickets = [];

    public IReadOnlyList<PlayedTicket> Tickets => tickets;

    /// <summary>As the requester sees them, the newest first.</summary>
    public IReadOnlyList<OwnTicket> Own =>
        [.. tickets.AsEnumerable().Reverse().Select(ticket => new OwnTicket(
            ticket.Number, ticket.Opened.Subject, ticket.State, ticket.Opened.Owner, ticket.Opened.AreaCode, PersonaPlayer.Clock.GetUtcNow(), ticket.LastReply,
            CanReopen: ticket.State is "resolved" or "closed", CanRate: ticket.State is "resolved" or "closed") { SupplyPoint = ticket.Opened.Facts.GetValueOrDefault(Needs.Number), HandedTo = ticket.Opened.HandOverTo })];

    /// <returns>The state and the replies with the numbers of the tickets that the turn opened.</returns>
    public (DialogueState State, IReadOnlyList<Reply> Replies) Apply(Turn turn)
    {
        var (state, replies, opened) = (turn.State, turn.Replies, 0);
        foreach (var act in turn.Acts)
        {
            switch (act)
            {
                case OpenTicket open:
                    var number = string.Create(CultureInfo.InvariantCulture, $"HD-2026-{tickets.Count + 1:000000}");
                    tickets.Add(new PlayedTicket(number, open));
                    var index = opened++;
                    replies = [.. replies.Select(reply => reply.WithTicket(number, index))];
                    state = state.WithTicket(number, index);
                    break;
                case AddToTicket add when Find(add.Number) is { } ticket:
                    ticket.Added.Add(add.Text);
                    ticket.Opened = ticket.Opened with { Facts = new Dictionary<string, string>([.. ticket.Opened.Facts.Where(fact => !add.Corrects.ContainsKey(fact.Key)), .. add.Corrects]) };
                    ticket.State = ticket.State == "waiting-for-requester" ? "open" : ticket.State;
                    break;
                case CloseTicket close when Find(close.Number) is { } ticket:
                    ticket.State = "closed";
                    break;
                case ReopenTicket reopen when Find(reopen.Number) is { } ticket:
                    ticket.State = "open";
                    ticket.Added.Add(reopen.Text);
                    break;
            }
        }

        return (state, replies);
    }

    /// <summary>An agent works on the newest ticket, between two messages of the person.</summary>
    public DialogueState Work(AgentDoes does, DialogueState state)
    {
        if (tickets.Count == 0)
        {
            return state;
        }

        var ticket = tickets[^1];
        (ticket.State, ticket.LastReply) = does.Verb switch
        {
            "resolve" => ("resolved", ticket.LastReply),
            "ask" => ("waiting-for-requester", does.Text),
            _ => ("open", does.Text),
        };
        return does.Verb == "resolve" ? state.AfterChange(ticket.Number, settled: true) : state.AfterAnswer(ticket.Number);
    }

    private PlayedTicket? Find(string number) => tickets.Find(ticket => ticket.Number == number);
}
