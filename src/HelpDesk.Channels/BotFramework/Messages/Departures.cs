using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Delivery;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Turns;

namespace HelpDesk.Channels.BotFramework.Messages;

/// <summary>
/// The bot was taken out of a chat, a group or a team, and comes back. What waits there ends at once, and whoever works on the
/// open tickets reads that they are not reached. Of a team Teams names one channel; the others are noticed at the next sending.
/// </summary>
internal sealed class Departures(LeftConversations left, Undelivered undelivered)
{
    /// <summary>Why what waits there is given up.</summary>
    private const string Left = "bot.removed";

    public static bool Is(TeamsEvent happened) => happened is Removed { Upgrade: false } or MembersRemoved { BotToo: true };

    /// <summary>A repeat has no second effect, and one after a crash completes what is missing.</summary>
    public async Task NoteAsync(TeamsEvent happened, Activity activity, CancellationToken cancellation)
    {
        var place = happened.Place.ConversationId;
        var once = happened.ActivityId is { Length: > 0 } id ? new ActKey(BotFrameworkOptions.TeamsId, TeamsSpeaker.Key("left|" + place), TeamsSpeaker.Key(id)) : null;
        if (place.Length == 0 || (once is not null && await left.IsKnownAsync(once, cancellation)))
        {
            return;
        }

        var conversations = await WithinAsync(happened, activity, cancellation);
        foreach (var conversation in conversations)
        {
            var waiting = await left.WaitingAsync(BotFrameworkOptions.TeamsId, conversation);
            await undelivered.TellAsync(new GivenUp(BotFrameworkOptions.TeamsId, conversation, Left, Gone: true, waiting), cancellation);
        }

        await left.EndAsync(BotFrameworkOptions.TeamsId, conversations, Left, once);
    }

    /// <summary>Brought in again: greeted before, and nothing is said; but what is said later goes by the way that holds now.</summary>
    public Task ReturnAsync(AcceptedMessage joined) => left.ReturnAsync(joined.Channel, joined.Conversation, joined.Reference!);

    /// <summary>By what their references say: the dialogues of all people there, in all its threads.</summary>
    private async Task<IReadOnlyList<string>> WithinAsync(TeamsEvent happened, Activity activity, CancellationToken cancellation)
    {
        var place = happened.Place.ConversationId;
        var written = JsonSerializer.Serialize(place, ActivityJson.Options)[..^1];
        var found = (await left.FindAsync(BotFrameworkOptions.TeamsId, written, cancellation))
            .Where(row => TeamsReference.Read(row.Reference)?.Conversation is { } known && (known == place || TeamsPlace.WithoutThread(known) == place)).Select(row => row.Conversation);
        // A chat that nobody has opened yet is known by its person alone.
        return happened.Place.Kind == ConversationKind.Personal && TeamsSpeaker.Of(happened, activity.ChannelId) is { } speaker
            ? [.. found.Union([speaker.Conversation])]
            : [.. found];
    }
}
