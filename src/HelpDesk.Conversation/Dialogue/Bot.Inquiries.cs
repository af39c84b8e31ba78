using System.Globalization;
using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <content>The form: what whoever settles it must be told.</content>
public sealed partial class Bot
{
    /// <summary>What was given so far is not thrown away on a guess.</summary>
    private const float SurelyCancelled = 0.5f;

    /// <summary>What looks like a name is one, unless it surely does one of these.</summary>
    private static readonly DialogueAct[] Otherwise =
        [DialogueAct.Refuse, DialogueAct.SkipAll, DialogueAct.Cancel, DialogueAct.Person, DialogueAct.Ask, DialogueAct.AboutShown, DialogueAct.Status, DialogueAct.Solved, DialogueAct.Anger, DialogueAct.Thanks];

    private const float SurelyOtherwise = 0.75f;

    /// <summary>A new value for what is known already corrects it, where it is at least this likely and likelier than an addition.</summary>
    private const float LikelyCorrection = 0.2f;

    /// <summary>Lines of a message that gives a detail a line; a mail has more.</summary>
    private const int MostLines = 8;

    /// <summary>Details in a row that are not at hand, after which the rest is asked for at once.</summary>
    private const int ManyRefused = 2;

    private Turn? Collected(DialogueState state, Heard heard, Person person)
    {
        var (inquiry, matter) = (state.Inquiry!, state.Matter!);
        var asked = inquiry.Asking ?? "";
        if (heard.Button is "skip" or "skip-all" or "check-unknown")
        {
            return Skipped(state, heard, person, asked);
        }

        if (heard.Button is not null and not ("yes" or "no"))
        {
            return heard.Button switch
            {
                "person" or "confirm" or "confirm-letter" => AskNext(state, person, [Spoken(state, "collect.already")]),
                "solved" => Solved(Fresh(state)),
                _ => null,
            };
        }

        if (intents.After(heard.Text, "add-to-ticket") is { Length: > 0 } addition)
        {
            return AskNext(state with { Matter = Learn(matter, heard).Saying(addition) }, person, [Spoken(state, "confirm.added")]);
        }

        if (heard.Facts.Count == 0 && heard.Reading.Likeliest == DialogueAct.Cancel && heard.Reading.Of(DialogueAct.Cancel) >= SurelyCancelled)
        {
            return Cancelled(state);
        }

        if (NamedAndAsked(state, heard, person, asked) is { } both)
        {
            return both;
        }

        if (asked == Needs.Details && Detailed(state, heard, person) is { } detailed)
        {
            return detailed;
        }

        if (asked == Needs.ReasonCode && !answers.HasForm(asked, heard.Text) && negation.In(heard.Text) && !heard.EndsAsQuestion)
        {
            // «it shows none»: why there is none, and no code.
            return Skipped(state, heard, person, asked);
        }

        var given = answers.Read(asked, heard.Text);
        var told = inquiry.Together || IsLineByLine(heard.Text) ? ToldTogether(heard, matter, inquiry) : Told(heard, asked, given, matter.Facts.ContainsKey(asked));
        var repeats = told.All(fact => matter.Facts.TryGetValue(fact.Key, out var known) && known == fact.Value);
        if (told.Count > 0 && !told.ContainsKey(asked) && heard.Does(DialogueAct.Refuse) && (repeats || heard.Rather(DialogueAct.Refuse, DialogueAct.Give)))
        {
            // «沖縄なので今わかりません»: something else, and not what was asked for.
            return Skipped(state with { Matter = matter.Knowing(told) }, heard, person, asked);
        }

        if (told.Count > 0 && !(repeats && inquiry.WasUnclear))
        {
            var changes = told.Where(fact => matter.Facts.TryGetValue(fact.Key, out var before) && before != fact.Value).ToList();
            var learned = Corrects(heard) ? Denying(matter, heard).Knowing(told) : Learn(matter, new Heard(heard.Text, null, heard.Reading, told, () => heard.Answer, desk.Ask));
            var replies = changes.Count > 0 && Corrects(heard) ? new List<Reply> { Spoken(state, "collect.corrected", null, FactLines(changes.ToDictionary(), state.Language ?? "ja")) } : [];
            return Next(state with { Matter = Kept(learned, heard), Inquiry = inquiry with { Refused = 0, Together = false, SkipRest = inquiry.SkipRest || inquiry.Together } }, person, replies, heard);
        }

        if (asked == Needs.Details)
        {
            // Nothing more of it: a wish for haste, a fact, a refusal.
            return Aside(state, heard) is { } beside ? AskNext(beside.State, person, beside.Replies).And(beside.Acts) : Skipped(state, heard, person, asked);
        }

        // Not a digit of a number, nothing of an address: no try at an answer, and no question either.
        var tries = AnswerReader.IsTry(asked, heard.Text) || AsksBack(heard) || heard.IsCertain || heard.Is(DialogueAct.Ask) || heard.Is(DialogueAct.Person) || heard.Is(DialogueAct.Cancel) || heard.Is(DialogueAct.Correct)
            || heard.Is(DialogueAct.AboutShown) || heard.Is(DialogueAct.WhoSettles) || heard.Is(DialogueAct.Solved) || heard.Is(DialogueAct.Anger) || heard.Is(DialogueAct.Status) || heard.Is(DialogueAct.GoesOn);
        if (!tries || heard.Does(DialogueAct.SkipAll) || (heard.Does(DialogueAct.Refuse) && heard.Rather(DialogueAct.Refuse, DialogueAct.Ask) && !(AsksBack(heard) && heard.Reading.Of(DialogueAct.Refuse) < SurelyOtherwise)))
        {
            return Skipped(state, heard, person, asked);
        }

        if (heard.Is(DialogueAct.Solved) && heard.Rather(DialogueAct.Solved, DialogueAct.Unsolved))
        {
            return Solved(Fresh(state));
        }

        // A question that stands for an answer once and again is one.
        if (Aside(state, heard) is { } aside && !(inquiry.WasUnclear && aside.Acts.Count == 0))
        {
            aside = aside with { State = aside.State with { Inquiry = inquiry with { WasUnclear = true } } };
            return AskNext(aside.State, person, aside.Replies).And(aside.Acts);
        }

        if (heard.Does(DialogueAct.Correct))
        {
            return Corrected(state, heard, person);
        }

        if (!answers.HasForm(asked, heard.Text) && given.Value is { } words)
        {
            return AskNext(state with { Matter = matter.Knowing([new(asked, words)]) }, person, []);
        }

        // Asked once more, never a third time: what they wrote goes with the inquiry as it stands.
        return inquiry.WasUnclear || (asked == Needs.Number && matter.NoNumber is { } before && before == NoNumberIn(heard.Text))
            ? AskNext(state with { Matter = WithNoNumber(matter, heard.Text).Declining(asked).Saying(heard.Text) }, person, [Spoken(state, "collect.unclear")])
            : AskNext(state with { Matter = WithNoNumber(asked == Needs.Number ? matter : Kept(matter, heard), heard.Text), Inquiry = inquiry with { WasUnclear = true } }, person, asked == Needs.Number && NoNumberIn(heard.Text) is not null ? [] : [Problem(state, given)]);
    }

    /// <summary>«Meridian Denki. Will somebody get back to me today?»: a name, and a question of its own. Null where it is not both.</summary>
    private Turn? NamedAndAsked(DialogueState state, Heard heard, Person person, string asked)
    {
        var sentences = Sentences(heard.Text).ToList();
        if (!Needs.IsName(asked) || !sentences.Exists(Asks) || sentences.TrueForAll(Asks))
        {
            return null;
        }

        var named = Collected(state, Hear(state, string.Concat(sentences.Where(sentence => !Asks(sentence))).Trim(), person), person);
        if (named is not { State: { Inquiry: not null, Matter: { } matter } next } || !matter.Facts.ContainsKey(asked))
        {
            return null;
        }

        return Aside(next, Hear(next, string.Concat(sentences.Where(Asks)).Trim(), person)) is { } aside ? AskNext(aside.State, person, aside.Replies).And(aside.Acts) : named;
    }

    /// <summary>A detail a line, as people fill in what they were asked for.</summary>
    private static bool IsLineByLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length is > 1 and <= MostLines;

    private static bool Corrects(Heard heard) =>
        heard.Is(DialogueAct.Correct) || (heard.Reading.Of(DialogueAct.Correct) >= LikelyCorrection && heard.Rather(DialogueAct.Correct, DialogueAct.Add));

    /// <summary>What a message in the middle of the form gives: facts that can be read anywhere, and the detail that was asked.</summary>
    /// <param name="known">There is a value that it could correct.</param>
    private Dictionary<string, string> Told(Heard heard, string asked, Given given, bool known)
    {
        var told = new Dictionary<string, string>(heard.Facts, StringComparer.Ordinal);
        if (Needs.IsName(asked))
        {
            WithoutPlaceOf(told, given.Value, heard.Text);
        }

        if (asked == Needs.OtherRetailer && told.Remove(Needs.Company, out var other))
        {
            // Asked for another company's name nobody says their own.
            told[asked] = given.Value ?? other;
            told.Remove(Needs.RequesterName);
        }

        if (asked == Needs.Company && given.Value is { } whole && told.TryGetValue(asked, out var read) && (whole.EndsWith(read, StringComparison.Ordinal) || whole.Contains("(旧 " + read, StringComparison.Ordinal)))
        {
            // Read in a sentence a name may lose its beginning (杜の|都グリーン電力株式会社); who is asked for it says nothing else before it.
            told[asked] = whole;
        }

        if (given.Value is { } value && !told.ContainsKey(asked) && (answers.HasForm(asked, heard.Text) ? !known || !heard.Is(DialogueAct.Correct) : MeansToGive(heard, asked) || (heard.Is(DialogueAct.Correct) && !known)))
        {
            told[asked] = value;
            foreach (var (need, also) in given.Also)
            {
                told.TryAdd(need, also);
            }
        }

        return told;
    }

    /// <summary>«鳥取さきゅう電力», «関東みどり電力»: the company is called so, and the point may be anywhere.</summary>
    /// <param name="text">That it was read in: what stands beside the name counts.</param>
    private Dictionary<string, string> WithoutPlaceOf(Dictionary<string, string> told, string? name, string text)
    {
        if (name is { Length: > 1 } && told.TryGetValue(Needs.Area, out var area) && !told.ContainsKey(Needs.Number) && facts.AreaIn(name).Code == area && facts.AreaIn(FactReader.Even(text).Replace(name, " ", StringComparison.Ordinal)).Code != area)
        {
            told.Remove(Needs.Place);
            told.Remove(Needs.Area);
        }

        return told;
    }

    /// <summary>Several details in one message: line by line what has the form of one, names in the order in which they were asked for.</summary>
    private Dictionary<string, string> ToldTogether(Heard heard, Matter matter, Inquiry inquiry)
    {
        var told = new Dictionary<string, string>(heard.Facts, StringComparer.Ordinal);
        if (heard.Is(DialogueAct.Refuse) || heard.Is(DialogueAct.SkipAll))
        {
            return told;
        }

        foreach (var part in heard.Text.Split(['\n', '、', ',', '，'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var missing = Missing(matter, inquiry.Introduce).Select(need => need.Id).Where(need => !told.ContainsKey(need)).ToList();
            var need = missing.Find(one => answers.HasForm(one, part) && answers.Read(one, part).Value is not null)
                ?? missing.Find(one => one is Needs.Company or Needs.RequesterName && facts.Read(part).Keys.All(read => read is Needs.Place or Needs.Area) && !Asks(part) && answers.Read(one, part).Value is not null);
            if (need is not null)
            {
                told[need] = answers.Read(need, part).Value!;
            }
        }

        return WithoutPlaceOf(told, told.GetValueOrDefault(Needs.Company), heard.Text);
    }

    /// <summary>Free words answer what was asked where nothing else is likelier.</summary>
    private bool MeansToGive(Heard heard, string asked) =>
        (asked == Needs.CodeOrMessage && heard.IsCertain) || (!AsksBack(heard) && Gives(heard, asked));

    private bool Gives(Heard heard, string asked) =>
        // A name that stands in no example is refused or thanked for by its letters alone («Ines»).
        (Needs.IsName(asked) && heard.Text.Length <= NameReader.LongestName && !loaded.Acts.KnowsAWord(heard.Text)) ||
        ((Needs.IsName(asked) || asked is Needs.CodeOrMessage or Needs.ReasonCode) && Otherwise.All(act => heard.Reading.Of(act) < SurelyOtherwise)) ||
        heard.Is(DialogueAct.Give) || (heard.Reading.Likeliest is DialogueAct.Give or DialogueAct.GoesOn or DialogueAct.Choose or DialogueAct.Add && !heard.Is(DialogueAct.Ask) && !heard.Is(DialogueAct.Refuse));

    private static Matter Kept(Matter matter, Heard heard) =>
        heard.Is(DialogueAct.GoesOn) || heard.Is(DialogueAct.Add) || heard.Is(DialogueAct.Unsolved) ? matter.Saying(heard.Text) : matter;

    /// <summary>After facts: a question in the same breath is answered too.</summary>
    private Turn Next(DialogueState state, Person person, List<Reply> before, Heard heard)
    {
        var moved = state with { Matter = Routed(state.Matter!, state.Matter!.InquiryType) };
        if (heard.Is(DialogueAct.SkipAll))
        {
            moved = moved with { Inquiry = moved.Inquiry! with { SkipRest = true } };
        }

        return heard.Is(DialogueAct.Ask) && Aside(moved, heard) is { } aside ? AskNext(aside.State, person, [.. before, .. aside.Replies]).And(aside.Acts) : AskNext(moved, person, before);
    }

    private Turn Skipped(DialogueState state, Heard heard, Person person, string asked)
    {
        if (heard.Is(DialogueAct.SkipAll) || heard.IsButton("skip-all"))
        {
            return AskNext(state with { Inquiry = state.Inquiry! with { SkipRest = true } }, person, []);
        }

        var words = heard.Button is null ? heard.Text : null;
        if (words is not null && asked != Needs.Details && RefusedIn(state, words, asked) is var other && other != asked)
        {
            return AskNext(state with { Matter = Declining(state.Matter!, other, words) }, person, []);
        }

        var matter = asked == Needs.Details ? state.Matter! : Declining(state.Matter!, asked, words);

        // Who has nothing at hand again and again is asked once for all that is left, and then no more.
        var inquiry = state.Inquiry!;
        inquiry = inquiry with { Refused = inquiry.Refused + 1, SkipRest = inquiry.SkipRest || inquiry.Together };
        // Without it the answer comes in this conversation alone; that is theirs to choose.
        return AskNext(state with { Matter = matter, Inquiry = inquiry }, person, asked == Needs.RequesterContact ? [Spoken(state, "collect.withoutContact")] : []);
    }

    /// <summary>
    /// Said beside the form: a question is answered and the form stays; impatience, a wish for a person or news is told how far it is. Null where it is neither.
    /// </summary>
    private Turn? Aside(DialogueState state, Heard heard)
    {
        var byForm = !heard.Is(DialogueAct.Ask) && !heard.Is(DialogueAct.AboutShown) && !heard.Is(DialogueAct.WhoSettles);
        if (!heard.IsCertain && !heard.Is(DialogueAct.Anger) && state.Inquiry?.Asking is { } need && AsksBack(heard) && (byForm || NeedNamed(heard.Text, [need]) is not null))
        {
            // Of the detail itself, or nothing but a question back: what another matter's article says is no answer.
            var own = "collect.about." + need;
            return Turn.Say(state, wording.In(state.Language).Has(own) ? Spoken(state, own) : Spoken(state, "collect.aboutDetail", null, NameOf(need, state)));
        }

        var asks = heard.IsCertain || heard.Is(DialogueAct.Ask) || heard.Is(DialogueAct.AboutShown) || heard.Is(DialogueAct.WhoSettles) || AsksBack(heard);
        if (asks)
        {
            var turn = AsideAnswer(state, heard);
            if (turn is not null)
            {
                return turn;
            }
        }

        if (heard.Is(DialogueAct.Anger) || heard.Is(DialogueAct.Status) || heard.Is(DialogueAct.Person) || heard.Is(DialogueAct.Unsolved) || heard.Is(DialogueAct.SmallTalk) || heard.Is(DialogueAct.Thanks) || asks)
        {
            var key = heard.Is(DialogueAct.Anger) ? "collect.sorry" : asks ? "collect.notHere" : "collect.already";
            return Turn.Say(state with { Matter = heard.Is(DialogueAct.Thanks) || heard.Is(DialogueAct.SmallTalk) ? state.Matter : state.Matter!.Saying(heard.Text) }, Spoken(state, key, null, OwnerName(state, OwnerOf(state.Matter!), AreaOf(state.Matter!))));
        }

        return null;
    }

    private Turn? AsideAnswer(DialogueState state, Heard heard)
    {
        var (matter, language) = (state.Matter!, state.Language ?? "ja");
        var answer = heard.Answer;
        // What is asked beside a detail is mostly about the detail: another article answers only what shares more than a word with it.
        if (answer.Outcome == Outcome.Answer && (heard.IsCertain || (answer.Confidence >= SureAlone && answer.Ranking[0].Score >= AnswerDesk.MoreThanAWord)) && answer.Articles.FirstOrDefault(article => !matter.Shown.Contains(article.Id)) is { } article)
        {
            var note = new NoteQuestion(heard.Text, "answer", null, [article.Id], language);
            return Turn.Say(state with { Matter = matter with { Shown = [.. matter.Shown, article.Id] } }, Spoken(state, "collect.aside"), ArticleReply(state, article)).And(note);
        }

        return passages.Find(matter.Shown.Select(desk.KnowledgeBase.Find).OfType<Knowledge.Articles.Article>(), heard.Text, language) is { } passage
            ? Turn.Say(state, Spoken(state, "collect.passage", null, passage.Article.HeadingIn(language), passage.Shown))
            : null;
    }

    private Reply Problem(DialogueState state, Given given)
    {
        if (given.Problem != "area-ambiguous")
        {
            return Spoken(state, "check." + given.Problem, null, [.. given.Arguments]);
        }

        var named = given.Arguments[0].Split('\n').Select(areas.ByCode).OfType<Area>().Select(area => new Choice(area.OperatorIn(state.Language ?? "ja"), area.Operator)).ToList();
        return Spoken(state, "check.area-ambiguous", named, string.Join(" / ", named.Select(choice => choice.Label)));
    }

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
        return [.. details.Concat(introduction).Concat(wanted).Where(need => (!matter.Facts.ContainsKey(need.Id) || (need.Id == Needs.Area && !matter.AreaWasAsked && IsDivided(matter))) && !matter.Declined.Contains(need.Id))];
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
