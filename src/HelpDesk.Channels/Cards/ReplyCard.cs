using System.Text.Json.Nodes;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Sources;

namespace HelpDesk.Channels.Cards;

/// <summary>A reply's card as an Adaptive Card 1.5.</summary>
internal sealed class ReplyCard(Reply reply, CardStyle style, Func<string, string>? articleAddress)
{
    /// <summary>Characters of a form's field; the dialogue takes no longer ones.</summary>
    private const int LongestField = 500;

    /// <summary>Buttons that a card shows without folding them away, in every client.</summary>
    private const int MostReferences = 6;

    private const string Schema = "http://adaptivecards.io/schemas/adaptive-card.json";

    private readonly TextCatalog texts = CardTexts.In(reply.Language);
    private readonly CardText cardText = new(articleAddress);

    public JsonObject Build()
    {
        var (body, actions) = reply.Card switch
        {
            AnswerCard answer => (Answer(answer), References()),
            CandidatesCard => (CardText.Plain(reply.TextAboveChoices), Candidates()),
            FormCard form => ([.. CardText.Plain(reply.Text), .. form.Fields.Select(Field)], [Action(texts.Get("submit"), "form", new JsonObject { ["form"] = new JsonObject() })]),
            TicketCard ticket => (Ticket(ticket), []),
            _ => (CardText.Plain(reply.Text), new List<JsonObject>()),
        };
        var card = new JsonObject
        {
            ["type"] = "AdaptiveCard", ["$schema"] = Schema, ["version"] = "1.5", ["lang"] = reply.Language ?? "ja", ["fallbackText"] = FallbackText.Of(reply.Text),
            ["body"] = new JsonArray([.. body]),
        };
        if (actions.Count > 0)
        {
            card["actions"] = new JsonArray([.. actions]);
        }

        return card;
    }

    private List<JsonObject> Answer(AnswerCard answer)
    {
        var body = new List<JsonObject> { CardText.Line(CardText.Run(Article.Heading(answer.ArticleId, answer.Title), bold: true, link: articleAddress?.Invoke(answer.ArticleId))) };
        body.AddRange(cardText.Blocks(answer.Body));
        if (answer.Note is { } note)
        {
            body.Add(CardText.Line(CardText.Run(note, subtle: true)));
        }

        if (answer.Source is { } source)
        {
            var date = answer.Date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            body.Add(CardText.Line(
                CardText.Run(texts.Get("source") + " ", subtle: true), CardText.Run(source, link: CardText.WebAddress(source)),
                CardText.Run(date is null ? "" : " " + texts.Get("asOf", date), subtle: true)));
        }

        return body;
    }

    /// <summary>Other articles that the words speak of, where they cannot be opened as pages: a press shows them here.</summary>
    private List<JsonObject> References() => [.. cardText.References.Take(MostReferences)
        .Select(other => Action(texts.Get("show", other.Words), Submitted.SayVerb, new JsonObject { [Submitted.SayVerb] = ArticleSaying.Of(other.Article) }))];

    private List<JsonObject> Candidates() =>
        [.. (reply.Choices ?? []).Select(choice => Action(choice.Label, "say", new JsonObject { ["say"] = choice.Say }))];

    private JsonObject Field(FormField field)
    {
        var label = field.Required ? texts.Get("wanted", field.Label) : field.Label;
        var input = field.Options.Count > 0
            ? new JsonObject
            {
                ["type"] = "Input.ChoiceSet", ["id"] = field.Id, ["label"] = label, ["style"] = "compact", ["placeholder"] = texts.Get("choose"),
                ["choices"] = new JsonArray([.. field.Options.Select(option => new JsonObject { ["title"] = option.Label, ["value"] = option.Say })]),
            }
            : new JsonObject { ["type"] = "Input.Text", ["id"] = field.Id, ["label"] = label, ["maxLength"] = LongestField };
        if (field.Value is { } value)
        {
            input["value"] = value;
        }

        return input;
    }

    private List<JsonObject> Ticket(TicketCard ticket)
    {
        var body = CardText.Plain(reply.Text);
        body.Add(CardText.Container(
            CardText.Line(CardText.Run(texts.Get("ticket.number") + " ", subtle: true), CardText.Run(ticket.Number, bold: true)),
            CardText.Line(CardText.Run(texts.Get("ticket.subject") + " ", subtle: true), CardText.Run(ticket.Subject)),
            CardText.Line(CardText.Run(texts.Get("ticket.state") + " ", subtle: true), CardText.Run(texts.Get("state." + ticket.State)))));
        return body;
    }

    private JsonObject Action(string title, string verb, JsonObject data) => CardButton.Of(title, verb, data, style);
}

/// <summary>The cards' own labels.</summary>
internal static class CardTexts
{
    private static readonly TextCatalog Japanese = TextCatalog.Embedded(typeof(CardTexts).Assembly, "Cards.Texts", "ja");
    private static readonly TextCatalog English = TextCatalog.Embedded(typeof(CardTexts).Assembly, "Cards.Texts", "en");

    public static TextCatalog In(string? language) => language == "en" ? English : Japanese;
}
