using HelpDesk.Channels.BotFramework.Invokes;
using HelpDesk.Channels.BotFramework.Messages;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.BotFramework.Speech;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Channels.Cards;
using HelpDesk.Storage.Turns;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Schema;
using Activity = HelpDesk.Channels.Activities.Activity;

namespace HelpDesk.Channels.BotFramework.BotBuilder;

/// <summary>
/// The help desk as a bot of the SDK: each kind of activity to whoever acts on it. It says nothing itself but what is asked for in the
/// same request: what is said stands in the outbox, in the transaction of the turn, before this returns.
/// </summary>
internal sealed class HelpDeskBot(
    MessageDesk desk, InvokeDesk invokes, CardPresses presses, Departures departures, ArticleLinks links, Unrendered unrendered, BotFrameworkOptions options) : TeamsActivityHandler
{
    /// <exception cref="BadHttpRequestException">A message of nobody, or without an id: it could not be told from a repeat (400).</exception>
    protected override async Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken)
    {
        var (activity, happened) = Read(turnContext);
        if (happened is not Said said || !IsOfAPerson(said, activity))
        {
            return;
        }

        if (said.Submitted is { } sent && (await invokes.PressedAsync(said, sent, cancellationToken) || Asker.IsAnother(said.Submitted, said.Who)))
        {
            return;
        }

        if (IncomingMessages.Of(said, activity, options) is { } message)
        {
            message = said.Submitted is { } data ? (await presses.FindAsync(activity.ReplyToId, data, message, cancellationToken)).Once : message;
            await AcceptAsync(turnContext, message, said, activity, cancellationToken);
        }
    }

    /// <exception cref="BadHttpRequestException">As of a message.</exception>
    protected override async Task OnMessageUpdateActivityAsync(ITurnContext<IMessageUpdateActivity> turnContext, CancellationToken cancellationToken)
    {
        var (activity, happened) = Read(turnContext);
        if (IsOfAPerson(happened, activity))
        {
            await AcceptAsync(turnContext, happened, activity, cancellationToken);
        }
    }

    protected override Task OnMessageDeleteActivityAsync(ITurnContext<IMessageDeleteActivity> turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The SDK's own asks the connector about each member before it says who came.</summary>
    protected override Task OnConversationUpdateActivityAsync(ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => ComeAndGoAsync(turnContext, cancellationToken);

    protected override Task OnInstallationUpdateActivityAsync(ITurnContext<IInstallationUpdateActivity> turnContext, CancellationToken cancellationToken) => ComeAndGoAsync(turnContext, cancellationToken);

    /// <summary>The SDK's own throws where a meeting's event has no value.</summary>
    protected override Task OnEventActivityAsync(ITurnContext<IEventActivity> turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The SDK's own throws at values that are missing or of another kind; here each has its answer.</summary>
    protected override async Task<Microsoft.Bot.Builder.InvokeResponse> OnInvokeActivityAsync(ITurnContext<IInvokeActivity> turnContext, CancellationToken cancellationToken)
    {
        var (activity, happened) = Read(turnContext);
        var answer = await invokes.AnswerAsync(happened, activity, cancellationToken);
        return new Microsoft.Bot.Builder.InvokeResponse { Status = answer.Status, Body = answer.Body };
    }

    private async Task ComeAndGoAsync(ITurnContext turn, CancellationToken cancellation)
    {
        var (activity, happened) = Read(turn);
        if (Departures.Is(happened))
        {
            await departures.NoteAsync(happened, activity, cancellation);
            return;
        }

        await AcceptAsync(turn, happened, activity, cancellation);
    }

    private Task AcceptAsync(ITurnContext turn, TeamsEvent happened, Activity activity, CancellationToken cancellation) =>
        IncomingMessages.Of(happened, activity, options) is { } message ? AcceptAsync(turn, message, happened, activity, cancellation) : Task.CompletedTask;

    private async Task AcceptAsync(ITurnContext turn, AcceptedMessage message, TeamsEvent happened, Activity activity, CancellationToken cancellation)
    {
        var atOnce = turn.Activity.DeliveryMode == DeliveryModes.ExpectReplies;
        var accepted = await desk.AcceptAsync(message with { AnsweredAtOnce = atOnce }, happened, cancellation);
        if (accepted.Repeat && message.Activity == IncomingMessages.Joined)
        {
            await departures.ReturnAsync(message);
        }

        if (atOnce && Speech.ExpectedReplies.Of(accepted, happened, activity, links, unrendered) is { Count: > 0 } said)
        {
            await turn.SendActivitiesAsync([.. said.Select(ActivityBridge.ToSdk)], cancellation);
        }
    }

    /// <returns>False: our own words, or another bot's; two that answer each other would never end.</returns>
    private static bool IsOfAPerson(TeamsEvent happened, Activity activity) =>
        happened.Who is null || string.IsNullOrEmpty(happened.ActivityId) ? throw new BadHttpRequestException("The message names nobody, or has no id.")
        : happened.Who.Id != activity.Recipient?.Id && !happened.Who.Id.StartsWith(Person.BotPrefix, StringComparison.Ordinal);

    private static (Activity Activity, TeamsEvent Happened) Read(ITurnContext turn)
    {
        var activity = turn.Activity is ReceivedActivity received ? received.Read() : ActivityBridge.ToOurs(turn.Activity);
        return (activity, TeamsActivity.Read(activity));
    }
}
