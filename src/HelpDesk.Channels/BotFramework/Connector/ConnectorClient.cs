using System.Text.Json;
using HelpDesk.Channels.Activities;

namespace HelpDesk.Channels.BotFramework.Connector;

/// <summary>
/// The connector's REST interface, `{serviceUrl}/v3/…`: what the bot says to Teams. Every failure is an outcome, none an
/// exception, save that the caller cancels. Source: botframework-channel.json (MIT, Microsoft).
/// </summary>
public sealed class ConnectorClient(ConnectorTransport transport)
{
    private const int PageSize = 200;

    public Task<ConnectorOutcome> SendAsync(ConnectorAddress to, Activity activity, CancellationToken cancellation, Door? door = null) =>
        PostAsync(to, activity, replyTo: null, door, cancellation);

    /// <summary>Into the thread of an activity.</summary>
    public Task<ConnectorOutcome> ReplyAsync(ConnectorAddress to, string replyToId, Activity activity, CancellationToken cancellation) =>
        PostAsync(to, activity, replyToId, door: null, cancellation);

    /// <summary>Puts an activity in the place of one sent before. May be repeated without harm.</summary>
    public async Task<ConnectorOutcome> UpdateAsync(ConnectorAddress to, string activityId, Activity activity, CancellationToken cancellation, Door? door = null) =>
        TooLarge(activity) ?? await transport.CallAsync(
            new(HttpMethod.Put, to, ["conversations", to.ConversationId, "activities", activityId]) { Body = ActivityJson.Write(activity), MayRepeat = true, Door = door },
            answer => new Sent(Text(answer, "id") ?? activityId), cancellation);

    public Task<ConnectorOutcome> DeleteAsync(ConnectorAddress to, string activityId, CancellationToken cancellation) =>
        transport.CallAsync(new(HttpMethod.Delete, to, ["conversations", to.ConversationId, "activities", activityId]) { MayRepeat = true }, _ => new Sent(activityId), cancellation);

    /// <summary>Opens a conversation with one person, to speak first.</summary>
    /// <param name="bot">The bot's account, «28:app id».</param>
    /// <param name="tenantId">The person's tenant; Teams demands it.</param>
    public Task<ConnectorOutcome> OpenAsync(string serviceUrl, Account bot, Account person, string tenantId, Activity? first, CancellationToken cancellation)
    {
        var body = new { isGroup = false, bot, members = new[] { person }, tenantId, channelData = new { tenant = new { id = tenantId } }, activity = first };
        // Teams counts a new conversation like a message into it; until it has an id, by the person.
        var to = new ConnectorAddress(serviceUrl, person.Id ?? "", tenantId);
        return transport.CallAsync(new(HttpMethod.Post, to, ["conversations"]) { Body = ActivityJson.Write(body) },
            answer => Text(answer, "id") is { } id ? new Opened(id, Text(answer, "activityId")) : new Ambiguous("answer.no-id"), cancellation);
    }

    /// <param name="continuation">From the page before; null for the first.</param>
    public Task<ConnectorOutcome> MembersAsync(ConnectorAddress to, string? continuation, CancellationToken cancellation)
    {
        var query = FormattableString.Invariant($"?pageSize={PageSize}") + (continuation is null ? "" : "&continuationToken=" + PathText.Encode(continuation));
        return transport.CallAsync(new(HttpMethod.Get, to, ["conversations", to.ConversationId, "pagedmembers"]) { Query = query, Reads = true, MayRepeat = true }, Members, cancellation);
    }

    private async Task<ConnectorOutcome> PostAsync(ConnectorAddress to, Activity activity, string? replyTo, Door? door, CancellationToken cancellation)
    {
        string[] path = ["conversations", to.ConversationId, "activities"];
        return TooLarge(activity) ?? await transport.CallAsync(
            new(HttpMethod.Post, to, replyTo is null ? path : [.. path, replyTo]) { Body = ActivityJson.Write(activity), Conversation = replyTo is null ? null : to.ConversationId, Door = door },
            answer => new Sent(Text(answer, "id")), cancellation);
    }

    /// <summary>Never cut in silence: whoever writes a long message asks <see cref="MessageSize.Split"/> first.</summary>
    private static Refused? TooLarge(Activity activity) => MessageSize.Of(activity) > MessageSize.Most ? new Refused("message.too-large", null, ConversationGone: false) : null;

    private static ConnectorOutcome Members(JsonElement? answer)
    {
        if (answer is not { ValueKind: JsonValueKind.Object } page || !page.TryGetProperty("members", out var members) || members.ValueKind != JsonValueKind.Array)
        {
            return new Refused("answer.no-members", null, ConversationGone: false);
        }

        try
        {
            var token = Text(answer, "continuationToken");
            return new MembersPage(members.Deserialize<List<Account>>(ActivityJson.Options)!, token is { Length: > 0 } ? token : null);
        }
        catch (JsonException)
        {
            return new Refused("answer.no-members", null, ConversationGone: false);
        }
    }

    private static string? Text(JsonElement? json, string member) => Teams.JsonReading.Text(json, member);
}
