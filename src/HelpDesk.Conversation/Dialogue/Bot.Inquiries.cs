using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Search;
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

    /// <summary>Signs of a reason for which a detail is not given; who gives one is told that it was heard.</summary>
    private const int LongExcuse = 12;

    /// <summary>Letters of what an answer says more than was asked for («が存続会社です»).</summary>
    private const int LeastMore = 6;

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

        // Names, addresses and IDs stay as they were typed.
        var given = answers.Read(asked, Needs.IsName(asked) || asked is Needs.RequesterContact or Needs.UserId ? heard.Text : desk.AsWritten(heard.Text));
        var told = inquiry.Together || IsLineByLine(heard.Text) ? ToldTogether(heard, matter, inquiry) : Told(heard, asked, given, matter.Facts.ContainsKey(asked));
        if (asked != Needs.RequesterName && matter.Facts.TryGetValue(Needs.RequesterName, out var who) && who != person.Name && !Corrects(heard))
        {
            // Who it is was told, not only by the channel; a name in another answer is somebody else's, or a place's.
            told.Remove(Needs.RequesterName);
        }

        var repeats = told.All(fact => matter.Facts.TryGetValue(fact.Key, out var known) && known == fact.Value);
        if (told.Count > 0 && !told.ContainsKey(asked) && ((heard.Does(DialogueAct.Refuse) && (repeats || heard.Rather(DialogueAct.Refuse, DialogueAct.Give))) || RefusesInASentence(heard.Text)))
        {
            // «沖縄なので今わかりません»: something else, and not what was asked for.
            return Skipped(state with { Matter = matter.Knowing(told) }, heard, person, asked);
        }

        if (told.Count > 0 && !(repeats && inquiry.WasUnclear))
        {
            var changes = told.Where(fact => matter.Facts.TryGetValue(fact.Key, out var before) && before != fact.Value).ToList();
            if (asked == Needs.Area && told.TryGetValue(Needs.Area, out var area) && told.TryGetValue(Needs.Place, out var place) && facts.AreaIn(heard.Text.Replace(place, " ", StringComparison.Ordinal)) is { Outcome: AreaOutcome.Decided } named && named.Code == area)
            {
                // «中部のほう。三重県の桑名です»: the area itself was named, wherever else the prefecture has places.
                matter = matter with { AreaWasAsked = true };
            }

            var learned = Corrects(heard) ? Denying(matter, heard).Knowing(told) : Learn(matter, new Heard(heard.Text, null, heard.Reading, told, () => heard.Answer, desk.Ask));
            var replies = changes.Count > 0 && Corrects(heard) ? new List<Reply> { Spoken(state, "collect.corrected", null, FactLines(changes.ToDictionary(), state.Language ?? "ja")) } : [];
            return Next(state with { Matter = KeptBeside(Kept(learned, heard), heard, told, asked), Inquiry = inquiry with { Refused = 0, Together = false, SkipRest = inquiry.SkipRest || inquiry.Together } }, person, replies, heard);
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

    /// <summary>«番号はいま手元にないです。広島の中国電力のほうです»: a sentence of its own does not give what was asked for, whatever the rest gives.</summary>
    private bool RefusesInASentence(string text) =>
        Sentences(text).Where(sentence => sentence.Any(char.IsLetter)).ToList() is [_, _, ..] sentences
        && sentences.Exists(sentence => loaded.Acts.Read(sentence.Trim(), new Circumstance(Waiting.Detail, false, TicketStanding.None)) is { Likeliest: DialogueAct.Refuse } reading && reading.Is(DialogueAct.Refuse));

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

    private static Matter Kept(Matter matter, Heard heard) =>
        heard.Is(DialogueAct.GoesOn) || heard.Is(DialogueAct.Add) || heard.Is(DialogueAct.Unsolved) ? matter.Saying(heard.Text) : matter;

    /// <summary>«株式会社ハヤテ電力です。テストは明後日までです»: what an answer says beside the details it gives is of the matter.</summary>
    private Matter KeptBeside(Matter matter, Heard heard, IReadOnlyDictionary<string, string> told, string asked) =>
        string.Concat(Sentences(heard.Text).Where(sentence => SaysMore(sentence, told, asked))).Trim() is { Length: > 0 } more && (asked != Needs.Number || heard.Rather(DialogueAct.GoesOn, DialogueAct.Give)) ? matter.Saying(more) : matter;

    private bool SaysMore(string sentence, IReadOnlyDictionary<string, string> told, string asked)
    {
        var holds = told.Any(fact => sentence.Contains(fact.Value, StringComparison.OrdinalIgnoreCase)) || facts.Read(sentence).Count > 0 || (!Needs.IsName(asked) && answers.Read(asked, sentence).Value is not null);
        if (!sentence.Any(char.IsLetter) || Asks(sentence) || (holds && asked is not (Needs.Company or Needs.OtherRetailer)) || facts.IsIntroduction(sentence) || told.Values.Any(value => answers.IsNothingBut(sentence, value)))
        {
            return false;
        }

        var rest = told.Values.Aggregate(FactReader.Question(sentence), (left, value) => left.Replace(value, " ", StringComparison.OrdinalIgnoreCase));
        var named = told.Keys.Append(asked).SelectMany(NamesOf).SelectMany(name => desk.Finder.Read(name).ContentWords).ToHashSet(StringComparer.Ordinal);
        var words = desk.Finder.Read(rest) is var read ? read.ContentWords.Concat(read[Field.English].Keys.Where(word => word.Length >= LeastEnglishName)) : [];
        return rest.Count(char.IsLetter) >= LeastMore && words.Any(word => !named.Contains(word))
            && (holds || loaded.Acts.Read(sentence.Trim(), new Circumstance(Waiting.Nothing, false, TicketStanding.None)).Likeliest is DialogueAct.GoesOn or DialogueAct.Add or DialogueAct.Give or DialogueAct.Ask or DialogueAct.AboutShown or DialogueAct.Unsolved);
    }

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
        return AskNext(state with { Matter = matter, Inquiry = inquiry }, person, asked == Needs.RequesterContact ? [Spoken(state, "collect.withoutContact")] : words is { Length: >= LongExcuse } && asked != Needs.Details ? [Spoken(state, "collect.without")] : []);
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
            var own = OwnerOf(state.Matter!) == RoutingRules.HelpDesk;
            var key = heard.Is(DialogueAct.Anger) ? "collect.sorry" : asks ? own ? "collect.notHere" : "collect.notHereOther" : "collect.already";
            // What is asked in between is mostly when.
            var said = Text(state, key, OwnerName(state, OwnerOf(state.Matter!), AreaOf(state.Matter!))) + (asks && own && !heard.Is(DialogueAct.Anger) ? ExpectedBy(state, loaded.Urgency.In(state.Matter!.Text) is not null) : "");
            return Turn.Say(state with { Matter = heard.Is(DialogueAct.Thanks) || heard.Is(DialogueAct.SmallTalk) ? state.Matter : state.Matter!.Saying(heard.Text) }, new Reply(said));
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
            return Turn.Say(state with { Matter = matter.Showing([article.Id]) }, Spoken(state, "collect.aside"), ArticleReply(state, article)).And(note);
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
}
