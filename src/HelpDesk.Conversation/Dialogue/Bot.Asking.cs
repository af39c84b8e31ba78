using System.Globalization;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <content>What whoever settles it must still be told, one detail after the other or all in a form.</content>
public sealed partial class Bot
{
    /// <summary>Need ids of a route that are still to be asked. A number says the area; an article about one message says the message.</summary>
    private IReadOnlyList<Need> Missing(Matter matter, bool introduce)
    {
        var needs = matter.InquiryType is not null && routing.InquiryType(matter.InquiryType) is { } type ? type.Needs : [.. routing.Needs.Where(need => need.Id is Needs.Company or Needs.CompanyCode)];
        var aboutAMessage = matter.Shown.Any(id => desk.KnowledgeBase.Find(id) is { Symptoms.Count: > 0 });
        var wanted = needs.Where(need => need.Id is not (Needs.Screenshot or Needs.Details) && !(need.Id == Needs.CodeOrMessage && aboutAMessage)).ToList();
        if (OwnerOf(matter) == RoutingRules.Operator && wanted.TrueForAll(need => need.Id != Needs.Area) && routing.Needs.FirstOrDefault(need => need.Id == Needs.Area) is { } area)
        {
            wanted.Insert(0, area);
        }

        if (OwnerOf(matter) == RoutingRules.HelpDesk && matter.Symptom is null && !aboutAMessage && routing.Needs.FirstOrDefault(need => need.IsAskedWhen(matter.Text) && !wanted.Contains(need)) is { } worth)
        {
            wanted.Insert(0, worth);
        }

        // The number tells the area, so it is asked first; who gives it is not asked again.
        wanted = [.. wanted.OrderBy(need => need.Id switch { Needs.Number => 0, Needs.Area => 1, _ => 2 }).Where(need => need.Id != Needs.Area || SupplyPoint.Of(matter.Facts).Count == 0)];
        var introduction = introduce ? routing.Needs.Where(need => Needs.IsWanted(need.Id)) : [];
        var details = NeedsDetails(matter, needs, aboutAMessage) ? routing.Needs.Where(need => need.Id == Needs.Details) : [];
        return [.. details.Concat(introduction).Concat(wanted).DistinctBy(need => need.Id).Where(need => (!matter.Facts.ContainsKey(need.Id) || (need.Id == Needs.Area && !matter.AreaWasAsked && IsDivided(matter))) && !matter.Declined.Contains(need.Id))];
    }

    /// <summary>With what was said already of the details that are missing.</summary>
    /// <param name="anew">Need id of what was wrong and is asked again; null: nothing.</param>
    private Matter Recalled(Matter matter, bool introduce, string? anew) =>
        matter.Knowing(Missing(matter, introduce).Where(need => need.Id != anew).Select(need => (need.Id, Value: facts.Recall(need.Id, matter.Said) ?? InOwnWords(need, matter.Said)))
            .Where(recalled => recalled.Value is not null).Select(recalled => new KeyValuePair<string, string>(recalled.Id, recalled.Value!)));

    /// <summary>Of a detail in free words: the sentence said before that names it and holds figures («希望は第1が6月2週…»); null where none does, or it only asks.</summary>
    private string? InOwnWords(Need need, IReadOnlyList<string> said) =>
        need.Values.Count > 0 || need.Id is Needs.Date or Needs.CodeOrMessage or Needs.RequesterName or Needs.Company || answers.HasForm(need.Id, "") ? null
        : said.SelectMany(Sentences).LastOrDefault(sentence => sentence.Any(char.IsDigit) && !Asks(sentence) && NeedsNamed(sentence, [need.Id], HalfNamed).Any())?.Trim(' ', '。', '.', '\n');

    /// <param name="first">Need id to ask before the others; null: their own order.</param>
    private Turn AskNext(DialogueState state, Person person, IReadOnlyList<Reply> before, string? first = null)
    {
        var (matter, inquiry, language) = (state.Matter!, state.Inquiry!, state.Language ?? "ja");
        if (AreaConflict(state) is { } conflict)
        {
            before = [.. before, conflict];
            matter = matter with { Facts = matter.Facts.Where(fact => fact.Key != Needs.Area).ToDictionary(StringComparer.Ordinal) };
            state = state with { Matter = matter };
        }

        matter = Recalled(matter, inquiry.Introduce, first);
        state = state with { Matter = matter };
        var missing = Missing(matter, inquiry.Introduce).OrderBy(need => need.Id == first ? 0 : 1).ToList();
        if (missing.Count == 0 || inquiry.SkipRest)
        {
            return Confirm(state, before);
        }

        var next = missing[0];
        var texts = wording.In(language);
        var question = texts.Has("need." + next.Id) ? texts.Get("need." + next.Id) : texts.Get("need.other", next.NameIn(language));
        var choose = new List<Choice>();
        if (next.Id == Needs.Number && AboutNoNumber(state, matter) is { } wrong)
        {
            // They gave one already, and it is none.
            question = wrong;
        }

        if (next.Id == Needs.Area && answers.Read(Needs.Area, matter.Text) is { Problem: "area-ambiguous" } unclear)
        {
            (question, choose) = Problem(state, unclear) is var problem ? (problem.Text, [.. problem.Choices ?? []]) : (question, choose);
        }

        if (next.Id == Needs.Details)
        {
            state = state with { Matter = matter = matter with { DetailsWereAsked = true } };
        }

        if (next.Id == Needs.Area && matter.Facts.GetValueOrDefault(Needs.Place) is { } place && IsDivided(matter))
        {
            state = state with { Matter = matter with { AreaWasAsked = true } };
            question = Elsewhere(state, place) + "\n\n" + question;
        }

        var together = missing.Count > 1 && inquiry.Refused >= ManyRefused && next.Id != first;
        if (together)
        {
            question = texts.Get("collect.together", string.Join('\n', missing.Select(need => texts.Get("collect.togetherLine", need.NameIn(language)))));
        }

        // All that will be asked is named once: who has it at hand sends it in one message.
        var rest = together || missing.Count < 2 ? ""
            : inquiry.Asking is null && missing.Count > 2 ? "\n" + texts.Get("collect.restNamed", missing.Count.ToString(CultureInfo.InvariantCulture), string.Join(texts.Get("areas.joint"), missing.Skip(1).Select(need => Bracketless(need.NameIn(language)))))
            : "\n" + texts.Get("collect.rest", missing.Count.ToString(CultureInfo.InvariantCulture));
        var form = new FormCard([.. missing.Select(need => new FormField(need.Id, need.NameIn(language), null) { Required = Needs.IsWanted(need.Id), Options = Options(need.Id, language) })]);
        var choices = together ? Choices(state, "skip-all", "cancel") : missing.Count > 1 ? Choices(state, "skip", "skip-all", "cancel") : Choices(state, "skip", "cancel");
        return Turn.Say(state with { Step = Step.Collecting, Inquiry = inquiry with { Asking = next.Id, WasUnclear = inquiry.WasUnclear && next.Id == inquiry.Asking, Together = together } }, [.. before, new Reply(question + rest, form, [.. choose, .. choices])]);
    }

    /// <summary>«供給(受電)地点特定番号(22ケタ)» in a list: without what stands in brackets.</summary>
    private static string Bracketless(string name) => InBrackets().Replace(name, "").Trim();

    [System.Text.RegularExpressions.GeneratedRegex(" ?\\([^)]{0,80}\\)")]
    private static partial System.Text.RegularExpressions.Regex InBrackets();

    /// <summary>What there is to choose from; empty for free words.</summary>
    private IReadOnlyList<Choice> Options(string need, string language) => need switch
    {
        Needs.Area => [.. areas.Areas.Select(area => new Choice(area.NameIn(language), area.Code))],
        // Several may be wanted.
        Needs.DocumentName => [],
        _ => [.. routing.Needs.FirstOrDefault(one => one.Id == need)?.Values.Select(value => new Choice(value.NameIn(language), value.Name)) ?? []],
    };

    private Reply? AreaConflict(DialogueState state)
    {
        var facts = state.Matter!.Facts;
        return SupplyPoint.AreasOf(facts) is [var own] && facts.TryGetValue(Needs.Area, out var said) && said != own && areas.ByCode(said) is { } other && areas.ByCode(own) is { } area
            ? Spoken(state, "check.area-differs", null, area.NameIn(state.Language ?? "ja"), other.NameIn(state.Language ?? "ja"))
            : null;
    }

    /// <summary>A form that was filled in: each value is checked; what is wrong is asked again, the rest is kept.</summary>
    private Turn FormSent(DialogueState state, IReadOnlyDictionary<string, string> values, Person person)
    {
        if (state.Step != Step.Collecting || state.Matter is not { } matter)
        {
            return state.Step == Step.Confirming ? Confirm(state, [Spoken(state, "collect.already")]) : Late(state);
        }

        var (replies, wrong) = (new List<Reply>(), (string?)null);
        foreach (var (need, value) in values)
        {
            if (string.IsNullOrWhiteSpace(value) || routing.Needs.All(known => known.Id != need))
            {
                continue;
            }

            var given = answers.Read(need, value);
            if (given.Value is { } good)
            {
                matter = need == Needs.Details ? matter.Saying(good) : matter.Knowing([new(need, good), .. given.Also.Where(also => !matter.Facts.ContainsKey(also.Key))]);
                continue;
            }

            wrong ??= need;
            replies.Add(Problem(state, given));
        }

        // What was left empty in a form that was sent is not at hand.
        foreach (var need in values.Where(value => string.IsNullOrWhiteSpace(value.Value) && !Needs.IsWanted(value.Key) && value.Key != Needs.Details).Select(value => value.Key))
        {
            matter = matter.Declining(need);
        }

        return AskNext(state with { Matter = Routed(matter, matter.InquiryType) }, person, replies, wrong);
    }
}
