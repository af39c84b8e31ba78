using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <content>The bot itself failed: a person gets the matter, with everything that was known of it.</content>
public sealed partial class Bot
{
    /// <summary>
    /// Nothing is read or searched anew here, for that may be what failed: what the conversation had found out goes on as it
    /// stands, and what was just said with it. The help desk gets it, whoever would have settled it.
    /// </summary>
    public Turn Failed(DialogueState state, Incoming incoming, Person person)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(incoming);
        ArgumentNullException.ThrowIfNull(person);
        var (matter, facts) = (state.Matter, KnownAtFailure(state, incoming, person));
        var subject = wording.In(state.Language).Get("failed.subject");
        IReadOnlyList<IncomingFile> files = [.. state.Files.Concat(incoming.Files ?? []).TakeLast(MostFiles)];
        var act = new OpenTicket(
            subject, WordsAtFailure(state, incoming), matter?.InquiryType, RoutingRules.HelpDesk, AreaOf((matter ?? new Matter()) with { Facts = facts }), state.Language ?? "ja",
            facts, matter?.Shown ?? [], matter is null ? [] : Tried(matter), matter?.Symptom, null, null, matter?.Urgent ?? false) { Files = files };
        var next = DialogueState.New with { Language = state.Language, Ticket = Reply.TicketPlaceholder, About = state.About };
        return new Turn(next, [new Reply(Text(state, "failed.text", Reply.TicketPlaceholder), new TicketCard(Reply.TicketPlaceholder, subject, "new", RoutingRules.HelpDesk, null), Choices(state, "status"))], [act]).In(state.Language ?? "ja");
    }

    /// <summary>The whole matter in the person's words, and what they said last, whatever the bot was to make of it.</summary>
    private static string WordsAtFailure(DialogueState state, Incoming incoming)
    {
        var words = (state.Matter?.Said ?? []).Append(state.PictureText is { } read ? Shown(read) : "").Append(incoming.Text).Append(incoming.PictureText is { } now ? Shown(now) : "");
        return string.Join('\n', words.Select(text => text.Trim()).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal));
    }

    /// <summary>What they gave and what was known of them; of a form just sent what it says, unread.</summary>
    private Dictionary<string, string> KnownAtFailure(DialogueState state, Incoming incoming, Person person)
    {
        var facts = new Dictionary<string, string>(state.Matter?.Facts ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (need, value) in incoming.Values ?? new Dictionary<string, string>())
        {
            if (!string.IsNullOrWhiteSpace(value) && routing.Needs.Any(one => one.Id == need))
            {
                facts.TryAdd(need, Cuts.To(value.Trim(), AnswerReader.LongestDetail));
            }
        }

        foreach (var (need, value) in (state.About ?? new Dictionary<string, string>()).Append(new(Needs.Company, person.Company ?? "")).Append(new(Needs.CompanyCode, person.CompanyCode ?? "")))
        {
            if (value.Length > 0)
            {
                facts.TryAdd(need, value);
            }
        }

        return facts;
    }
}
