using System.Text.Json;
using HelpDesk.Conversation.Answering;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Search;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Desk.Inquiry;

/// <summary>A turn of the conversation that led to an inquiry.</summary>
/// <param name="Article">Id of the article that was shown; its heading is the text then.</param>
public sealed record BotTurn(DateTimeOffset At, bool IsBot, string Text, string? Article);

/// <summary>What stands around an inquiry: the conversation before it, the person's other inquiries, articles that fit.</summary>
public sealed class InquiryReader(Transcript transcript, TicketDesk desk, DeskSearch search)
{
    private const int MostTurns = 100;
    private const int MostEarlier = 10;
    private const int MostArticles = 5;

    /// <summary>The conversation in which the inquiry was opened, in order; empty where its channel keeps none.</summary>
    public async Task<IReadOnlyList<BotTurn>> SaidAsync(Ticket ticket, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        var said = await transcript.ReadAsync(ticket.Channel, ticket.Conversation, 0, MostTurns, cancellation);
        return [.. said.Select(Turn).OfType<BotTurn>()];
    }

    /// <summary>Other inquiries of the same person, as far as the viewer may see them; the newest first.</summary>
    public async Task<IReadOnlyList<TicketView>> EarlierAsync(Ticket ticket, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return await desk.OfRequesterAsync(ticket.Channel, ticket.Requester, ticket.Number, MostEarlier, viewer, cancellation);
    }

    /// <summary>Other inquiries of the same company, as far as the viewer may see them; changed last first.</summary>
    public Task<IReadOnlyList<TicketView>> OfCompanyAsync(Ticket ticket, Viewer viewer, CancellationToken cancellation) => search.OfCompanyAsync(ticket, MostEarlier, viewer, cancellation);

    /// <summary>Articles that were shown, then those that the recognition finds for what was asked.</summary>
    public static IReadOnlyList<Article> Fitting(Ticket ticket, LoadedDesk knowledge)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(knowledge);
        if (knowledge.Desk is not { } answers)
        {
            return [];
        }

        var asked = ticket.Messages.Where(message => message.Kind == TicketMessageKind.Incoming).Select(message => message.Text).Prepend(ticket.Subject).Take(3);
        var found = asked.SelectMany(text => answers.Ask(text).Articles);
        return [.. ticket.Articles.Select(id => answers.KnowledgeBase.Find(id)).OfType<Article>().Concat(found).DistinctBy(article => article.Id).Take(MostArticles)];
    }

    private static BotTurn? Turn(Said turn) => turn switch
    {
        { Reply: { Card: AnswerCard card } } => new BotTurn(turn.At, true, Article.Heading(card.ArticleId, card.Title), card.ArticleId),
        { Reply: { Text.Length: > 0 } reply } => new BotTurn(turn.At, true, reply.Text, null),
        { Echo: { } echo } => TextOf(echo) is { Length: > 0 } text ? new BotTurn(turn.At, false, text, null) : null,
        _ => null,
    };

    /// <summary>What a person said, from their channel's own JSON.</summary>
    private static string? TextOf(string echo)
    {
        try
        {
            using var json = JsonDocument.Parse(echo);
            return json.RootElement.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        }
        catch (JsonException)
        {
            // A channel's own form that is not read here: the turn is left out, the inquiry itself holds what was said.
            return null;
        }
    }
}
