using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Channels.BotFramework.Speech;

/// <summary>
/// Files that go with a reply. A bot sends none by itself: it offers each, whoever accepts makes room for it in their OneDrive, and there it is put. In personal chats only;
/// elsewhere what cannot be handed over is named.
/// </summary>
internal static class FileOffers
{
    private const string Consent = "application/vnd.microsoft.teams.card.file.consent";
    private const string Info = "application/vnd.microsoft.teams.card.file.info";

    /// <summary>In order; the same reply always gives the same.</summary>
    public static IReadOnlyList<Activity> Of(Reply reply, TeamsReference to) => reply.Files is not { Count: > 0 } files ? []
        : to.Kind == ConversationKind.Personal ? [.. files.Select(file => Offer(file.Id, file.Name, file.Size, reply.Language, to))]
        : [Text("files.notHere", string.Join(", ", files.Select(file => file.Name)), reply.Language, to)];

    /// <param name="size">Bytes.</param>
    public static Activity Offer(string id, string name, long size, string? language, TeamsReference to) => Holding(to, language, new Attachment
    {
        ContentType = Consent, Name = name, Content = Json(new JsonObject
        {
            ["description"] = TeamsTexts.In(language).Get("files.offer"), ["sizeInBytes"] = size, ["acceptContext"] = new JsonObject { ["file"] = id }, ["declineContext"] = new JsonObject { ["file"] = id },
        }),
    });

    /// <summary>A file that was put where its recipient has made room for it: it opens from the chat.</summary>
    public static Activity Put(FileRoomMade room, string? language, TeamsReference to) => Holding(to, language, new Attachment
    {
        ContentType = Info, Name = room.Name, ContentUrl = room.ContentUrl, Content = Json(new JsonObject { ["uniqueId"] = room.UniqueId, ["fileType"] = room.FileType }),
    });

    /// <param name="key">Of the words.</param>
    public static Activity Text(string key, string name, string? language, TeamsReference to) =>
        TeamsSpeech.Empty(to, language) with { Text = TeamsTexts.In(language).Get(key, name), TextFormat = Activity.Plain };

    private static Activity Holding(TeamsReference to, string? language, Attachment attachment) => TeamsSpeech.Empty(to, language) with { Attachments = [attachment] };

    private static JsonElement Json(JsonObject content) => JsonSerializer.SerializeToElement(content, ActivityJson.Options);
}
