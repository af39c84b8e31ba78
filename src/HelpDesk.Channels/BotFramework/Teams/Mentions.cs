using System.Text.Json;
using System.Text.RegularExpressions;
using HelpDesk.Channels.Activities;

namespace HelpDesk.Channels.BotFramework.Teams;

/// <summary>«@Help desk» in a message: addressed to the bot, and no part of the question.</summary>
public static partial class Mentions
{
    /// <summary>Whether the bot is mentioned: by an entity, or by its name in a tag where a channel sends no entities.</summary>
    public static bool Bot(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return OfBot(activity).Any() || (activity.Recipient?.Name is { Length: > 0 } name && (activity.Text ?? "").Contains(Tag(name), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The text without the mention of the bot; other people's mentions become their names.</summary>
    public static string Strip(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var text = activity.Text ?? "";
        foreach (var mention in OfBot(activity))
        {
            var written = mention.Text("text") is { Length: > 0 } own ? own : mention.Text("mentioned", "name") is { Length: > 0 } name ? Tag(name) : null;
            text = written is null ? text : text.Replace(written, "", StringComparison.OrdinalIgnoreCase);
        }

        if (activity.Recipient?.Name is { Length: > 0 } bot)
        {
            text = text.Replace(Tag(bot), "", StringComparison.OrdinalIgnoreCase);
        }

        // Teams puts a space that does not break after a mention, written out or as an entity.
        return AnyTag().Replace(text, "$1").Replace("&nbsp;", " ", StringComparison.Ordinal).Replace('\u00a0', ' ').Trim();
    }

    private static IEnumerable<JsonElement?> OfBot(Activity activity) =>
        (activity.Entities ?? []).Select(each => (JsonElement?)each)
            .Where(each => each.Text("type") == "mention" && activity.Recipient?.Id is { Length: > 0 } bot && each.Text("mentioned", "id") == bot);

    private static string Tag(string name) => $"<at>{name}</at>";

    [GeneratedRegex("<at(?: [^<>]{0,500})?>([^<>]{0,500})</at>", RegexOptions.IgnoreCase)]
    private static partial Regex AnyTag();
}
