using System.Globalization;
using System.Text.RegularExpressions;
using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Language;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <content>A person's own tickets: status, adding, closing, reopening. Another's and none look the same.</content>
public sealed partial class Bot
{
    private const int MostListed = 5;

    /// <summary>«What of the 20140 of yesterday?»: surely how it stands, whatever code is named.</summary>
    private const float SurelyStatus = 0.9f;

    /// <summary>A message with the number of a ticket.</summary>
    private Turn? TicketNamed(DialogueState state, Heard heard, Person person)
    {
        if (NumberIn(heard.Text) is not { } named)
        {
            return null;
        }

        if (person.Tickets?.FirstOrDefault(ticket => ticket.Is(named)) is not { } about)
        {
            return Turn.Say(state, Spoken(state, "ticket.none", Choices(state, "person"), named));
        }

        var rest = AfterNumber(heard.Text);
        var spoken = state with { Ticket = about.Number };
        return TicketAct(spoken, Hear(state, rest, person), about, person, named: true) ?? Turn.Say(spoken, Status(spoken, about));
    }

    /// <summary>«追記: …», «返信: …» with words after it: for the ticket, whatever the bot waits for.</summary>
    private Turn? Addition(DialogueState state, Heard heard, Person person)
    {
        if (intents.After(heard.Text, "add-to-ticket") is not { Length: > 0 } addition || person.Tickets is not { Count: > 0 } tickets)
        {
            return null;
        }

        var ticket = tickets.FirstOrDefault(own => own.Is(state.Ticket)) ?? tickets[0];
        return ticket.State == "closed" ? Close(state, ticket) : Added(state with { Ticket = ticket.Number }, addition, ticket);
    }

    /// <summary>What is said of a ticket without its number: of the one spoken of last, or the only one. Null where it is said of something else.</summary>
    private Turn? TicketSaid(DialogueState state, Heard heard, Person person)
    {
        var tickets = person.Tickets ?? [];
        var open = tickets.Where(ticket => ticket.State != "closed").ToList();
        var one = tickets.FirstOrDefault(ticket => ticket.Is(state.Ticket)) ?? (open.Count == 1 ? open[0] : null);
        if (heard.IsButton("status") || (tickets.Count > 0 && heard.Means(DialogueAct.Status) && (!heard.IsCertain || heard.Reading.Of(DialogueAct.Status) >= SurelyStatus) && heard.Rather(DialogueAct.Status, DialogueAct.Ask) && heard.Rather(DialogueAct.Status, DialogueAct.Unsolved)))
        {
            return StatusOfAll(state, tickets, heard);
        }

        if (one is null)
        {
            return null;
        }

        if (one.State == "resolved" && heard.Is(DialogueAct.Thanks) && ThanksAlone(heard))
        {
            return Thanked(state, heard, one);
        }

        if (Replied(state, person) is { } answered)
        {
            return ReplyToDesk(state, heard, answered, person);
        }

        // What was shown since then is nearer than the ticket, but for what can only be said of a ticket.
        var ofTicket = heard.Is(DialogueAct.Withdraw) || (heard.Is(DialogueAct.Add) && !heard.Is(DialogueAct.Ask) && !heard.Is(DialogueAct.AboutShown));
        return state.Step is Step.Solved && heard.Button is null && intents.After(heard.Text, "add-to-ticket") is null && !ofTicket ? null : TicketAct(state, heard, one, person, named: false);
    }

    /// <summary>Thanks, and nothing that would have to be gone on with.</summary>
    private static bool ThanksAlone(Heard heard) =>
        !heard.EndsAsQuestion && !heard.IsCertain && ((DialogueAct[])[DialogueAct.Ask, DialogueAct.Unsolved, DialogueAct.Reopen, DialogueAct.Add, DialogueAct.GoesOn, DialogueAct.Person, DialogueAct.Status, DialogueAct.Correct, DialogueAct.Withdraw, DialogueAct.Solved]).All(act => !heard.Is(act));

    /// <summary>Filed with the ticket, which stays settled: whoever worked on it sees it.</summary>
    private Turn Thanked(DialogueState state, Heard heard, OwnTicket ticket) =>
        Turn.Say(state, Spoken(state, "thanks")) is var turn && ticket.State == "closed" ? turn : turn.And(new ThankForTicket(ticket.Number, heard.Text));

    private Turn? TicketAct(DialogueState state, Heard heard, OwnTicket ticket, Person person, bool named)
    {
        var settled = ticket.State is "resolved" or "closed";
        if (settled && heard.Button is "rate-up" or "rate-down")
        {
            return Rate(state with { Ticket = ticket.Number }, ticket, heard.IsButton("rate-up"));
        }

        if (intents.After(heard.Text, "add-to-ticket") is { } addition)
        {
            return ticket.State == "closed" ? Close(state, ticket)
                : addition.Length > 0 ? Added(state with { Ticket = ticket.Number }, addition, ticket)
                : Turn.Say(state with { Step = Step.Adding, Ticket = ticket.Number }, Spoken(state, "ticket.addWhat", Choices(state, "cancel"), ticket.Number));
        }

        if (heard.IsButton("close-ticket") || (heard.Does(DialogueAct.Withdraw) && heard.Rather(DialogueAct.Withdraw, DialogueAct.Ask)))
        {
            return Close(state, ticket);
        }

        if (heard.IsButton("reopen-ticket"))
        {
            return Reopen(state, ticket, heard, person);
        }

        if (heard.Button is not null)
        {
            return !settled && heard.Button is "solved" && state.Matter is null ? Close(state, ticket) : null;
        }

        var asks = heard.IsCertain || (heard.Answer.Outcome == Outcome.Answer && heard.Is(DialogueAct.Ask));
        if (settled && (heard.Does(DialogueAct.Reopen) || (heard.Is(DialogueAct.Unsolved) && state.Matter is null)) && !heard.Is(DialogueAct.Solved))
        {
            return Reopen(state, ticket, heard, person);
        }

        if (!settled && heard.Is(DialogueAct.Solved) && !heard.Is(DialogueAct.Unsolved) && (named || state.Matter is null))
        {
            return Close(state, ticket);
        }

        if (!settled && state.Matter is null && heard.Means(DialogueAct.Correct) && heard.Rather(DialogueAct.Correct, DialogueAct.Ask))
        {
            return CorrectedAfter(state, heard, ticket);
        }

        if (!settled && state.Matter is null && !AsksBack(heard) && !heard.Is(DialogueAct.Ask) && routing.InquiryTypes.Any(type => type.OwnerId == ticket.Owner && type.Needs.Any(need => need.Id == Needs.ReasonCode))
            && facts.Recall(Needs.ReasonCode, [heard.Text]) is { } reason)
        {
            // It was asked for; what the FAQ says of such codes they have read.
            return Added(state with { Ticket = ticket.Number }, heard.Text, ticket, new Dictionary<string, string> { [Needs.ReasonCode] = reason }, wereWrong: false);
        }

        if (settled || (asks && !(heard.Does(DialogueAct.Add) && heard.Rather(DialogueAct.Add, DialogueAct.Ask)) && !AddsAlike(heard, ticket)) || (!named && IsOfAnother(heard, ticket)))
        {
            return null;
        }

        if (heard.Facts.Count > 0 && state.Matter is null && !heard.Is(DialogueAct.Ask) && !AsksBack(heard) && GivenFor(state, heard, ticket) is var given
            && (heard.Reading.Of(DialogueAct.Give) + heard.Reading.Of(DialogueAct.Add) + heard.Reading.Of(DialogueAct.Correct) > heard.Goes || (given.Corrects && FactReader.Question(heard.Text).Count(char.IsLetter) <= LeastOwnWords)))
        {
            // What was not at hand when it was asked for, or another value.
            return Added(state with { Ticket = ticket.Number }, heard.Text, ticket, given.Told, given.Corrects);
        }

        return heard.Means(DialogueAct.Add) || AddsAlike(heard, ticket) || (heard.Is(DialogueAct.Unsolved) && state.Matter is null) || (named && heard.Text.Length > 0 && !heard.Does(DialogueAct.Status) && !heard.Is(DialogueAct.Ask))
            ? Added(state with { Ticket = ticket.Number }, heard.Text, ticket)
            : null;
    }

    /// <summary>«And please send the other form, too»: half an addition and a wish, and settled by the same: it goes with the ticket.</summary>
    private bool AddsAlike(Heard heard, OwnTicket ticket) =>
        !heard.IsCertain && heard.Reading.Of(DialogueAct.Add) >= HalfAWish && 2 * heard.Reading.Of(DialogueAct.Add) > heard.Reading.Of(DialogueAct.Ask)
        && heard.Answer is { Outcome: Outcome.Answer } answer && routing.Decide(answer.Articles[0].InquiryType, heard.Text).OwnerId == ticket.Owner;

    /// <summary>Another matter, whatever ties it to the ticket («one more thing …»): the desk has a sure answer to it, and somebody else settles that.</summary>
    private bool IsOfAnother(Heard heard, OwnTicket ticket) =>
        heard.Answer is { Outcome: Outcome.Answer, Confidence: >= SureAlone } answer && (!heard.Is(DialogueAct.Add) || answer.Ranking[0].Score >= MuchOfAnother) && routing.Decide(answer.Articles[0].InquiryType, heard.Text) is var route
        && ((route.OwnerId == Self ? RoutingRules.HelpDesk : route.OwnerId) != ticket.Owner
            || (route.OwnerId == RoutingRules.Operator && ticket.AreaCode is { } area && SupplyPoint.AreasOf(heard.Facts) is { Count: > 0 } areasSaid && !areasSaid.Contains(area, StringComparer.Ordinal)));

    /// <summary>
    /// After an answer of the desk free words are for it. What is surely a question is still answered: a symptom beside adding
    /// it where the desk waits for an answer, else instead of it. Likeness to an article alone is no question («I have no number at hand»).
    /// </summary>
    private Turn? ReplyToDesk(DialogueState state, Heard heard, OwnTicket ticket, Person person)
    {
        if (heard.Button is not null && heard.Button is not ("yes" or "no" or "thanks"))
        {
            return heard.Button is "greeting" ? null : TicketAct(state, heard, ticket, person, named: false);
        }

        if (intents.After(heard.Text, "add-to-ticket") is not null || heard.Is(DialogueAct.Withdraw))
        {
            return TicketAct(state, heard, ticket, person, named: false);
        }

        var awaited = ticket.State == "waiting-for-requester";
        var talk = heard.IsButton("thanks") || (heard.Is(DialogueAct.Thanks) && !heard.Is(DialogueAct.Add) && !heard.Is(DialogueAct.Give)) || (heard.Is(DialogueAct.Anger) && !heard.Is(DialogueAct.Add));
        if (!awaited && talk)
        {
            return heard.Is(DialogueAct.Solved) ? Close(state, ticket) : heard.Is(DialogueAct.Thanks) ? Thanked(state, heard, ticket) : Talked(state, heard);
        }

        if (heard.Is(DialogueAct.SmallTalk) && heard.Reading.Likeliest == DialogueAct.SmallTalk)
        {
            return null;
        }

        if (!awaited && heard.Is(DialogueAct.Solved) && !heard.Is(DialogueAct.Unsolved))
        {
            return Close(state, ticket);
        }

        // «番号は06-…です»: what the desk asked for stands in its place, and goes to whoever settles it.
        var (told, corrects) = GivenFor(state, heard, ticket);
        var added = awaited && told.Count > 0 && !AsksBack(heard) && !heard.Is(DialogueAct.Ask)
            ? Added(state with { Step = Step.Open, Ticket = ticket.Number, Files = [] }, heard.Text, ticket, told, wereWrong: corrects, state.Files)
            : AddedReply(state, ticket, heard.Text, state.Files);
        if (awaited)
        {
            return heard.Answer.Recognition.Symptoms.Count == 0 ? added : Joined(added, Ask(added.State, heard, person));
        }

        return (heard.Answer.Outcome == Outcome.Answer || heard.Answer.Clarification is not null) && (heard.IsCertain || heard.Is(DialogueAct.Ask))
            ? Ask(state with { Replied = null, Ticket = ticket.Number }, heard, person).After(Spoken(state, "ticket.notAdded", null, ticket.Number))
            : added;
    }

    /// <summary>The ticket that the desk answered last, while it takes words.</summary>
    private static OwnTicket? Replied(DialogueState state, Person person) =>
        person.Tickets?.FirstOrDefault(own => own.Is(state.Replied) && own.State is not ("resolved" or "closed"));

    private Turn AddedReply(DialogueState state, OwnTicket ticket, string text, IReadOnlyList<IncomingFile> files) =>
        Turn.Say(state with { Step = Step.Open, Ticket = ticket.Number, Files = [] }, Spoken(state, "ticket.addedReply", Choices(state, "add-to-ticket"), ticket.Number))
            .And(new AddToTicket(ticket.Number, text) { Files = files });

    private static Turn Joined(Turn first, Turn then) => new(then.State, [.. first.Replies, .. then.Replies], [.. first.Acts, .. then.Acts]);

    /// <summary>What to add was asked for: a question or a change of mind is none.</summary>
    private Turn? AddingSaid(DialogueState state, Heard heard, Person person)
    {
        if (heard.Button is not null || (heard.Is(DialogueAct.Cancel) && heard.Rather(DialogueAct.Cancel, DialogueAct.Add)))
        {
            return heard.Button is null ? Cancelled(state with { Inquiry = null }) : null;
        }

        if (state.Inquiry is { Asking: { } need })
        {
            return ValueGiven(state with { Inquiry = null }, heard, need, OwnOf(state, person));
        }

        var added = Added(state, heard.Text, OwnOf(state, person));
        return heard.IsCertain && heard.Is(DialogueAct.Ask) && heard.Rather(DialogueAct.Ask, DialogueAct.Add) ? Joined(added, Ask(state with { Step = Step.Open }, heard, person)) : added;
    }

    private Turn StatusOfAll(DialogueState state, IReadOnlyList<OwnTicket> tickets, Heard heard)
    {
        if (tickets.Count == 0)
        {
            return Turn.Say(state, Spoken(state, "ticket.noneYet", Choices(state, "person")));
        }

        // What they tell beside the question goes with it.
        var tells = heard.Button is null && (heard.Is(DialogueAct.Add) || heard.Is(DialogueAct.Unsolved));
        if (tickets.Count == 1)
        {
            var (ticket, spoken) = (tickets[0], state with { Ticket = tickets[0].Number });
            return tells && ticket.State is not ("closed" or "resolved") ? Joined(Added(spoken, heard.Text, ticket), Turn.Say(spoken, Status(spoken, ticket))) : Turn.Say(spoken, Status(spoken, ticket));
        }

        var lines = tickets.Take(MostListed).Select(ticket => $"- {ticket.Number} {Text(state, "state." + ticket.State)}: {ticket.Subject}");
        return Turn.Say(
            state with { Ticket = tickets[0].Number },
            new Reply(Text(state, "ticket.list") + "\n\n" + string.Join('\n', lines), null, [.. tickets.Take(MostListed).Select(ticket => new Choice(ticket.Number, ticket.Number))]));
    }

    private Reply Status(DialogueState state, OwnTicket ticket)
    {
        var text = Text(state, "ticket.status", ticket.Number, ticket.Subject, Text(state, "state." + ticket.State), OwnerName(state, ticket.Owner, ticket.AreaCode));
        text += ticket.Asked is { } asked ? "\n\n" + AskedOf(state, asked) : "";
        text += "\n\n" + (ticket.LastReply is { } reply ? Text(state, "ticket.lastReply", reply) : Text(state, "ticket.noReply") + Due(state, ticket));
        var choices = ticket.State is "resolved" or "closed" ? Choices(state, "reopen-ticket") : Choices(state, "add-to-ticket", "close-ticket");
        return new Reply(text, new TicketCard(ticket.Number, ticket.Subject, ticket.State, ticket.Owner, null), choices);
    }

    private string AskedOf(DialogueState state, AskedCompany asked)
    {
        var told = Text(state, "ticket.asked", asked.To, Day(state, asked.At));
        return asked.Expected is { } expected ? told + Text(state, "ticket.answerExpected", asked.To, Day(state, expected)) : told;
    }

    private string Day(DialogueState state, DateTimeOffset at) =>
        at.ToOffset(BusinessCalendar.Offset).ToString(Text(state, "ticket.dayFormat"), CultureInfo.GetCultureInfo(state.Language == "en" ? "en-GB" : "ja-JP"));

    private Turn Rate(DialogueState state, OwnTicket ticket, bool helpful) => !ticket.CanRate
        ? Turn.Say(state, Spoken(state, "ticket.ratedAlready", null, ticket.Number))
        : Turn.Say(state, Spoken(state, helpful ? "ticket.ratedUp" : "ticket.ratedDown", helpful ? null : Choices(state, "reopen-ticket"), ticket.Number)).And(new RateTicket(ticket.Number, helpful));

    private Turn Close(DialogueState state, OwnTicket ticket) => ticket.State == "closed"
        ? Turn.Say(state with { Ticket = ticket.Number }, Spoken(state, "ticket.alreadyClosed", Choices(state, "reopen-ticket"), ticket.Number))
        : Turn.Say(state with { Ticket = ticket.Number, Step = Step.Open }, Spoken(state, "ticket.closed", Choices(state, "reopen-ticket", "rate-up", "rate-down"), ticket.Number)).And(new CloseTicket(ticket.Number));

    private Turn Reopen(DialogueState state, OwnTicket ticket, Heard heard, Person person)
    {
        if (ticket.State is not ("resolved" or "closed"))
        {
            return Turn.Say(state with { Ticket = ticket.Number }, Spoken(state, "ticket.stillOpen", Choices(state, "add-to-ticket"), ticket.Number));
        }

        return ticket.CanReopen
            ? Turn.Say(state with { Ticket = ticket.Number, Step = Step.Open }, Spoken(state, "ticket.reopened", Choices(state, "add-to-ticket"), ticket.Number)).And(new ReopenTicket(ticket.Number, heard.Text))
            : ReopenedTooLate(state with { Ticket = ticket.Number, Follows = ticket.Number, Step = Step.Open, Matter = null }, ticket, heard, person);
    }

    /// <summary>What was said beside the wish to reopen («ERR_20070 again») begins the new inquiry: a code is answered, anything else is kept for whoever gets it.</summary>
    private Turn ReopenedTooLate(DialogueState state, OwnTicket ticket, Heard heard, Person person)
    {
        if (heard.Button is not null || !heard.Text.Any(char.IsLetterOrDigit))
        {
            return Turn.Say(state, Spoken(state, "ticket.reopenTooLate", Choices(state, "person"), ticket.Number));
        }

        var kept = state with { Matter = Routed(Learn(new Matter(), heard).Saying(heard.Text), heard.Answer) };
        return heard.IsCertain
            ? Joined(Turn.Say(state, Spoken(state, "ticket.reopenTooLate", null, ticket.Number)), Answer(state, Learn(new Matter(), heard).Saying(heard.Text), heard.Text, heard.Answer, null, person))
            : Turn.Say(kept, Spoken(state, "ticket.reopenTooLate", Choices(state, "person"), ticket.Number));
    }

    /// <summary>HD-2026-000123 in any width, case and spacing of its hyphens, as the ticket bears it.</summary>
    private static string? NumberIn(string text)
    {
        var match = TicketNumber().Match(TextFolding.Fold(text));
        return match.Success ? $"HD-{match.Groups[1].Value}-{match.Groups[2].Value.PadLeft(6, '0')}" : null;
    }

    /// <summary>As the person wrote it, for it may be added to the ticket.</summary>
    private static string AfterNumber(string text)
    {
        var rest = WrittenTicketNumber().Replace(text, "", 1);
        rest = rest.Length < text.Length ? rest : TicketNumber().Replace(TextFolding.Fold(text), "", 1);
        return rest.TrimStart(' ', '\u3000', 'を', 'に', 'は', 'の', '、', ',', ':');
    }

    [GeneratedRegex(@"[hHｈＨ][dDｄＤ][-－ー‐ \u3000]?[2２][0０][0-9０-９]{2}[-－ー‐ \u3000]?[0-9０-９]{1,9}(?![0-9０-９])")]
    private static partial Regex WrittenTicketNumber();

    [GeneratedRegex(@"\bhd[- ]?(20[0-9]{2})[- ]?([0-9]{1,9})(?![0-9])")]
    private static partial Regex TicketNumber();
}
