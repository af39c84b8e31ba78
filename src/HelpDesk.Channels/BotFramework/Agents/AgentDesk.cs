using System.Globalization;
using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Answers;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Speakers;
using HelpDesk.Channels.BotFramework.Teams;
using HelpDesk.Channels.Cards;
using HelpDesk.Storage;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Channels.BotFramework.Agents;

/// <summary>
/// What agents do in their channel. Denied by default: only there, and only whom the settings name (or, where they say so,
/// everybody there). Of two who take a ticket the second is told who has it; what is answered reaches the requester by the
/// outbox of their own channel.
/// </summary>
internal sealed class AgentDesk(TicketDesk tickets, BotFrameworkOptions options, TeamsLanguage language)
{
    /// <summary>Digits of the object id that tell two people of one name apart.</summary>
    private const int ShownOfId = 8;

    public async Task<InvokeResponse> ActAsync(TeamsEvent pressed, AgentAct act, CancellationToken cancellation)
    {
        var texts = TeamsTexts.In(language.Language);
        if (NameOf(pressed) is not { } name || pressed.ActivityId is not { Length: > 0 } id)
        {
            return CardAnswer.Notice(texts.Get("board.notAgent"));
        }

        var agent = Viewer.Agent(name, options.AgentsChannel.ServedTeams);
        var once = new ActKey(BotFrameworkOptions.TeamsId, TeamsSpeaker.Key(pressed.Place.ConversationId), TeamsSpeaker.Key(id));
        var outcome = act.What == AgentAct.Answer
            ? await tickets.AnswerAsync(act.Ticket, agent, act.Text, awaitAnswer: false, act.OnTicket, cancellation, once)
            : await tickets.ActAsync(act.Ticket, agent, null, act.OnTicket, cancellation, once);
        return outcome switch
        {
            TicketHeld held => CardAnswer.Notice(texts.Get("board.held", held.Ticket.Number)),
            TicketDone done => CardAnswer.Card(JsonSerializer.SerializeToElement(AgentCard.Of(done.Ticket, language.Language), ActivityJson.Options)),
            TicketRefused refused => CardAnswer.Notice(Words(refused.Failure)),
            _ => CardAnswer.Notice(texts.Get("board.noTicket", act.Ticket)),
        };
    }

    /// <summary>Null: no agent, or not in the agents' channel.</summary>
    private string? NameOf(TeamsEvent pressed)
    {
        var (channel, place) = (options.AgentsChannel, pressed.Place);
        var there = channel.Conversation.Length > 0 && TeamsPlace.WithoutThread(place.ConversationId) == channel.Conversation
            && string.Equals(place.TenantId, options.AgentsTenant, StringComparison.OrdinalIgnoreCase);
        if (!there || pressed.Who is not { } who)
        {
            return null;
        }

        var named = who.AadObjectId is null ? null : channel.Agents.FirstOrDefault(agent => string.Equals(agent.Key, who.AadObjectId, StringComparison.OrdinalIgnoreCase)).Value;
        return named ?? (channel.Everyone ? InTeams(who) : null);
    }

    private static string InTeams(Person who)
    {
        var id = who.AadObjectId ?? who.Id;
        var shown = $"({id[..Math.Min(id.Length, ShownOfId)]})";
        var name = CleanText.Of(who.Name ?? "").Trim();
        return name.Length == 0 ? shown : $"{name[..Math.Min(name.Length, Ticket.LongestName - shown.Length - 1)]} {shown}";
    }

    private string Words(TicketFailure failure)
    {
        var texts = TeamsTexts.In(language.Language);
        return failure switch
        {
            AlreadyTaken taken => texts.Get("board.taken", taken.Agent),
            NotInState state => texts.Get("board.state", CardTexts.In(language.Language).Get("state." + state.State.Key())),
            Missing => texts.Get("board.missing"),
            TooLong tooLong => texts.Get("board.long", tooLong.Most.ToString(CultureInfo.InvariantCulture)),
            _ => texts.Get("board.refused"),
        };
    }
}
