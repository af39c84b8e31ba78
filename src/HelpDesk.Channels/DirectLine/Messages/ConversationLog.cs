using System.Globalization;
using System.Text;
using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.Cards;
using HelpDesk.Channels.DirectLine.Wire;
using HelpDesk.Channels.Files;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Outbox;
using Microsoft.Extensions.Options;

namespace HelpDesk.Channels.DirectLine.Messages;

/// <summary>What is new in a conversation since a watermark, as polling and sockets give it.</summary>
/// <param name="Watermark">Sequence of the last that was read; to be handed in with the next request.</param>
internal sealed record ActivitySet(IReadOnlyList<Activity> Activities, string Watermark);

/// <summary>The transcript of a conversation as activities; the same on every node and at every reading.</summary>
internal sealed class ConversationLog(Transcript transcript, IOptions<DirectLineOptions> options, Unrendered unrendered, IIncomingFiles files)
{
    private const string ActivityChannel = "directline";
    private const string BotId = "helpdesk";

    private readonly Func<string, string>? articleAddress =
        options.Value.ArticleAddress is { } address ? id => address.Replace(DirectLineOptions.ArticleId, Uri.EscapeDataString(id), StringComparison.Ordinal) : null;

    /// <summary>Id of an activity: unique, and the same whoever reads it.</summary>
    public static string ActivityId(string conversation, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{conversation}|{sequence:D7}");

    /// <summary>Null where the text is none that we gave; absent: from the beginning.</summary>
    public static long? Watermark(string? text) =>
        string.IsNullOrEmpty(text) ? 0 : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : null;

    public static string Watermark(long after) => after.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where there is more than fits, the next reading gives it.</summary>
    public async Task<(ActivitySet Set, long Last)> ReadAsync(string conversation, long after, CancellationToken cancellation)
    {
        var said = await transcript.ReadAsync(DirectLineOptions.Channel, conversation, after, Transcript.MostAtOnce, cancellation);
        var last = said.Count > 0 ? said[^1].Sequence : after;
        return (new ActivitySet([.. said.Select(one => Activity(conversation, one))], Watermark(last)), last);
    }

    public Task<KnownConversation?> FindAsync(string conversation, CancellationToken cancellation) => transcript.FindAsync(DirectLineOptions.Channel, conversation, cancellation);

    /// <summary>That a person of the desk types: no part of the transcript, and always the same activity, which clients show for some seconds.</summary>
    public static Activity Typing(string conversation, DateTimeOffset at) => From(new Activity { Type = IncomingActivity.Typing }, null) with
    {
        Id = conversation + "|typing", Timestamp = at, Conversation = new ConversationAccount { Id = conversation },
    };

    private Activity Activity(string conversation, Said said)
    {
        var activity = said.Echo is { } echo ? Echoed(conversation, echo) : Spoken(conversation, said.Reply ?? Reply.Unreadable);
        return activity with
        {
            Id = ActivityId(conversation, said.Sequence), Timestamp = said.At, Conversation = new ConversationAccount { Id = conversation },
        };
    }

    /// <summary>As the person sent it; one that cannot be read any more is theirs without words.</summary>
    private Activity Echoed(string conversation, string echo)
    {
        try
        {
            if (ActivityReading.Read(Encoding.UTF8.GetBytes(echo)) is { } activity)
            {
                return activity;
            }

            unrendered.Note(conversation, null);
        }
        catch (JsonException e)
        {
            unrendered.Note(conversation, e);
        }

        return Bot(Unrendered.Notice(null));
    }

    private Activity Spoken(string conversation, Reply said) =>
        unrendered.Try(conversation, said, reply => From(WithFiles(ReplyActivity.Of(reply, CardStyle.Submit, articleAddress), reply), reply.Language), Bot);

    private Activity WithFiles(Activity activity, Reply reply) => reply.Files is not { Count: > 0 } sent ? activity : activity with
    {
        Attachments = [.. activity.Attachments ?? [], .. sent.Select(file => new Attachment { ContentType = file.ContentType, ContentUrl = files.AddressOf(file.Id), Name = file.Name })],
    };

    private static Activity Bot(Reply reply) => From(ReplyActivity.Plain(reply), reply.Language);

    private static Activity From(Activity activity, string? language) =>
        activity with { ChannelId = ActivityChannel, From = new Account { Id = BotId, Name = DirectLineTexts.In(language).Get("bot"), Role = "bot" } };
}
