using System.Globalization;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Tickets;

/// <summary>
/// What the requester is told of an agent's act: found by comparing, so that no verb can forget it. Pure.
/// </summary>
internal static class TicketNotices
{
    /// <summary>The <see cref="HandOver.Way"/> of a message that the requester sends on.</summary>
    private const string ByRequester = "requester";

    /// <summary>What the requester knows already.</summary>
    /// <param name="Splits">Tickets that are being opened from one of its messages.</param>
    public sealed record Known(TicketState State, int Messages, HandOver? HandOver, string? Chat, string? MergedInto, IReadOnlyList<Ticket> Splits);

    public static Known Before(Ticket ticket) => new(ticket.State, ticket.Messages.Count, ticket.HandOver, ticket.ChatAgent, ticket.MergedInto, []);

    public static IReadOnlyList<Reply> After(Known before, Ticket ticket, DialogueState state, Wording wording)
    {
        var texts = wording.In(ticket.Language);
        if (ticket.MergedInto != before.MergedInto)
        {
            return [ticket.MergedInto is { } into
                ? new Reply(texts.Get("ticket.merged", ticket.Number, into), null, [Choice(texts, "status")])
                : new Reply(texts.Get("ticket.parted", ticket.Number, before.MergedInto!), Card(ticket), [Choice(texts, "status")])];
        }

        var replies = new List<Reply>();
        replies.AddRange(before.Splits.Select(opened => new Reply(texts.Get("ticket.split", ticket.Number, opened.Number, opened.Subject), Card(opened), [Choice(texts, "status")])));
        if (ticket.ChatAgent is { } speaks && speaks != before.Chat)
        {
            replies.Add(new Reply(texts.Get("chat.taken", speaks, ticket.Number), null, [Choice(texts, "back-to-bot")]));
        }
        else if (before.Chat is { } spoke && ticket.ChatAgent is null && !ticket.State.IsSettled())
        {
            replies.Add(new Reply(texts.Get("chat.left", spoke)));
        }

        foreach (var answer in Answers(before, ticket))
        {
            var said = answer.Author == ticket.ChatAgent ? new Reply(texts.Get("chat.said", answer.Author, answer.Text)) : new Reply(texts.Get(state.IsBusy ? "ticket.repliedMeanwhile" : "ticket.replied", ticket.Number, answer.Text), null, [Choice(texts, "add-to-ticket")]);
            replies.Add(With(said, answer.Attachments));
        }

        if (ticket.HandOver is { } handOver && handOver != before.HandOver)
        {
            replies.AddRange(PassedOn(ticket, handOver, texts));
        }
        else if (ticket.State != before.State && replies.Count == 0)
        {
            replies.Add(Changed(ticket, texts));
        }

        return replies;
    }

    /// <summary>The conversation's state once it has been told: where the desk answered, the person's next free words are for it.</summary>
    public static DialogueState Heard(Known before, Ticket ticket, DialogueState state) =>
        ticket.MergedInto is { } into ? state.AfterChange(into, false)
        : Answers(before, ticket).Any() ? state.AfterAnswer(ticket.Number) : state.AfterChange(ticket.Number, ticket.State.IsSettled());

    /// <summary>What an act says to the requester in somebody's own words: answers, and a letter that they are to send on.</summary>
    /// <returns>Whether it is such a letter, and the words.</returns>
    public static IEnumerable<(bool IsLetter, string Text)> Said(Known before, Ticket ticket) => Answers(before, ticket).Select(answer => (false, answer.Text))
        .Concat(ticket.HandOver is { Way: ByRequester } handOver && handOver != before.HandOver ? [(true, handOver.Message)] : []);

    private static IEnumerable<TicketMessage> Answers(Known before, Ticket ticket) =>
        ticket.Messages.Skip(before.Messages).Where(message => message.Kind == TicketMessageKind.Outgoing);

    private static Reply Changed(Ticket ticket, TextCatalog texts)
    {
        var text = texts.Get("ticket.changed", ticket.Number, texts.Get("state." + ticket.State.Key()));
        return ticket.State.IsSettled()
            ? new Reply(text + "\n\n" + texts.Get("ticket.ifNotSolved", ticket.Number), Card(ticket), [Choice(texts, "reopen-ticket"), Choice(texts, "rate-up"), Choice(texts, "rate-down")])
            : new Reply(text, Card(ticket), [Choice(texts, "status")]);
    }

    private static IEnumerable<Reply> PassedOn(Ticket ticket, HandOver handOver, TextCatalog texts)
    {
        var text = texts.Get("ticket.passedOn", ticket.Number, handOver.To);
        if (handOver.ChaseAt is { } expected)
        {
            var culture = CultureInfo.GetCultureInfo(ticket.Language == "en" ? "en-GB" : "ja-JP");
            text += "\n\n" + texts.Get("ticket.answerExpected", handOver.To, expected.ToOffset(BusinessCalendar.Offset).ToString(texts.Get("ticket.dayFormat"), culture));
        }

        if (handOver.Way != ByRequester)
        {
            yield return new Reply(text, Card(ticket), [Choice(texts, "status")]);
            yield break;
        }

        yield return new Reply(text + "\n\n" + texts.Get("ticket.passOn", handOver.To), Card(ticket), [Choice(texts, "status")]);
        yield return With(new Reply(handOver.Message), ticket.ThirdParty.LastOrDefault(line => line.IsRequesters)?.Attachments ?? []);
    }

    private static Reply With(Reply reply, IReadOnlyList<Attachment> files) =>
        files.Count == 0 ? reply : reply with { Files = [.. files.Select(file => new ReplyFile(file.StoredName, file.Name, file.ContentType, file.Size))] };

    private static TicketCard Card(Ticket ticket) =>
        new(ticket.Number, ticket.Subject, ticket.State.Key(), ticket.Owner, ticket.HandOver is { Way: ByRequester, SettledAt: null } handOver ? handOver.Message : null);

    private static Choice Choice(TextCatalog texts, string name) => new(texts.Get("choices." + name), texts.Get("choices." + name));
}
