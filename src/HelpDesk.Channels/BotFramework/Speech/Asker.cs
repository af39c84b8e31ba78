using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Channels.Cards;

namespace HelpDesk.Channels.BotFramework.Speech;

/// <summary>Whose a card among several people is: it says so, and its buttons carry it, so that nobody answers in another's name. Pure.</summary>
internal static class Asker
{
    /// <param name="name">Empty where Teams gives none.</param>
    public static void Mark(JsonObject card, Account person, string name, string? language)
    {
        if (name.Length > 0 && card["body"] is JsonArray body)
        {
            body.Insert(0, CardText.Line(CardText.Run(TeamsTexts.In(language).Get("group.for", name), subtle: true)));
        }

        if (person.Id is { } id)
        {
            MarkButtons(card, id);
        }
    }

    /// <summary>Whether what was pressed is another's; a card of before, or one for everybody, is nobody's.</summary>
    public static bool IsAnother(JsonElement? sent, Person? who) => sent.Text(Submitted.AskerMember) is { } asker && asker != who?.Id;

    private static void MarkButtons(JsonNode node, string id)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array.OfType<JsonNode>())
            {
                MarkButtons(item, id);
            }
        }
        else if (node is JsonObject part)
        {
            if (part["type"] is JsonValue type && type.TryGetValue<string>(out var kind) && kind is "Action.Execute" or "Action.Submit" && part["data"] is JsonObject data)
            {
                data[Submitted.AskerMember] = id;
            }

            foreach (var (_, value) in part.ToList())
            {
                if (value is JsonObject or JsonArray)
                {
                    MarkButtons(value, id);
                }
            }
        }
    }
}
