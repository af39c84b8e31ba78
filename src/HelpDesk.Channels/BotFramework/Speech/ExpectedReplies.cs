using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Channels.Cards;
using HelpDesk.Storage.Turns;

namespace HelpDesk.Channels.BotFramework.Speech;

/// <summary>
/// Delivery mode «expectReplies»: what is said to an activity goes back in the response to it and is not sent. It stands in the
/// outbox as delivered from the beginning; whoever did not get the response sends the activity again and is answered the same.
/// What is said later, by an agent, is sent like everything.
/// </summary>
internal static class ExpectedReplies
{
    public static IReadOnlyList<Activity> Of(AcceptedTurn turn, TeamsEvent happened, Activity activity, ArticleLinks links, Unrendered unrendered)
    {
        var to = TeamsReference.Of(happened.Place, activity);
        return
        [
            .. turn.Replies.SelectMany(reply => unrendered.Try(
                happened.Place.ConversationId, reply,
                one => TeamsSpeech.Of(one, AnswersJoining(happened) ? IncomingMessages.Joined : activity.Id, to, links.In(one.Language)), one => TeamsSpeech.Plain(one, to))),
        ];
    }

    private static bool AnswersJoining(TeamsEvent happened) => happened is Installed or MembersAdded;
}
