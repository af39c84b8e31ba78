using System.Globalization;
using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Search;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <content>Questions: answer, ask which, admit.</content>
public sealed partial class Bot
{
    /// <summary>Questions without an answer after which a person is offered first.</summary>
    private const int ManyMisses = 2;

    /// <summary>A question that is this surely a wish for a person too gets both.</summary>
    private const float SurelyAWish = 0.7f;

    /// <summary>Whose words score less than this with every article has only called («hello, anyone there?» scores 27, a problem of one word 46 and more): what it is about is asked.</summary>
    private const float LeastTold = 40;

    /// <summary>Characters of a message that a button can say once more.</summary>
    private const int LongestSaid = 200;

    /// <summary>Buttons for articles that an answer points to, beside those that say whether it helped.</summary>
    private const int MostPointed = 2;

    /// <summary>What was said before must be near to what is said now to lend it its words: among so many of its best articles.</summary>
    private const int NearBefore = 8;

    /// <summary>A question in the person's own words: it continues the matter unless it surely begins another.</summary>
    private Turn Ask(DialogueState state, Heard heard, Person person)
    {
        var answer = InItsPlace(state, heard);
        if (state.Step == Step.Solved && answer.Outcome == Outcome.Answer && answer.Articles.All(article => state.Matter!.Shown.Contains(article.Id))
            && !heard.Is(DialogueAct.Ask) && !heard.Is(DialogueAct.AboutShown) && heard.Text != state.Matter!.Said[0] && !heard.IsCertain)
        {
            // No question, and of what was shown: it did not help them.
            return Unsolved(state, heard, person);
        }

        var goesOn = Continues(state, heard, answer);
        var matter = Learn(goesOn ? state.Matter! : new Matter(), heard).Saying(heard.Text);
        // Of another matter what is known of the person stays known.
        return Answer(goesOn ? state : state with { About = Remembered(state) }, matter, heard.Text, answer, heard, person);
    }

    /// <param name="question">What the knowledge base was asked.</param>
    /// <param name="heard">The message; null where the question is not the person's words.</param>
    private Turn Answer(DialogueState state, Matter matter, string question, Answer answer, Heard? heard, Person person)
    {
        matter = Routed(matter, answer);
        var note = new NoteQuestion(question, answer.Outcome.ToString().ToLowerInvariant(), matter.Symptom, [.. answer.Articles.Select(a => a.Id)], state.Language ?? "ja");
        var turn = answer.Outcome switch
        {
            Outcome.Answer => heard is null ? Answered(state, matter, answer, heard) : WithSecond(Answered(state, matter, answer, heard), heard, answer, person),
            Outcome.Ask when answer.Clarification is { } clarification => Clarify(state, matter, clarification, answer.Candidates),
            Outcome.Ask => Which(state, matter, answer),
            _ => Admitted(state, matter, answer, heard is null ? null : Addable(state, heard.Text, person)),
        };
        if (heard is not null && turn.State.Step is Step.Solved or Step.Open && state.Step is not (Step.Collecting or Step.Confirming) && GoesToSomebody(turn.State.Matter!, answer, heard))
        {
            // They asked for a person in the same breath, or said that nobody of their own can do it: the answer, and what the person needs.
            // Without «did it help?», or without offering the person that they get.
            var answered = answer.Outcome == Outcome.Admit ? turn with { Replies = [new Reply(AdmittedText(state, answer))] }
                : turn with { Replies = [.. turn.Replies.SkipLast(answer.Outcome == Outcome.Answer && turn.Replies.Count > 1 ? 1 : 0).Select(reply => Briefly(state, turn.State.Matter!, reply, heard.Text))] };
            var told = state.Matter is { Said.Count: > 0 } || answer.Outcome != Outcome.Admit || heard.Facts.Count > 0 || answer.Ranking is [{ Score: >= LeastTold }, ..];
            turn = told ? Joined(answered, Escalate(turn.State, person)) : Escalate(turn.State with { Matter = null }, person);
        }

        turn = turn.And(note);
        return answer.WasCut ? turn.After(Spoken(state, "cut", null, TextAnalysis.LongestQuestion.ToString(CultureInfo.InvariantCulture))) : turn;
    }

    /// <summary>
    /// Behind the answer somebody looks into it: surely wished for, everything done already, or the point told; else what is a wish, or says that nobody of their own can do it, where
    /// the answer is none or sure.
    /// </summary>
    private bool GoesToSomebody(Matter matter, Answer answer, Heard heard) =>
        heard.Reading.Of(DialogueAct.Person) >= SurelyAWish || AllDone(matter) || GivesItsNumber(matter, heard) || WishesBeside(heard)
        || ((IsAWish(heard) || NobodyElse(matter) || (answer.Outcome == Outcome.Admit && heard.Reading.Of(DialogueAct.Person) >= HalfAWish && !AsksBack(heard))) && (answer.Outcome != Outcome.Answer || answer.Confidence >= SureBesideAWish));

    /// <summary>A wish for somebody to look into it; what has the form of a question, or holds one and rather asks, is none.</summary>
    private bool IsAWish(Heard heard) => heard.Is(DialogueAct.Person) && !AsksBack(heard) && !(heard.Rather(DialogueAct.Ask, DialogueAct.Person) && Sentences(heard.Text).Any(Asks));

    /// <summary>Who tells the 22 digits of a point where whoever settles it needs them, and the answer has nothing to check first, wants that point looked into.</summary>
    private bool GivesItsNumber(Matter matter, Heard heard) =>
        heard.Facts.ContainsKey(Needs.Number) && matter.Shown.Count > 0 && checks.Of(matter.Shown[^1]) is null && OwnerOf(matter) is RoutingRules.HelpDesk or RoutingRules.Operator
        && TypeOf(matter)?.Needs.Any(need => need.Id == Needs.Number) is true && !AsksBack(heard) && !Sentences(heard.Text).Any(Asks);

    /// <summary>What the desk answers to a message in the light of what was said before, where alone it finds nothing and nothing was shown.</summary>
    private Answer InItsPlace(DialogueState state, Heard heard)
    {
        var alone = heard.Answer;
        if (alone.Outcome == Outcome.Answer || alone.Clarification is not null || heard.IsCertain || state.Matter is not { Shown.Count: 0, Said.Count: > 0 } matter)
        {
            return alone;
        }

        var joined = desk.Ask(matter.Said[^1] + "\n" + heard.Text);
        return joined.Outcome == Outcome.Answer && alone.Ranking.Take(NearBefore).Any(hit => hit.Id == joined.Articles[0].Id) ? joined : alone;
    }

    /// <summary>
    /// A matter goes on until a message surely begins another: it stands by itself, is of another kind than what was shown, and does nothing that
    /// leans on it.
    /// </summary>
    private bool Continues(DialogueState state, Heard heard, Answer answer)
    {
        if (state.Matter is not { } matter)
        {
            return false;
        }

        if (matter.Shown.Count == 0)
        {
            return state.Step is not Step.Open || !heard.Is(DialogueAct.Ask) || answer.Outcome != Outcome.Admit || matter.Said.Count == 0;
        }

        var leans = Math.Max(heard.Reading.Of(DialogueAct.AboutShown), Math.Max(heard.Reading.Of(DialogueAct.GoesOn), heard.Reading.Of(DialogueAct.Unsolved)));
        var other = answer.Outcome == Outcome.Answer ? answer.Articles[0].InquiryType != matter.InquiryType && matter.Shown.All(id => desk.KnowledgeBase.Find(id)?.InquiryType != answer.Articles[0].InquiryType) : answer.Outcome == Outcome.Ask || answer.Outside is not null;
        if (other && answer is { Outcome: Outcome.Answer, Confidence: >= SureBesideAWish } && AsksBack(heard) && !heard.Is(DialogueAct.AboutShown) && !heard.Is(DialogueAct.Unsolved)
            && routing.Decide(answer.Articles[0].InquiryType, heard.Text).OwnerId != matter.Owner)
        {
            // A question that stands by itself, and somebody else settles it.
            return false;
        }

        return leans >= ActReading.Sure || (leans > heard.Reading.Of(DialogueAct.Ask) && !heard.IsCertain) || !other;
    }

    /// <summary>With the facts of a message. Numbers and ways to be reached add up; all else is replaced by what was said last.</summary>
    private static Matter Learn(Matter matter, Heard heard)
    {
        var read = heard.Facts.Select(fact =>
            fact.Key is Needs.Number or Needs.RequesterContact && !heard.Is(DialogueAct.Correct) && matter.Facts.TryGetValue(fact.Key, out var before)
                ? new KeyValuePair<string, string>(fact.Key, string.Join(", ", before.Split(", ").Concat(fact.Value.Split(", ")).Distinct(StringComparer.Ordinal)))
                : fact);
        return WithNoNumber(matter.Knowing(read), heard.Text);
    }

    /// <summary>Who settles it: by what was shown and all that was said; the symptom and the articles weigh more than words on the side.</summary>
    private Matter Routed(Matter matter, Answer answer)
    {
        var symptom = answer.Recognition.Symptoms.FirstOrDefault()?.Shown ?? answer.Recognition.UnknownCodes.FirstOrDefault() ?? matter.Symptom;
        if (answer.Area.Code is { } area && SupplyPoint.Of(matter.Facts).Count == 0)
        {
            matter = matter.Knowing(answer.Area.Place is { } place ? [new(Needs.Area, area), new(Needs.Place, place)] : [new(Needs.Area, area)]);
        }

        if (symptom is not null)
        {
            matter = matter.Knowing([new(Needs.CodeOrMessage, symptom)]);
        }

        // What was shown already says nothing new of who settles it.
        var isNew = matter.InquiryType is null || answer.Articles.Any(article => !matter.Shown.Contains(article.Id));
        var type = answer.Outcome == Outcome.Answer && isNew ? answer.Articles[0].InquiryType : matter.Shown.Count > 0 ? matter.InquiryType : null;
        // What the screen said weighs more than a further answer, where the same receiver settles both: it is asked for the symptom.
        if (matter.Symptom is not null && answer.Recognition.IsEmpty && matter is { Shown.Count: > 0, InquiryType: { } before } && routing.Decide(type, matter.Text).OwnerId == routing.Decide(before, matter.Text).OwnerId)
        {
            type = before;
        }

        return Routed(matter with { Symptom = symptom }, type);
    }

    /// <param name="type">Inquiry type of the article that was shown; null: the words lead.</param>
    private Matter Routed(Matter matter, string? type)
    {
        if (matter.OwnerIsSure)
        {
            return matter;
        }

        var route = routing.Decide(type, matter.Text);
        return matter with { InquiryType = route.InquiryTypeId, Owner = route.OwnerId, FirstOwner = route.FirstOwnerId };
    }

    private Turn Answered(DialogueState state, Matter matter, Answer answer, Heard? heard)
    {
        var (before, fresh) = (answer.Articles.Where(article => matter.Shown.Contains(article.Id)).ToList(), answer.Articles.Where(article => !matter.Shown.Contains(article.Id)).ToList());
        if (fresh.Count == 0)
        {
            return ShownBefore(state, matter, before[0], heard);
        }

        var replies = new List<Reply>();
        if (answer.Recognition.UnknownCodes.Count > 0)
        {
            replies.Add(Spoken(state, "answer.unknownCode", null, string.Join(", ", answer.Recognition.UnknownCodes)));
        }

        replies.AddRange(answer.Recognition.Symptoms.Select(symptom => symptom.Row).OfType<CodeRow>().Select(row => Spoken(state, "answer.listedCode", null, row.Code, row.Meaning, row.Remedy)));
        if (fresh.Count > 1)
        {
            replies.Add(Spoken(state, "answer.several"));
        }

        replies.AddRange(fresh.SelectMany(article => Whole(state, article, heard?.Text)));
        if (heard is not null && fresh is [var one] && WithDone(state, matter, one, heard.Text) is { Told: { } told } done)
        {
            matter = done.Matter;
            replies.Add(told);
        }

        matter = matter.Showing([.. fresh.Select(article => article.Id)]);
        if (matter.NoNumber != state.Matter?.NoNumber && TypeOf(matter)?.Needs.Any(need => need.Id == Needs.Number) is true && AboutNoNumber(state, matter) is { } wrong)
        {
            // Better now than when it is asked for.
            replies.Add(new Reply(wrong));
        }

        replies.Add(SolvedQuestion(state, matter));
        return Turn.Say(state with { Step = Step.Solved, Matter = matter, Offered = [], Misses = 0 }, replies);
    }

    /// <summary>The same article is not shown twice whole: its passage, or where it stands above.</summary>
    private Turn ShownBefore(DialogueState state, Matter matter, Article article, Heard? heard)
    {
        var language = state.Language ?? "ja";
        var name = article.HeadingIn(language);
        var quoted = heard is not null && passages.Find(article, heard.Text, language) is { } passage && heard.Text != matter.Said[0] ? Text(state, "followUp.passage", name, passage) : Text(state, "repeat", name);
        return Turn.Say(
            state with { Step = Step.Solved, Matter = matter, Offered = [], Misses = 0 },
            [.. DayTold(state, article, heard?.Text), new Reply(quoted, null, [.. Choices(state, "again", "solved", "unsolved", "person")])]);
    }

    /// <summary>An article as the bot shows it, for a channel that finds it by itself.</summary>
    /// <param name="language">«ja» or «en».</param>
    public Reply Show(Article article, string language)
    {
        ArgumentNullException.ThrowIfNull(article);
        return ArticleReply(DialogueState.New with { Language = language }, article) with { Language = language };
    }

    private Reply ArticleReply(DialogueState state, Article article)
    {
        var texts = wording.In(state.Language);
        var language = state.Language ?? "ja";
        var (title, body) = (article.TitleIn(language), article.BodyIn(language));
        var note = language == "en" && article.Translation is not null ? texts.Get("answer.unofficial") : null;
        var date = article.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";
        var parts = new[] { Article.Heading(article.Id, title), body.PlainText, note, texts.Get("answer.source", article.Source ?? "-", date) };
        return new Reply(
            string.Join("\n\n", parts.Where(part => !string.IsNullOrEmpty(part))),
            new AnswerCard(article.Id, title, new ArticleMarkdown(body.Source.Trim()), article.Source, article.Date, note));
    }

    private Reply SolvedQuestion(DialogueState state, Matter matter)
    {
        var texts = wording.In(state.Language);
        var settles = matter.Owner == Self ? routing.Owner(Self)?.AdviceIn(state.Language ?? "ja") + "\n\n"
            : matter.Owner != RoutingRules.HelpDesk && routing.Owner(matter.Owner) is { } owner
            ? texts.Get("answer.settledBy", owner.Id == RoutingRules.Operator ? Receivers(state, matter) : OwnerName(state, owner.Id, AreaOf(matter))) + "\n\n"
            : "";
        // Who reads «ask the help desk» here has reached it.
        var here = matter.Owner == RoutingRules.HelpDesk && matter.FirstOwner is null && routing.Owner(matter.Owner) is { } own && matter.Shown.Count > 0 && desk.KnowledgeBase.Find(matter.Shown[^1]) is { } last
            && last.BodyIn(state.Language ?? "ja").PlainText.Contains(own.NameIn(state.Language ?? "ja"), StringComparison.OrdinalIgnoreCase)
            ? texts.Get("answer.takenHere", own.NameIn(state.Language ?? "ja")) + "\n\n" : "";
        settles += here + AreasInQuestion(state, matter);
        var choices = Choices(state, "solved", "unsolved", "person");
        return new Reply(settles + texts.Get("answer.solved"), null, [.. Checkable(matter) is null ? [] : Choices(state, "check"), .. choices, .. Pointed(state, matter)]);
    }

    /// <summary>The articles that the one shown last sends its reader to, and that were not shown: each a button.</summary>
    private IEnumerable<Choice> Pointed(DialogueState state, Matter matter) =>
        (matter.Shown.Count > 0 ? desk.KnowledgeBase.Find(matter.Shown[^1]) : null)?.References.Except(matter.Shown, StringComparer.Ordinal).Select(desk.KnowledgeBase.Find).OfType<Article>()
            .Take(MostPointed).Select(article => new Choice(article.HeadingIn(state.Language ?? "ja"), ArticleSaying.Of(article.Id))) ?? [];

    /// <summary>«北電» may be one of two operators: which it is is asked at once, where it decides who settles the matter. Empty where nothing is in question.</summary>
    private string AreasInQuestion(DialogueState state, Matter matter) =>
        OwnerOf(matter) == RoutingRules.Operator && AreaOf(matter) is null && SupplyPoint.AreasOf(matter.Facts).Count == 0 && answers.Read(Needs.Area, matter.Text) is { Problem: "area-ambiguous" } unclear
            ? Problem(state, unclear).Text + "\n\n" : "";

    private Turn Clarify(DialogueState state, Matter matter, Clarification clarification, IReadOnlyList<Answering.Candidate> candidates)
    {
        var options = candidates.Select((candidate, i) => Numbered(i, candidate.LabelIn(state.Language ?? "ja"))).ToList();
        return Turn.Say(
            state with { Step = Step.Clarifying, Clarification = clarification.Id, Offered = [], Matter = matter },
            new Reply(Listed(Text(state, "ask.clarify", clarification.AskIn(state.Language)), options), null, options));
    }

    private Turn Which(DialogueState state, Matter matter, Answer answer)
    {
        var articles = answer.Articles;
        var unclear = answer.Candidates.All(candidate => candidate.Prefix is not null) ? answer.Recognition.Symptoms.FirstOrDefault(symptom => symptom.Articles.Count > 1) : null;
        var options = answer.Candidates.Select((candidate, i) => Numbered(i, candidate.LabelIn(state.Language ?? "ja"))).ToList();
        options.Add(NoneOfThese(state, options.Count));
        var ask = unclear is not null ? Text(state, "ask.prefix", unclear.Shown) : Text(state, "ask.which");
        var card = new CandidatesCard([.. articles.Select(article => new Candidate(article.Id, article.TitleIn(state.Language ?? "ja")))]);
        return Turn.Say(
            state with { Step = Step.Choosing, Matter = matter, Offered = [.. articles.Select(article => article.Id)] },
            new Reply(Listed(ask, options), card, options));
    }

    /// <summary>What the FAQ does not know is often meant for whoever works on the person's ticket.</summary>
    private Choice? Addable(DialogueState state, string text, Person person) =>
        text.Length <= LongestSaid && state.Ticket is { } number && person.Tickets?.FirstOrDefault(own => own.Is(number)) is { State: not "closed" }
            ? new Choice(Text(state, "admit.add", number), $"{number} {Text(state, "choices.add-to-ticket")} {text}")
            : null;

    /// <param name="addable">Says the same once more, to be added to a ticket; null: there is none.</param>
    private Turn Admitted(DialogueState state, Matter matter, Answer answer, Choice? addable)
    {
        var misses = state.Misses + 1;
        var what = AdmittedText(state, answer);
        var next = addable is not null ? Text(state, "admit.addable", state.Ticket!) : Text(state, misses >= ManyMisses || answer.Recognition.UnknownCodes.Count > 0 ? "admit.person" : "admit.next");
        var choices = misses >= ManyMisses ? Choices(state, "person", "restart") : Choices(state, "person");
        if (answer.Near is { Article: var article })
        {
            var language = state.Language ?? "ja";
            choices = [new Choice(article.TitleIn(language), article.QuestionIn(language)), .. choices];
        }
        else if (answer.Outside?.SeeId is { } see && desk.KnowledgeBase.Find(see) is { } helps)
        {
            choices = [new Choice(helps.HeadingIn(state.Language ?? "ja"), ArticleSaying.Of(see)), .. choices];
        }

        return Turn.Say(
            state with { Step = Step.Open, Matter = matter, Misses = misses, Offered = [] },
            new Reply(what + "\n\n" + next, null, addable is null ? choices : [addable, .. choices]));
    }

    private string AdmittedText(DialogueState state, Answer answer) => answer.Recognition.UnknownCodes.Count > 0
        ? Text(state, "admit.unknownCode", string.Join(", ", answer.Recognition.UnknownCodes))
        : answer.Near is { } near ? NearText(state, near)
        : answer.Outside is { Intent: null } outside ? Text(state, "admit.outside", outside.TitleIn(state.Language ?? "ja")) + (outside.OwnerId is { } owner ? "\n\n" + WayTo(state, owner, answer.Area.Code) : "")
        : Text(state, "admit.unknown");

    private string NearText(DialogueState state, NearArticle near)
    {
        var title = near.Article.TitleIn(state.Language ?? "ja");
        return near.Missing.Count > 0 ? Text(state, "admit.near", string.Join(Text(state, "admit.nearJoint"), near.Missing), title) : Text(state, "admit.nearOnly", title);
    }

    /// <summary>An article asked for by its id: shown, and whatever the bot waits for goes on being waited for.</summary>
    private Turn? ArticleAsked(DialogueState state, string text)
    {
        if (ArticleSaying.IdIn(text) is not { Length: > 0 } id
            || desk.KnowledgeBase.Articles.FirstOrDefault(one => string.Equals(one.Id, id, StringComparison.OrdinalIgnoreCase)) is not { } article)
        {
            return null;
        }

        return state.IsBusy ? Turn.Say(state, ArticleReply(state, article)) : Picked(state, (state.Matter ?? new Matter()).Saying(state.Matter is null ? article.Title : ""), article);
    }

    /// <summary>One article that the person pointed at.</summary>
    private Turn Picked(DialogueState state, Matter matter, Article article)
    {
        var shown = Routed(matter.Shown.Contains(article.Id) ? matter : matter.Showing([article.Id]), article.InquiryType);
        return Turn.Say(state with { Step = Step.Solved, Offered = [], Matter = shown, Misses = 0 }, [.. Whole(state, article, state.LastText), SolvedQuestion(state, shown)]);
    }

    /// <summary>The last answers once more, in the language now spoken.</summary>
    private Turn? Again(DialogueState state)
    {
        var articles = state.Matter?.Shown.Select(desk.KnowledgeBase.Find).OfType<Article>().ToList() ?? [];
        return articles.Count == 0
            ? null
            : Turn.Say(state with { Step = Step.Solved }, [.. articles.Select(article => ArticleReply(state, article)), SolvedQuestion(state, state.Matter!)]);
    }

    private static string Listed(string ask, IReadOnlyList<Choice> options) =>
        ask + "\n\n" + Reply.Numbered(options);

    private static Choice Numbered(int index, string label) => new(label, (index + 1).ToString(CultureInfo.InvariantCulture));

    private Choice NoneOfThese(DialogueState state, int index) => Numbered(index, Text(state, "choices.none"));
}
