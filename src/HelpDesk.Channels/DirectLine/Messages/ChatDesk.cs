using System.Security.Cryptography;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.DirectLine.Tokens;
using HelpDesk.Channels.DirectLine.Wire;
using HelpDesk.Channels.Files;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage;
using HelpDesk.Storage.Presence;
using HelpDesk.Storage.Turns;

namespace HelpDesk.Channels.DirectLine.Messages;

/// <summary>What became of a posted activity.</summary>
/// <param name="Kept">Accepted now; false: refused, a repeat, or without effect.</param>
internal sealed record Posted(string? Id, Refusal? Refusal, bool Kept)
{
    public static implicit operator Posted(Refusal refusal) => new(null, refusal, false);
}

/// <summary>Takes what a person posts: it is answered with an id only once it stands in the database.</summary>
internal sealed class ChatDesk(TurnDesk desk, Presences presences)
{
    private const int LongestName = 100;
    private const int KeyLength = 32;

    /// <summary>Who speaks is who the token says, whatever the activity says.</summary>
    /// <exception cref="DatabaseException">It could not be stored.</exception>
    public async Task<Posted> TakeAsync(ChatToken token, Activity activity, IReadOnlyList<KeptFile> files, CancellationToken cancellation)
    {
        var heard = IncomingActivity.Read(activity, NewKey);
        if (heard.Refusal is { } refusal)
        {
            return refusal;
        }

        if (heard.Message is not { } incoming)
        {
            return new Posted($"{token.Conversation}|{NewKey()}", null, false);
        }

        var message = new AcceptedMessage(
            DirectLineOptions.Channel, token.Conversation, heard.Key!, token.User, KeptFile.Join(incoming, files), new Person(Anonymous: true),
            KeepsTranscript: true, Echo: ActivityJson.Write(Echo(activity, token, files)), Since: token.Since);
        var turn = await desk.AcceptAsync(message, cancellation);
        presences.Leaves(Spot.Chat(DirectLineOptions.Channel, token.Conversation), token.User);
        return turn.IsForgotten ? Refusal.BadToken : new Posted(ConversationLog.ActivityId(token.Conversation, turn.First), null, !turn.Repeat);
    }

    /// <summary>Whoever speaks with them sees it for a moment; nothing is kept.</summary>
    /// <returns>An id, which names nothing.</returns>
    public string Types(ChatToken token)
    {
        presences.Types(Spot.Chat(DirectLineOptions.Channel, token.Conversation), token.User, token.User, "");
        return $"{token.Conversation}|{NewKey()}";
    }

    private static string NewKey() => RandomNumberGenerator.GetHexString(KeyLength, lowercase: true);

    /// <summary>As the transcript keeps it: id, time and conversation are added when it is read.</summary>
    private static Activity Echo(Activity activity, ChatToken token, IReadOnlyList<KeptFile> files) => activity with
    {
        Id = null, Timestamp = null, TextFormat = activity.Text is null ? activity.TextFormat : Activity.Plain, ServiceUrl = null, Conversation = null, Recipient = null, ReplyToId = null,
        From = new Account { Id = token.User, Name = activity.From?.Name is { Length: <= LongestName } name ? name : null, Role = "user" },
        Attachments = files.Count == 0 ? activity.Attachments : [.. files.Select(file => new Attachment { ContentType = file.File.ContentType, ContentUrl = file.Url, Name = file.File.Name })],
    };
}
