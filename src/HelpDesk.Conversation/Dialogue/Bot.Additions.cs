using System.Globalization;
using HelpDesk.Conversation.Acts;
using HelpDesk.Knowledge.Language;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <content>After sending: what is added to a ticket or corrected in it, and when an answer is due.</content>
public sealed partial class Bot
{
    private static OwnTicket? OwnOf(DialogueState state, Person person) => person.Tickets?.FirstOrDefault(own => own.Is(state.Ticket));

    /// <param name="ticket">As its requester sees it; who settles it instead of the desk gets the addition from the person, in a text to send.</param>
    private Turn Added(DialogueState state, string text, OwnTicket? ticket) => Added(state, text, ticket, new Dictionary<string, string>());

    /// <param name="wereWrong">What was told of them before was wrong; else they are told for the first time.</param>
    private Turn Added(DialogueState state, string text, OwnTicket? ticket, IReadOnlyDictionary<string, string> corrects, bool wereWrong = true, IReadOnlyList<IncomingFile>? files = null)
    {
        var number = state.Ticket!;
        var said = corrects.Count > 0 ? Text(state, wereWrong ? "ticket.corrected" : "ticket.noted", number, FactLines(corrects, state.Language ?? "ja")) : Text(state, "ticket.added", number);
        if (ticket?.SupplyPoint is null && !corrects.ContainsKey(Needs.Number) && AboutNoNumber(state, WithNoNumber(new Matter(), text)) is { } none)
        {
            said += "\n\n" + none;
        }

        var added = state with { Step = state.Step == Step.Adding ? Step.Open : state.Step };
        if (corrects.Count > 0 && state.Sent is { } sent)
        {
            added = added with { Sent = new Dictionary<string, string>([.. sent.Where(fact => !corrects.ContainsKey(fact.Key)), .. corrects]) };
        }

        var act = new AddToTicket(number, text) { Corrects = corrects, Files = files ?? [] };
        // What the desk asked for on behalf of another goes to that other, too.
        if (ticket is not { State: "waiting-for-third-party" or "waiting-for-requester" } || ticket.Owner == RoutingRules.HelpDesk || (ticket.State == "waiting-for-requester" && corrects.Count == 0))
        {
            return Turn.Say(added, new Reply(said, null, Choices(state, "add-to-ticket"))).And(act);
        }

        var way = Text(state, "ticket.addedHandedOver", OwnerName(state, ticket.Owner, ticket.AreaCode), WayTo(state, ticket.Owner, ticket.AreaCode));
        return Turn.Say(added, new Reply(said + "\n\n" + way, null, Choices(state, "add-to-ticket")), new Reply(AddedLetter(state, ticket, text, corrects, wereWrong))).And(act);
    }

    /// <summary>What was added, in polite Japanese for who settles the matter.</summary>
    private string AddedLetter(DialogueState state, OwnTicket ticket, string text, IReadOnlyDictionary<string, string> corrects, bool wereWrong)
    {
        var ja = wording.In("ja");
        var told = corrects.Count == 0 ? Quotes(ForStrangers([text], [])) : !wereWrong ? FactLines(corrects, "ja")
            : string.Join('\n', routing.Needs.Where(need => corrects.ContainsKey(need.Id)).Select(need => FactLines(new Dictionary<string, string> { [need.Id] = corrects[need.Id] }, "ja")
                + (!Needs.OfThePerson.Contains(need.Id) && Before(state, ticket, need.Id) is { } before && before != corrects[need.Id] ? ja.Get("handover.before", need.Id == Needs.Area && areas.ByCode(before) is { } area ? area.NameIn("ja") : before) : "")));
        // By its number the receiver finds which matter it is about.
        var point = ticket.SupplyPoint is { } number && !corrects.ContainsKey(Needs.Number) ? "\n\n" + FactLines(new Dictionary<string, string> { [Needs.Number] = number }, "ja") : "";
        return ja.Get(
            corrects.Count > 0 && wereWrong ? "handover.corrected" : "handover.added", ReceiverOf(ticket),
            corrects.GetValueOrDefault(Needs.Company) ?? state.About?.GetValueOrDefault(Needs.Company) ?? ja.Get("handover.company"), ticket.Subject, told + point);
    }

    /// <summary>By name, as the first letter addressed them: whom it was handed to stands with what they are («東都電力(現小売電気事業者)»).</summary>
    private string ReceiverOf(OwnTicket ticket)
    {
        var role = OwnerName(DialogueState.New, ticket.Owner, ticket.AreaCode);
        return ticket.HandedTo is { } to && to != role && to.EndsWith($"({role})", StringComparison.Ordinal) ? to[..^(role.Length + 2)] : Nameless(ticket.Owner, ticket.AreaCode);
    }

    /// <summary>What a ticket holds of a detail, as far as the conversation knows; null where it knows nothing.</summary>
    private static string? Before(DialogueState state, OwnTicket ticket, string need) =>
        state.Sent?.GetValueOrDefault(need) ?? (need == Needs.Number ? ticket.SupplyPoint : state.About?.GetValueOrDefault(need) is { Length: > 0 } value ? value : null);

    /// <summary>
    /// What a message gives for a ticket, and whether it corrects it: another value for a detail that is there does («高圧でした»), without a word of error; what adds to numbers and
    /// ways to be reached («もう1地点…») keeps those that are there.
    /// </summary>
    private static (Dictionary<string, string> Told, bool Corrects) GivenFor(DialogueState state, Heard heard, OwnTicket ticket)
    {
        var (told, corrects) = (new Dictionary<string, string>(heard.Facts, StringComparer.Ordinal), Corrects(heard));
        foreach (var (need, value) in heard.Facts)
        {
            // What the channel calls somebody is not corrected by the name that they tell.
            if (need == Needs.RequesterName || Before(state, ticket, need) is not { } before || before == value)
            {
                continue;
            }

            if (need is Needs.Number or Needs.RequesterContact && !corrects && heard.Is(DialogueAct.Add))
            {
                told[need] = string.Join(", ", before.Split(", ").Concat(value.Split(", ")).Distinct(StringComparer.Ordinal));
            }
            else
            {
                corrects = true;
            }
        }

        return (told, corrects);
    }

    /// <summary>Something in the ticket is wrong: with the right value it is replaced there; with the name of the detail alone it is asked for.</summary>
    private Turn CorrectedAfter(DialogueState state, Heard heard, OwnTicket ticket)
    {
        var spoken = state with { Ticket = ticket.Number };
        if (heard.Facts.Count > 0)
        {
            return Added(spoken, heard.Text, ticket, heard.Facts);
        }

        foreach (var named in NeedsNamed(heard.Text, routing.Needs.Select(one => one.Id), HalfNamed))
        {
            if (AfterContrast(heard.Text) is { Length: > 0 } right && answers.Read(named, right).Value is { } instead)
            {
                return Added(spoken, heard.Text, ticket, new Dictionary<string, string> { [named] = instead });
            }

            if (Sentences(heard.Text).Reverse().Where(sentence => answers.HasForm(named, sentence)).Select(sentence => answers.Read(named, sentence).Value).FirstOrDefault(read => read is not null) is { } value)
            {
                return Added(spoken, heard.Text, ticket, new Dictionary<string, string> { [named] = value });
            }
        }

        return NeedNamed(heard.Text, routing.Needs.Select(one => one.Id)) is { } need && !HasName(heard.Text)
            ? Turn.Say(spoken with { Step = Step.Adding, Inquiry = new Inquiry(need) }, Spoken(state, "ticket.correctTo", Choices(state, "cancel"), NameOf(need, state)))
            : Added(spoken, heard.Text, ticket);
    }

    /// <summary>«AではなくB»: B; empty where nothing is contrasted.</summary>
    private static string AfterContrast(string text)
    {
        var even = FactReader.Even(text);
        var contrast = Contrasts.FirstOrDefault(word => even.Contains(word, StringComparison.OrdinalIgnoreCase));
        return contrast is null ? "" : even[(even.IndexOf(contrast, StringComparison.OrdinalIgnoreCase) + contrast.Length)..].Trim(' ', ',', '、');
    }

    /// <summary>The right value, which was asked for; what is none is added as it is.</summary>
    private Turn ValueGiven(DialogueState state, Heard heard, string need, OwnTicket? ticket)
    {
        var value = heard.Facts.GetValueOrDefault(need) ?? answers.Read(need, heard.Text).Value;
        return value is null ? Added(state, heard.Text, ticket) : Added(state, heard.Text, ticket, new Dictionary<string, string> { [need] = value });
    }

    private string NameOf(string need, DialogueState state) => routing.Needs.First(one => one.Id == need).NameIn(state.Language ?? "ja");

    /// <summary>Words that are nobody's but somebody's name, or letters and digits: there may be a value in it.</summary>
    private bool HasName(string text)
    {
        foreach (var token in new ReadText(text, desk.Tokenizer).Tokens)
        {
            if (token.Kind is PartOfSpeech.ProperNoun or PartOfSpeech.PersonName or PartOfSpeech.Letter or PartOfSpeech.Number)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>When an answer to an open ticket is due; of another's matter, that it is theirs to say; empty where nothing can be said.</summary>
    private string Due(DialogueState state, OwnTicket ticket)
    {
        if (ticket.State is not ("new" or "open"))
        {
            return ticket is { State: "waiting-for-third-party", Asked: null } ? "\n\n" + Text(state, "ticket.theirs", OwnerName(state, ticket.Owner, ticket.AreaCode)) : "";
        }

        return times?.Expected(ticket.Urgent, ticket.OpenedAt) is { } at
            ? "\n\n" + Text(state, at < time.GetUtcNow() ? "ticket.late" : "ticket.expected", at.ToString(Text(state, "ticket.timeFormat"), CultureInfo.GetCultureInfo(state.Language == "en" ? "en-GB" : "ja-JP")))
            : "";
    }
}
