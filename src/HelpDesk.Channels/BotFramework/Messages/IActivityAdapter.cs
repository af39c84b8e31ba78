using System.Net;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Answers;
using HelpDesk.Channels.BotFramework.Authentication;

namespace HelpDesk.Channels.BotFramework.Messages;

/// <summary>What takes an activity through door and bot: the seam to the SDK, of which nothing else here knows.</summary>
internal interface IActivityAdapter
{
    /// <param name="authorization">The request's Authorization header.</param>
    /// <param name="remote">Who is at the other end of the connection.</param>
    Task<ActivityAnswer> TakeAsync(string? authorization, Activity activity, IPAddress? remote, CancellationToken cancellation);
}

/// <param name="Away">Not admitted.</param>
/// <param name="Response">What the request itself is answered with; null: that it was accepted.</param>
internal sealed record ActivityAnswer(TurnedAway? Away, InvokeResponse? Response);
