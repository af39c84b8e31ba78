using System.Text.RegularExpressions;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Dialogue;

/// <content>A person's own tickets: status, adding, closing, reopening. Another's and none look the same.</content>
public sealed partial class Bot
{
    private const int MostListed = 5;

    /// <summary>
    /// After an answer of the desk free words are for it. What is surely a question is still answered: a symptom beside adding
    /// it where the desk waits for an answer, else instead of it. Likeness to an article alone is no question («I have no number at hand»).
    /// </summary>
    private Turn? ReplyToDesk(DialogueState state, string text, Person person)
    {
        if (Replied(state, person) is not { } ticket || text.Length == 0 || intents.Means(text, "greeting"))
        {
            return null;
        }

        var awaited = ticket.State == "waiting-for-requester";
        if (!awaited && (intents.Means(text, "thanks") || intents.Means(text, "impatient")))
        {
            return null;
        }

        var answer = desk.Ask(text);
        var added = AddedReply(state, ticket, text, state.Files);
        if (awaited)
        {
            return answer.Recognition.Symptoms.Count == 0 ? added : Joined(added, Ask(added.State, text, [text], person));
        }

        return (answer.Outcome == Outcome.Answer || answer.Clarification is not null) && (answer.Recognition.Symptoms.Count > 0 || intents.Means(text, "asking"))
            ? Ask(state with { Replied = null, Ticket = ticket.Number }, text, [text], person).After(Spoken(state, "ticket.notAdded", null, ticket.Number))
            : added;
    }

    /// <summary>The ticket that the desk answered last, while it takes words.</summary>
    private static OwnTicket? Replied(DialogueState state, Person person) =>
        person.Tickets?.FirstOrDefault(own => own.Number == state.Replied && own.State is not ("resolved" or "closed"));

    private Turn AddedReply(DialogueState state, OwnTicket ticket, string text, IReadOnlyList<IncomingFile> files) =>
        Turn.Say(state with { Step = Step.Open, Ticket = ticket.Number, Files = [] }, Spoken(state, "ticket.addedReply", Choices(state, "add-to-ticket"), ticket.Number))
            .And(new AddToTicket(ticket.Number, text) { Files = files });

    private static Turn Joined(Turn first, Turn then) => new(then.State, [.. first.Replies, .. then.Replies], [.. first.Acts, .. then.Acts]);

    private Turn? TicketCommand(DialogueState state, string text, Person person)
    {
        var tickets = person.Tickets ?? [];
        var named = NumberIn(text);
        var about = named is null ? null : tickets.FirstOrDefault(ticket => ticket.Number == named);
        if (named is not null && about is null)
        {
            return Turn.Say(state, Spoken(state, "ticket.none", Choices(state, "person"), named));
        }

        var last = tickets.FirstOrDefault(ticket => ticket.Number == state.Ticket) ?? (tickets.Count == 1 ? tickets[0] : null);
        if ((about ?? last) is { } one)
        {
            var rest = named is null ? text : AfterNumber(text);
            if (intents.Means(rest, "close-ticket"))
            {
                return Close(state, one);
            }

            if (intents.Means(rest, "reopen-ticket"))
            {
                return Reopen(state, one, text);
            }

            if (one.State is "resolved" or "closed" && (intents.Means(rest, "rate-up") || intents.Means(rest, "rate-down")))
            {
                return Rate(state with { Ticket = one.Number }, one, intents.Means(rest, "rate-up"));
            }

            if (intents.After(rest, "add-to-ticket") is { } addition)
            {
                return one.State == "closed" ? Close(state, one) : addition.Length > 0
                    ? Added(state with { Ticket = one.Number }, addition)
                    : Turn.Say(state with { Step = Step.Adding, Ticket = one.Number }, Spoken(state, "ticket.addWhat", Choices(state, "cancel"), one.Number));
            }
        }

        if (about is not null)
        {
            return Turn.Say(state with { Ticket = about.Number }, Status(state, about));
        }

        return intents.Means(text, "status") || (!state.IsBusy && Replied(state, person) is null && tickets.Any(ticket => ticket.State != "closed") && intents.Means(text, "status-loosely")) ? StatusOfAll(state, tickets) : null;
    }

    private Turn StatusOfAll(DialogueState state, IReadOnlyList<OwnTicket> tickets)
    {
        if (tickets.Count == 0)
        {
            return Turn.Say(state, Spoken(state, "ticket.noneYet", Choices(state, "person")));
        }

        if (tickets.Count == 1)
        {
            return Turn.Say(state with { Ticket = tickets[0].Number }, Status(state, tickets[0]));
        }

        var lines = tickets.Take(MostListed).Select(ticket => $"- {ticket.Number} {Text(state, "state." + ticket.State)}: {ticket.Subject}");
        return Turn.Say(
            state with { Ticket = tickets[0].Number },
            new Reply(Text(state, "ticket.list") + "\n\n" + string.Join('\n', lines), null, [.. tickets.Take(MostListed).Select(ticket => new Choice(ticket.Number, ticket.Number))]));
    }

    private Reply Status(DialogueState state, OwnTicket ticket)
    {
        var text = Text(state, "ticket.status", ticket.Number, ticket.Subject, Text(state, "state." + ticket.State), OwnerName(state, ticket.Owner, ticket.AreaCode));
        text += "\n\n" + (ticket.LastReply is { } reply ? Text(state, "ticket.lastReply", reply) : Text(state, "ticket.noReply"));
        var choices = ticket.State is "resolved" or "closed" ? Choices(state, "reopen-ticket") : Choices(state, "add-to-ticket", "close-ticket");
        return new Reply(text, new TicketCard(ticket.Number, ticket.Subject, ticket.State, ticket.Owner, null), choices);
    }

    private Turn Added(DialogueState state, string text) =>
        Turn.Say(state with { Step = state.Step == Step.Adding ? Step.Open : state.Step }, Spoken(state, "ticket.added", Choices(state, "add-to-ticket"), state.Ticket!)).And(new AddToTicket(state.Ticket!, text));

    private Turn Rate(DialogueState state, OwnTicket ticket, bool helpful) => !ticket.CanRate
        ? Turn.Say(state, Spoken(state, "ticket.ratedAlready", null, ticket.Number))
        : Turn.Say(state, Spoken(state, helpful ? "ticket.ratedUp" : "ticket.ratedDown", helpful ? null : Choices(state, "reopen-ticket"), ticket.Number)).And(new RateTicket(ticket.Number, helpful));

    private Turn Close(DialogueState state, OwnTicket ticket) => ticket.State == "closed"
        ? Turn.Say(state with { Ticket = ticket.Number }, Spoken(state, "ticket.alreadyClosed", Choices(state, "reopen-ticket"), ticket.Number))
        : Turn.Say(state with { Ticket = ticket.Number, Step = Step.Open }, Spoken(state, "ticket.closed", Choices(state, "reopen-ticket", "rate-up", "rate-down"), ticket.Number)).And(new CloseTicket(ticket.Number));

    private Turn Reopen(DialogueState state, OwnTicket ticket, string text)
    {
        if (ticket.State is not ("resolved" or "closed"))
        {
            return Turn.Say(state with { Ticket = ticket.Number }, Spoken(state, "ticket.stillOpen", Choices(state, "add-to-ticket"), ticket.Number));
        }

        return ticket.CanReopen
            ? Turn.Say(state with { Ticket = ticket.Number, Step = Step.Open }, Spoken(state, "ticket.reopened", Choices(state, "add-to-ticket"), ticket.Number)).And(new ReopenTicket(ticket.Number, text))
            : Turn.Say(state with { Ticket = ticket.Number }, Spoken(state, "ticket.reopenTooLate", Choices(state, "person"), ticket.Number));
    }

    /// <summary>HD-2026-000123 in any width, case and spacing of its hyphens, as the ticket bears it.</summary>
    private static string? NumberIn(string text)
    {
        var match = TicketNumber().Match(TextFolding.Fold(text));
        return match.Success ? $"HD-{match.Groups[1].Value}-{match.Groups[2].Value.PadLeft(6, '0')}" : null;
    }

    /// <summary>As the person wrote it, for it may be added to the ticket.</summary>
    private static string AfterNumber(string text)
    {
        var rest = WrittenTicketNumber().Replace(text, "", 1);
        rest = rest.Length < text.Length ? rest : TicketNumber().Replace(TextFolding.Fold(text), "", 1);
        return rest.TrimStart(' ', '\u3000', 'を', 'に', 'は', 'の', '、', ',', ':');
    }

    [GeneratedRegex(@"[hHｈＨ][dDｄＤ][-－ー‐ \u3000]?[2２][0０][0-9０-９]{2}[-－ー‐ \u3000]?[0-9０-９]{1,9}(?![0-9０-９])")]
    private static partial Regex WrittenTicketNumber();

    [GeneratedRegex(@"\bhd[- ]?(20[0-9]{2})[- ]?([0-9]{1,9})(?![0-9])")]
    private static partial Regex TicketNumber();
}
