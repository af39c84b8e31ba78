using System.Globalization;
using System.Net;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Messages;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Extensions.Logging;
using Activity = HelpDesk.Channels.Activities.Activity;
using InvokeResponse = HelpDesk.Channels.BotFramework.Answers.InvokeResponse;

namespace HelpDesk.Channels.BotFramework.BotBuilder;

/// <summary>
/// The SDK's adapter behind our endpoint: door, middleware, bot, and what is answered in the same request. No error handler: what the
/// bot throws is a status of <see cref="MessagesEndpoint"/>, so that Teams sends again what was not accepted.
/// </summary>
internal sealed class HelpDeskAdapter : CloudAdapter, IActivityAdapter
{
    private readonly ChannelAuthentication door;
    private readonly IBot bot;

    public HelpDeskAdapter(ChannelAuthentication door, IBot bot, IEnumerable<IMiddleware> middleware, TimeProvider time, ILogger<HelpDeskAdapter> log)
        : base(door)
    {
        (this.door, this.bot) = (door, bot);
        foreach (var each in middleware)
        {
            Use(new GuardedMiddleware(each, time, log));
        }
    }

    public async Task<ActivityAnswer> TakeAsync(string? authorization, Activity activity, IPAddress? remote, CancellationToken cancellation)
    {
        var (away, admitted) = await door.AdmitAsync(authorization, activity, remote, cancellation);
        if (admitted is null)
        {
            return new ActivityAnswer(away, null);
        }

        // The SDK makes the sender's language that of the thread; how this program writes numbers and dates is not theirs to say.
        var house = CultureInfo.CurrentCulture;
        var received = new ReceivedActivity(activity);
        var answer = await ProcessActivityAsync(admitted, received, (turn, token) =>
        {
            CultureInfo.CurrentCulture = house;
            received.Restore();
            return bot.OnTurnAsync(turn, token);
        }, cancellation);
        return new ActivityAnswer(null, answer is null ? null : new InvokeResponse(answer.Status, BodyOf(answer.Body)));
    }

    private static System.Text.Json.JsonElement? BodyOf(object? body) => body is Microsoft.Bot.Schema.ExpectedReplies replies
        ? System.Text.Json.JsonSerializer.SerializeToElement(new { activities = (replies.Activities ?? []).Select(ActivityBridge.ToOurs) }, ActivityJson.Options)
        // Ours passes as it is: a found list laid out twice more cost two thirds of a search. What middleware puts in its place is the SDK's kind of value.
        : body is System.Text.Json.JsonElement ours ? ours : JsonBridge.ToElement(body);
}
