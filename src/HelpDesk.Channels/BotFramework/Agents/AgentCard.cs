using System.Text.Json.Nodes;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.Cards;
using HelpDesk.Ticketing.Privacy;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Channels.BotFramework.Agents;

/// <summary>
/// A ticket in the agents' channel: what it is about, what was said last, who has it, and the buttons. Everybody in the channel
/// sees the post, so that supply point numbers, addresses and telephone numbers are masked.
/// </summary>
internal static class AgentCard
{
    /// <summary>Messages that are shown: the newest.</summary>
    private const int MostMessages = 3;

    /// <summary>Characters of a message that are shown; the mark at its end says that there is more.</summary>
    private const int LongestMessage = 800;

    /// <summary>The fact that names who asks: what they said, else what the channel knows.</summary>
    private const string RequesterName = "requester-name";

    private const int LongestAnswer = 4_000;

    public static JsonObject Of(Ticket ticket, string language)
    {
        var (texts, cards) = (TeamsTexts.In(language), CardTexts.In(language));
        var body = new JsonArray(
            CardText.Line(CardText.Run($"{ticket.Number} ", bold: true), CardText.Run(PersonalData.Mask(ticket.Subject), bold: true)),
            Fact(cards.Get("ticket.state"), cards.Get("state." + ticket.State.Key())),
            Fact(texts.Get("board.agent"), ticket.Agent ?? texts.Get("board.nobody")),
            Fact(texts.Get("board.requester"), PersonalData.Mask(ticket.Facts.GetValueOrDefault(RequesterName, "-"))),
            Fact(texts.Get("board.company"), Company(ticket)));
        if (ticket.IsUnheard)
        {
            body.Add(CardText.Line(CardText.Run(texts.Get("board.unheard"), bold: true)));
        }

        foreach (var message in ticket.Messages.Where(message => message.Kind != TicketMessageKind.Note).TakeLast(MostMessages))
        {
            body.Add(CardText.Container(
            [
                CardText.Line(CardText.Run(texts.Get(message.Kind == TicketMessageKind.Incoming ? "board.from" : "board.to"), subtle: true)),
                .. Short(PersonalData.Mask(message.Text), texts.Get("board.more")).Split('\n').Select(line => CardText.Line(CardText.Run(line))),
            ]));
        }

        var card = new JsonObject
        {
            ["type"] = "AdaptiveCard", ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json", ["version"] = "1.5", ["lang"] = language,
            ["fallbackText"] = FallbackText.Of($"{ticket.Number} {PersonalData.Mask(ticket.Subject)}"), ["body"] = body,
        };
        if (ticket.State != TicketState.Closed)
        {
            body.Add(new JsonObject
            {
                ["type"] = "Input.Text", ["id"] = AgentAct.AnswerField, ["label"] = texts.Get("board.answerLabel"), ["isMultiline"] = true, ["maxLength"] = LongestAnswer,
            });
            card["actions"] = new JsonArray([.. Buttons(ticket).Select(what => Button(texts.Get("board." + what), what, ticket.Number))]);
        }

        return card;
    }

    private static IEnumerable<string> Buttons(Ticket ticket)
    {
        if (ticket.Agent is null)
        {
            yield return AgentAct.Take;
        }

        yield return AgentAct.Answer;
        if (!ticket.State.IsSettled())
        {
            yield return AgentAct.Resolve;
        }
    }

    private static JsonObject Button(string title, string what, string ticket) =>
        CardButton.Of(title, AgentAct.Verb, new JsonObject { [AgentAct.Verb] = what, [AgentAct.TicketMember] = ticket }, CardStyle.ExecuteWithSubmitFallback);

    private static JsonObject Fact(string label, string value) => CardText.Line(CardText.Run(label + " ", subtle: true), CardText.Run(value));

    private static string Company(Ticket ticket)
    {
        var (name, code) = (ticket.Facts.GetValueOrDefault("company"), ticket.Facts.GetValueOrDefault("company-code"));
        return name is null && code is null ? "-" : code is null ? name! : $"{name ?? "-"} ({code})";
    }

    private static string Short(string text, string more)
    {
        if (text.Length <= LongestMessage)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[LongestMessage - 1]) ? LongestMessage - 1 : LongestMessage;
        return text[..end] + more;
    }
}
