using System.Text.Json.Nodes;
using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Channels.Cards;

/// <summary>A card's button in the way that its channel knows.</summary>
internal static class CardButton
{
    /// <param name="data">What it sends, with the card's inputs beside it.</param>
    public static JsonObject Of(string title, string verb, JsonObject data, CardStyle style)
    {
        var submit = new JsonObject { ["type"] = "Action.Submit", ["title"] = title, ["data"] = data };
        return style == CardStyle.Submit ? submit : new JsonObject
        {
            ["type"] = "Action.Execute", ["title"] = title, ["verb"] = verb, ["data"] = data.DeepClone(), ["fallback"] = submit,
        };
    }

    /// <summary>A choice that says something when it is pressed.</summary>
    public static JsonObject Of(Choice choice, CardStyle style) => Of(choice.Label, Submitted.SayVerb, new JsonObject { [Submitted.SayVerb] = choice.Say }, style);
}
