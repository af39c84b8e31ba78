using HelpDesk.Channels.Activities;

namespace HelpDesk.Channels.BotFramework.Connector;

/// <summary>
/// Teams refuses messages over 100 KB, counted in UTF-16 (413 MessageSizeTooBig). A long text is sent as several messages,
/// parted between paragraphs where that can be; nothing of it is left out. A card cannot be parted: it is refused as too large.
/// Source: msteams-docs, format-your-bot-messages.md, which advises to stay under 80 KB.
/// </summary>
public static class MessageSize
{
    /// <summary>Bytes of the activity's JSON in UTF-16.</summary>
    public const int Most = 80 * 1024;

    /// <summary>From the best place to part a text to the worst.</summary>
    private static readonly string[] Borders = ["\n\n", "\n", "。", ". ", "、", " "];

    public static int Of(Activity activity) => 2 * ActivityJson.Write(activity).Length;

    /// <summary>The messages to send in place of one, in order: itself where it fits. Attachments and suggested actions go with the last.</summary>
    /// <returns>Null where it is too large and has no text that could be parted: show a shorter card instead.</returns>
    public static IReadOnlyList<Activity>? Split(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (Of(activity) <= Most)
        {
            return [activity];
        }

        var room = Most - Of(activity with { Text = "" });
        if (string.IsNullOrEmpty(activity.Text) || room < Most / 8)
        {
            return null;
        }

        var plain = activity with { Attachments = null, SuggestedActions = null, AttachmentLayout = null };
        var parts = Parts(activity.Text, room);
        return [.. parts.Select((text, i) => (i == parts.Count - 1 ? activity : plain) with { Text = text })];
    }

    private static List<string> Parts(string text, int room)
    {
        var parts = new List<string>();
        var rest = text;
        while (Cost(rest) > room)
        {
            var cut = Cut(rest, Longest(rest, room));
            parts.Add(rest[..cut]);
            rest = rest[cut..];
        }

        parts.Add(rest);
        return parts;
    }

    /// <summary>As it stands in JSON: a line break or a quotation mark counts twice.</summary>
    private static int Cost(string text) => 2 * (ActivityJson.Write(text).Length - 2);

    /// <summary>The longest beginning that fits, never within a character of two units.</summary>
    private static int Longest(string text, int room)
    {
        var (fits, not) = (1, text.Length);
        while (not - fits > 1)
        {
            var middle = (fits + not) / 2;
            (fits, not) = Cost(text[..middle]) <= room ? (middle, not) : (fits, middle);
        }

        return char.IsHighSurrogate(text[fits - 1]) && fits > 1 ? fits - 1 : fits;
    }

    private static int Cut(string text, int longest)
    {
        foreach (var border in Borders)
        {
            var at = text.LastIndexOf(border, longest - 1, longest, StringComparison.Ordinal);
            // A border near the beginning would make many small messages of one.
            if (at >= 0 && at + border.Length > longest / 4)
            {
                return at + border.Length;
            }
        }

        return longest;
    }
}
