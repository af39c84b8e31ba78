namespace HelpDesk.Conversation.Dialogue;

/// <content>While an agent speaks in the chat the bot is silent: whatever is said goes to them.</content>
public sealed partial class Bot
{
    /// <summary>Null where no agent speaks, and where what is done is no saying.</summary>
    private Turn? SpokenFor(DialogueState state, Incoming incoming, string text, Person person)
    {
        if (person.Tickets?.FirstOrDefault(ticket => ticket.SpokenFor is not null) is not { SpokenFor: { } agent } held || incoming.Values is not null
            || incoming.Kind != IncomingKind.Said || (text.Length == 0 && incoming.Files is not { Count: > 0 }))
        {
            return null;
        }

        if (intents.Named(text) == "back-to-bot")
        {
            return Turn.Say(state, Spoken(state, "chat.left", null, agent)).And(new LeaveChat(held.Number));
        }

        if (!held.IsSpokenFor)
        {
            // Their time is over, and the person hears who answers now before the answer.
            var rest = WithFiles(state, incoming, text, person with { Tickets = [.. person.Tickets.Select(ticket => ticket with { SpokenFor = null })] }) ?? Listen(state, incoming, text, person);
            return rest.After(Spoken(state, "chat.lapsed", null, agent)).And(new LeaveChat(held.Number));
        }

        return new Turn(state with { Ticket = held.Number }, [], [new AddToTicket(held.Number, text.Length > 0 ? text : Text(state, "files.only")) { Files = incoming.Files ?? [] }]);
    }
}
