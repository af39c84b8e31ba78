using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Answers;

namespace HelpDesk.Channels.BotFramework.Teams;

/// <summary>The invokes that the help desk knows; their values as Teams sends them.</summary>
internal static class InvokeReading
{
    /// <summary>Teams asks for 25 at most.</summary>
    private const int MostHits = 25;

    public static TeamsEvent Read(Activity activity, TeamsPlace place, Person? who) => activity.Name switch
    {
        "adaptiveCard/action" => Card(activity, place, who),
        "composeExtension/query" => Query(activity, place, who),
        "composeExtension/fetchTask" => OnMessage(activity, place, who, opening: true),
        "composeExtension/submitAction" => OnMessage(activity, place, who, opening: false),
        "fileConsent/invoke" => FileConsent(activity, place, who),
        _ => new Unknown(place, who, activity.Id, "invoke", activity.Name),
    };

    private static TeamsEvent Card(Activity activity, TeamsPlace place, Person? who)
    {
        var action = activity.Value.At("action");
        var fault = activity.Value.At() is null ? ("BadRequest", "Missing value property")
            : activity.Value is not { ValueKind: JsonValueKind.Object } ? ("BadRequest", "Value property is not properly formed")
            : action is null ? ("BadRequest", "Missing action property")
            : action.Text("type") != "Action.Execute" ? ("NotSupported", $"The action '{action.Text("type")}' is not supported.")
            : action.Text("verb") is null ? ("BadRequest", "Missing verb property")
            : ((string Code, string Text)?)null;
        return fault is { } found
            ? new BadInvoke(place, who, activity.Id, CardAnswer.Malformed(found.Code, found.Text))
            : new CardActedOn(place, who, activity.Id, activity.ReplyToId, action.Text("verb")!, action.At("data"), activity.Value.Text("trigger") == "automatic", activity.Locale);
    }

    private static TeamsEvent FileConsent(Activity activity, TeamsPlace place, Person? who)
    {
        var room = activity.Value.At("uploadInfo");
        return (activity.Value.Text("action"), activity.Value.Text("context", "file")) switch
        {
            ("accept", { Length: > 0 } file) when room is { ValueKind: JsonValueKind.Object } =>
                new FileAnswered(place, who, activity.Id, activity.ReplyToId, file, new FileRoomMade(room.Text("name"), room.Text("uploadUrl"), room.Text("contentUrl"), room.Text("uniqueId"), room.Text("fileType"))),
            ("decline", { Length: > 0 } file) => new FileAnswered(place, who, activity.Id, activity.ReplyToId, file, null),
            _ => new BadInvoke(place, who, activity.Id, CardAnswer.Malformed("BadRequest", "Missing or unknown properties of the file's answer")),
        };
    }

    private static TeamsEvent Query(Activity activity, TeamsPlace place, Person? who)
    {
        if (activity.Value.Text("commandId") is not { Length: > 0 } command)
        {
            return Bad(activity, place, who);
        }

        var parameters = activity.Value.Items("parameters").Select(each => (JsonElement?)each).ToList();
        var initial = parameters.Any(each => each.Text("name") == "initialRun" && IsTrue(each.At("value")));
        var text = parameters.FirstOrDefault(each => each.Text("name") is not (null or "initialRun")).Text("value") ?? "";
        var skip = Math.Max(0, activity.Value.Number("queryOptions", "skip") ?? 0);
        var count = Math.Clamp(activity.Value.Number("queryOptions", "count") ?? MostHits, 1, MostHits);
        return new FaqQuery(place, who, activity.Id, command, text.Trim(), skip, count, initial, activity.Locale);
    }

    private static TeamsEvent OnMessage(Activity activity, TeamsPlace place, Person? who, bool opening)
    {
        if (activity.Value.Text("commandId") is not { Length: > 0 } command)
        {
            return Bad(activity, place, who);
        }

        return new ActionOnMessage(place, who, activity.Id, command, opening, activity.Value.At("data"), CalledOn(activity.Value.At("messagePayload")), activity.Locale);
    }

    private static MessageCalledOn? CalledOn(JsonElement? payload) => payload is not { ValueKind: JsonValueKind.Object }
        ? null
        : new(
            payload.Text("id"),
            payload.Text("body", "contentType") == "text" ? (payload.Text("body", "content") ?? "").Trim() : MessageHtml.ToText(payload.Text("body", "content")),
            payload.Text("from", "user", "displayName"),
            payload.Text("from", "user", "id"),
            payload.Text("linkToMessage"));

    private static BadInvoke Bad(Activity activity, TeamsPlace place, Person? who) => new(place, who, activity.Id, CardAnswer.Malformed("BadRequest", "Missing commandId property"));

    private static bool IsTrue(JsonElement? value) => value is { ValueKind: JsonValueKind.True } || string.Equals(value.Text(), "true", StringComparison.OrdinalIgnoreCase);
}
