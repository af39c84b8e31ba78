using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Agents;
using HelpDesk.Channels.BotFramework.Answers;
using HelpDesk.Channels.BotFramework.Extensions;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.BotFramework.Speech;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Channels.Cards;
using HelpDesk.Storage;
using HelpDesk.Storage.Turns;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Channels.BotFramework.Invokes;

/// <summary>Answers invokes, always in time: what takes too long is said to take long. What nobody here handles is 501.</summary>
internal sealed class InvokeDesk(
    TurnDesk desk, FaqSearch search, MessageTickets tickets, TicketCards cards, CardPresses presses, AgentDesk agents, FileAnswers files, BotFrameworkOptions options, TimeProvider time, ILogger<InvokeDesk> log)
{
    /// <summary>Teams gives a card's action 15 seconds; a search, which is done here in a few milliseconds, 5.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    public async Task<InvokeResponse> AnswerAsync(TeamsEvent happened, Activity activity, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(LongestWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var language = IncomingMessages.LanguageOf(activity.Locale) ?? "ja";
        try
        {
            return await HandleAsync(happened, activity, language, either.Token);
        }
        catch (DatabaseException e)
        {
            log.LogError(e, "Bot Framework: the database cannot be used ({Code})", e.Code);
            return Failed(happened, language, "unavailable");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed(happened, language, "slow");
        }
    }

    /// <summary>A button of an agent's card in a client that knows only Action.Submit: it comes as a message.</summary>
    /// <returns>False: it is none.</returns>
    public async Task<bool> PressedAsync(Said pressed, JsonElement sent, CancellationToken cancellation)
    {
        if (AgentAct.Read(sent) is not { } act)
        {
            return false;
        }

        await agents.ActAsync(pressed, act, cancellation);
        return true;
    }

    private async Task<InvokeResponse> HandleAsync(TeamsEvent happened, Activity activity, string language, CancellationToken cancellation) => happened switch
    {
        BadInvoke bad => bad.Answer,
        FaqQuery asked => search.Answer(asked),
        ActionOnMessage on => await tickets.AnswerAsync(on, activity, cancellation),
        CardActedOn { Verb: Submitted.SayVerb or Submitted.FormVerb } acted => await SayAsync(acted, activity, language, cancellation),
        CardActedOn { Verb: TicketCards.Verb } acted => await cards.AnswerAsync(acted, activity, language, cancellation),
        CardActedOn { Verb: AgentAct.Verb } acted when AgentAct.Read(acted.Data) is { } act => await agents.ActAsync(acted, act, cancellation),
        CardActedOn => CardAnswer.Malformed("NotSupported", "The verb is not supported."),
        FileAnswered answered => await files.AnswerAsync(answered, activity, language, cancellation),
        _ => InvokeResponse.NotImplemented,
    };

    /// <summary>The same turn as if it had been typed; what the bot says to it comes as messages, in order with all others.</summary>
    private async Task<InvokeResponse> SayAsync(CardActedOn acted, Activity activity, string language, CancellationToken cancellation)
    {
        if (IncomingMessages.Of(acted, activity, options) is not { } message)
        {
            return CardAnswer.Malformed("BadRequest", "Missing id or from property");
        }

        if (Asker.IsAnother(acted.Data, acted.Who))
        {
            return CardAnswer.Notice(TeamsTexts.In(language).Get("invoke.anothers"));
        }

        var (once, card) = await presses.FindAsync(acted.CardId, acted.Data, message, cancellation);
        await desk.AcceptAsync(once, cancellation);
        return card is null ? CardAnswer.Notice(TeamsTexts.In(language).Get("invoke.heard")) : await presses.AnswerAsync(acted, activity, card, cancellation);
    }

    private static InvokeResponse Failed(TeamsEvent happened, string language, string why)
    {
        var text = TeamsTexts.In(language).Get("invoke." + why);
        return happened switch
        {
            FaqQuery => SearchAnswer.Notice(text),
            ActionOnMessage => DialogAnswer.Notice(text),
            _ => CardAnswer.Failed(500, why, text),
        };
    }
}
