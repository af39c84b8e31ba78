using HelpDesk.Conversation.Dialogue;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Evaluation;

/// <summary>What was not as it must be at the end of a played conversation.</summary>
/// <param name="Misses">«owner: operator, not helpdesk» …; empty where all was met.</param>
/// <param name="WrongReceiver">A ticket stands with the wrong owner or area.</param>
/// <param name="DeadEnd">The bot left the person with nothing to press, to answer or to wait for, and the end was not met.</param>
public sealed record Judgement(PlayedConversation Played, IReadOnlyList<string> Misses, bool WrongReceiver, bool DeadEnd)
{
    public bool Met => Misses.Count == 0;

    public static Judgement Of(PlayedConversation played)
    {
        ArgumentNullException.ThrowIfNull(played);
        var end = played.Persona.End;
        var shown = played.Exchanges.SelectMany(exchange => exchange.Bot).Select(reply => reply.Card).OfType<AnswerCard>().Select(card => card.ArticleId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var said = TextFolding.Fold(string.Join('\n', played.Exchanges.SelectMany(exchange => exchange.Bot).Select(reply => reply.Text)));
        var misses = new List<string>();
        misses.AddRange(end.Shown.Where(id => !shown.Contains(id)).Select(id => "not shown: " + id));
        misses.AddRange(end.NotShown.Where(shown.Contains).Select(id => "shown: " + id));
        misses.AddRange(end.Says.Where(words => !said.Contains(TextFolding.Fold(words), StringComparison.Ordinal)).Select(words => "not said: " + words));
        if (end.Solved is { } solved && solved != played.Solved)
        {
            misses.Add(solved ? "not solved" : "taken for solved");
        }

        if (played.Tickets.Count != end.Tickets.Count)
        {
            misses.Add($"tickets: {played.Tickets.Count}, not {end.Tickets.Count}");
        }

        var wrong = false;
        foreach (var (ticket, wanted) in played.Tickets.Zip(end.Tickets))
        {
            var receiver = Receiver(ticket, wanted).ToList();
            wrong |= receiver.Count > 0;
            misses.AddRange(receiver);
            misses.AddRange(Content(ticket, wanted));
        }

        return new Judgement(played, misses, wrong, misses.Count > 0 && IsDeadEnd(played.Exchanges[^1]));
    }

    private static IEnumerable<string> Receiver(PlayedTicket ticket, WantedTicket wanted)
    {
        if (wanted.Owner is { } owner && owner != ticket.Opened.Owner)
        {
            yield return $"owner: {ticket.Opened.Owner}, not {owner}";
        }

        if (wanted.Area is { } area && area != (ticket.Opened.AreaCode ?? "-"))
        {
            yield return $"area: {ticket.Opened.AreaCode ?? "-"}, not {area}";
        }
    }

    private static IEnumerable<string> Content(PlayedTicket ticket, WantedTicket wanted)
    {
        if (wanted.State is { } state && state != ticket.State)
        {
            yield return $"state: {ticket.State}, not {state}";
        }

        foreach (var (need, value) in wanted.Facts)
        {
            var fact = ticket.Opened.Facts.GetValueOrDefault(need);
            if (value == "-" ? fact is not null : fact is null || !Folded(fact).Contains(Folded(value), StringComparison.Ordinal))
            {
                yield return $"{need}: {fact ?? "-"}, not {value}";
            }
        }

        var text = Folded(ticket.WholeText);
        foreach (var words in wanted.Contains.Where(words => !text.Contains(Folded(words), StringComparison.Ordinal)))
        {
            yield return "the ticket lacks: " + words;
        }

        foreach (var words in wanted.Lacks.Where(words => text.Contains(Folded(words), StringComparison.Ordinal)))
        {
            yield return "the ticket holds: " + words;
        }
    }

    /// <summary>Blanks and hyphens make no difference to who reads it.</summary>
    private static string Folded(string text) =>
        string.Concat(TextFolding.Fold(text).Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '‐' or '－')));

    private static bool IsDeadEnd(Exchange last) =>
        last.Left.Name is "other" or "admit" && !last.Bot.Any(reply => reply.Choices is { Count: > 0 } || reply.Card is not null);
}

/// <summary>The figures of a set of conversations, as shares.</summary>
/// <param name="NothingTwice">Conversations in which nothing was asked twice.</param>
/// <param name="NoDeadEnd">Conversations without a dead end.</param>
/// <param name="WrongReceivers">Tickets with the wrong owner or area: a count.</param>
/// <param name="LargestState">Bytes of the largest state in the middle of a conversation.</param>
public sealed record ConversationFigures(
    int Count, double Met, double NothingTwice, double NoDeadEnd, int Tickets, int WrongReceivers, double Turns, int LargestState)
{
    public static ConversationFigures Of(IReadOnlyList<Judgement> judged)
    {
        ArgumentNullException.ThrowIfNull(judged);
        double Share(Func<Judgement, bool> right) => judged.Count == 0 ? 0 : (double)judged.Count(right) / judged.Count;
        return new ConversationFigures(
            judged.Count, Share(one => one.Met), Share(one => one.Played.AskedTwice.Count == 0), Share(one => !one.DeadEnd),
            judged.Sum(one => one.Played.Tickets.Count), judged.Count(one => one.WrongReceiver),
            judged.Count == 0 ? 0 : judged.Average(one => one.Played.Exchanges.Count), judged.Count == 0 ? 0 : judged.Max(one => one.Played.LargestState));
    }
}
