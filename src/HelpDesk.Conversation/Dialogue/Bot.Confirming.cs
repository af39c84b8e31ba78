using HelpDesk.Conversation.Acts;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <content>Yes to what will be sent, or one more thing, or another value.</content>
public sealed partial class Bot
{
    /// <summary>Municipalities named where a prefecture is divided.</summary>
    private const int MostNamed = 6;

    private Turn Confirm(DialogueState state, IReadOnlyList<Reply>? before = null)
    {
        var matter = state.Matter!;
        var lines = FactLines(ForReceiver(matter, state.Language ?? "ja"), state.Language ?? "ja", TypeOf(matter));
        // Without its number the receiver may not find what it is about: told, never insisted on.
        var warning = TypeOf(matter) is { } type && type.Needs.Any(need => need.Id == Needs.Number) && !matter.Facts.ContainsKey(Needs.Number) ? "\n\n" + (matter.NoNumber is { } wrong ? Text(state, "confirm.noNumber", wrong) : Text(state, matter.Declined.Contains(Needs.Number) ? "confirm.numberDeclined" : "confirm.withoutNumber")) : "";
        warning += IsDivided(matter) && matter.Facts.GetValueOrDefault(Needs.Place) is { } place ? "\n\n" + Elsewhere(state, place) + Text(state, "confirm.elsewhere") : "";
        var files = state.Files.Count > 0 ? "\n\n" + Text(state, "files.attached", string.Join(", ", state.Files.Select(file => file.Name))) : "";
        var owner = Receivers(state, matter);
        // What settles somebody else is not sent by the desk: nobody shall think that it is on its way.
        var letter = OwnerOf(matter) != RoutingRules.HelpDesk;
        var summary = Text(state, "confirm.summary", owner, string.Join('\n', WithoutTalk([.. matter.Said.Select(matter.Righted)]))) + (lines.Length > 0 ? "\n\n" + lines : "") + files;
        return Turn.Say(state with { Step = Step.Confirming }, [.. before ?? [], new Reply(summary + warning + "\n\n" + Text(state, letter ? "confirm.askLetter" : "confirm.ask"), null, Choices(state, letter ? "confirm-letter" : "confirm", "cancel"))]);
    }

    /// <summary>«福井県の地点»: some of its places are another operator's, which who writes may not know; a number says the area.</summary>
    private bool IsDivided(Matter matter) =>
        OwnerOf(matter) == RoutingRules.Operator && SupplyPoint.Of(matter.Facts).Count == 0 && matter.Facts.GetValueOrDefault(Needs.Place) is { } place && areas.Exceptions(place).Count > 0;

    private string Elsewhere(DialogueState state, string prefecture)
    {
        var others = areas.Exceptions(prefecture);
        var named = string.Join(Text(state, "areas.joint"), others.Take(MostNamed).Select(one => one.Municipality)) + (others.Count > MostNamed ? Text(state, "areas.andMore") : "");
        return Text(state, "areas.divided", prefecture, named, string.Join(" / ", others.Select(one => one.AreaCode).Distinct().Select(areas.ByCode).OfType<Area>().Select(area => area.OperatorIn(state.Language ?? "ja"))));
    }

    /// <summary>A date and next to nothing else is the date, where the receiver is told one.</summary>
    private Heard Dated(Heard heard, Matter matter) =>
        heard.Facts.Count == 0 && TypeOf(matter) is { } type && type.Needs.Any(need => need.Id == Needs.Date) && facts.Recall(Needs.Date, [heard.Text]) is { } date
            && heard.Text.Count(char.IsLetterOrDigit) - date.Count(char.IsLetterOrDigit) <= LeastOwnWords
            ? new Heard(heard.Text, null, heard.Reading, new Dictionary<string, string> { [Needs.Date] = date }, () => heard.Answer, desk.Ask) : heard;

    private Turn? Confirmed(DialogueState state, Heard heard, Person person)
    {
        if (heard.Button is "confirm" or "confirm-letter" or "yes")
        {
            return Open(state);
        }

        if (heard.Button is "no")
        {
            return Cancelled(state);
        }

        if (heard.Button is "skip" or "skip-all" or "person" or "unsolved")
        {
            return Confirm(state);
        }

        if (heard.Button is not null)
        {
            return null;
        }

        var matter = state.Matter!;
        heard = Dated(heard, matter);
        if (Rewritten(matter, heard.Text) is { } written)
        {
            // «…ではなく德丸です。あと連絡先は…»: what else it gives is meant, too.
            var told = heard.Facts.Where(fact => fact.Key is not (Needs.RequesterName or Needs.Company)).ToDictionary(StringComparer.Ordinal);
            told[written.Need] = written.Value;
            return Confirm(state with { Matter = matter.Knowing(told) }, [Spoken(state, "collect.corrected", null, FactLines(told, state.Language ?? "ja"))]);
        }

        if (heard.Is(DialogueAct.Correct) || heard.Facts.Any(fact => matter.Facts.GetValueOrDefault(fact.Key) != fact.Value))
        {
            // At the summary another value corrects the one that stands there, unless it is surely one more.
            if (heard.Facts.Count == 0)
            {
                return Corrected(state, heard, person);
            }

            var right = Corrects(heard) || !heard.Is(DialogueAct.Add) ? Denying(matter, heard).Knowing(heard.Facts) : Learn(matter, heard);
            var corrected = state with { Matter = Routed(right, matter.InquiryType) };
            // «…でした。それで送って»: said and done.
            return heard.Is(DialogueAct.Confirm) && !heard.Is(DialogueAct.Ask) ? Open(corrected) : Confirm(corrected, [Spoken(state, "collect.corrected", null, FactLines(heard.Facts, state.Language ?? "ja"))]);
        }

        if (heard.Does(DialogueAct.Confirm) && heard.Rather(DialogueAct.Confirm, DialogueAct.Cancel) && !heard.Is(DialogueAct.Ask))
        {
            return Open(heard.Is(DialogueAct.Add) ? state with { Matter = matter.Saying(heard.Text) } : state);
        }

        if (DeclinedAtLast(matter, heard) is { } declined)
        {
            return Confirm(state with { Matter = Declining(matter, declined, heard.Text) }, [Spoken(state, "followUp.noted", null, NameOf(declined, state))]);
        }

        if (heard.Does(DialogueAct.Cancel) || (heard.Is(DialogueAct.Refuse) && !heard.Is(DialogueAct.SkipAll)))
        {
            return Cancelled(state);
        }

        if (heard.Does(DialogueAct.SkipAll) || heard.Is(DialogueAct.Person))
        {
            return Open(state);
        }

        if (heard.Is(DialogueAct.Solved) && !heard.Is(DialogueAct.Unsolved))
        {
            return Solved(Fresh(state));
        }

        if ((heard.Is(DialogueAct.Ask) || heard.Is(DialogueAct.AboutShown)) && AsideAnswer(state, heard) is { } aside)
        {
            return Confirm(aside.State, aside.Replies).And(aside.Acts);
        }

        if (heard.Is(DialogueAct.WhoSettles) || heard.Is(DialogueAct.Status) || (AsksBack(heard) && !NamesSomething(heard.Text)))
        {
            // «Who is going to receive this?», «もう送りましたか»: of the sending itself, and no part of what is sent.
            return Confirm(state, [Spoken(state, "confirm.pending", null, Receivers(state, matter))]);
        }

        // Anything else is one more thing to tell: it goes with the ticket.
        var more = WithNoNumber(matter, heard.Text).Saying(heard.Text);
        return Confirm(state with { Matter = Routed(more, matter.InquiryType) }, [more.NoNumber != matter.NoNumber && AboutNoNumber(state, more) is { } none ? new Reply(none) : Spoken(state, "confirm.added")]);
    }
}
