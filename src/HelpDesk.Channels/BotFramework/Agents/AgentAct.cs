using System.Text.Json;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Storage.Tickets;

namespace HelpDesk.Channels.BotFramework.Agents;

/// <summary>A button of the agents' card.</summary>
/// <param name="What">take, answer, resolve.</param>
/// <param name="Text">What was written in the card's field.</param>
internal sealed record AgentAct(string What, string Ticket, string Text)
{
    /// <summary>Verb of the buttons, and the member that says which it is.</summary>
    public const string Verb = "agent";

    public const string TicketMember = "ticket";

    /// <summary>The card's field.</summary>
    public const string AnswerField = "answer";

    public const string Take = "take";
    public const string Answer = "answer";
    public const string Resolve = "resolve";

    /// <summary>Null where it is no such button.</summary>
    public static AgentAct? Read(JsonElement? sent) =>
        sent.Text(Verb) is Take or Answer or Resolve && sent.Text(TicketMember) is { } ticket ? new(sent.Text(Verb)!, ticket, sent.Text(AnswerField) ?? "") : null;

    public TicketVerb OnTicket => (ticket, by, at) => What switch
    {
        Take => ticket.Take(by, at),
        // Pressed twice, it is said once.
        Answer => ticket.HasJustSaid(Text, by) ? null : ticket.Answer(Text, by, awaitAnswer: false, at),
        _ => ticket.Resolve(by, at),
    };
}
