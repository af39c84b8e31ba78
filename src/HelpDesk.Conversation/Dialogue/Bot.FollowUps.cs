using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <content>What follows an answer: solved or not, questions about it, who settles it.</content>
public sealed partial class Bot
{
    /// <summary>An answer to a short message alone must be this sure to count more than its place in the conversation.</summary>
    private const float SureAlone = 0.8f;

    /// <summary>So sure of one article that what was shown lends it nothing: «and the deadline of the application?» alone is .97 of another.</summary>
    private const float SureWhateverWasShown = 0.98f;

    /// <summary>A wish for a person is like some article too: it tells a problem only where the answer is this sure.</summary>
    private const float SureBesideAWish = 0.95f;

    /// <summary>What was shown answers a question about it, unless another article does so more likely by this much.</summary>
    private const float MoreLikely = 0.15f;

    /// <summary>What sounds like an addition is another matter where it has this much of another article (additions alone: up to 173; other matters: 277 and more).</summary>
    private const float MuchOfAnother = 200;

    private const float Likely = 0.3f;

    /// <summary>An article is meant in the light of another where it scores so many times what the next does.</summary>
    private const float ByFar = 2;

    /// <summary>The article that came second may be meant where it scores this share of the first.</summary>
    private const float NotFar = 0.5f;

    /// <summary>So likely a question at least that it is looked for an answer before somebody is sent for.</summary>
    private const float LeastGoing = 0.2f;

    /// <summary>A wish and what did not help add up: both lead to a person.</summary>
    private const float WantsMore = 0.5f;

    private Turn? AfterAnswer(DialogueState state, Heard heard, Person person)
    {
        if (heard.IsButton("solved") || heard.IsButton("yes"))
        {
            return Solved(state);
        }

        if (heard.IsButton("unsolved") || heard.IsButton("no"))
        {
            return Unsolved(state, heard, person);
        }

        if (heard.IsButton("check"))
        {
            return BeginChecks(state);
        }

        if (heard.Button is not null)
        {
            return null;
        }

        // «そういう話じゃないです。もう結構です»: it did not help, and nothing more is wanted.
        if (!heard.IsCertain && heard.Is(DialogueAct.Cancel) && !heard.Is(DialogueAct.Person) && !heard.Is(DialogueAct.Ask) && !heard.Is(DialogueAct.GoesOn) && !AsksBack(heard))
        {
            return Turn.Say(state with { Step = Step.Open, Misses = 0 }, Spoken(state, "followUp.trying", Choices(state, "person"))).And(new NoteSolved(false));
        }

        // «That's no use. Forget it, bye»: how it ends is what is meant.
        if (!heard.IsCertain && heard.Does(DialogueAct.Unsolved) && !heard.Is(DialogueAct.Person) && Sentences(heard.Text).Where(sentence => sentence.Any(char.IsLetter)).ToList() is [_, .., var end]
            && loaded.Acts.Read(end.Trim(), BehindAnswer) is { Likeliest: DialogueAct.Cancel } leaving && leaving.Is(DialogueAct.Cancel))
        {
            return Turn.Say(state with { Step = Step.Open, Misses = 0 }, Spoken(state, "followUp.trying", Choices(state, "person"))).And(new NoteSolved(false));
        }

        // The same symptom again says that it is still there.
        if (heard.Is(DialogueAct.Unsolved) && (!heard.IsCertain || heard.Answer.Articles.All(article => state.Matter!.Shown.Contains(article.Id))) && heard.Rather(DialogueAct.Unsolved, DialogueAct.Solved)
            && !(heard.Is(DialogueAct.WhoSettles) && heard.Rather(DialogueAct.WhoSettles, DialogueAct.Unsolved)))
        {
            // Who says that it is not solved and wants somebody to look is shown no other article.
            var wantsPerson = heard.Is(DialogueAct.Person) && !heard.Is(DialogueAct.Ask) && !heard.Is(DialogueAct.AboutShown);
            return heard.Rather(DialogueAct.AboutShown, DialogueAct.Unsolved) ? null : (wantsPerson ? null : Asked(state, heard, person)) ?? Unsolved(state, heard, person);
        }

        // They were asked whether it helped: where nothing else is sure, the likelier of both counts.
        if (!heard.IsCertain && heard.Answer.Outcome != Outcome.Answer && !heard.Is(DialogueAct.Ask) && !heard.Is(DialogueAct.GoesOn) && !heard.Is(DialogueAct.AboutShown)
            && !AsksBack(heard) && heard.Reading.Of(DialogueAct.Unsolved) >= Likely && heard.Rather(DialogueAct.Unsolved, DialogueAct.Solved))
        {
            return Unsolved(state, heard, person);
        }

        // «解決です。あと別件で…»: what is settled is noted, and the rest is a matter of its own.
        if (!heard.IsCertain && heard.Is(DialogueAct.Solved) && !heard.EndsAsQuestion && NextMatter(state, heard, person) is { } next)
        {
            return Ask(Fresh(state), next, person).And(new NoteSolved(true));
        }

        // Who adds to what they think is under way wants it sent.
        if (!heard.IsCertain && heard.Is(DialogueAct.Add) && !heard.Is(DialogueAct.Ask) && !heard.Is(DialogueAct.AboutShown) && state.Ticket is null)
        {
            return Escalate(state with { Matter = Routed(Learn(state.Matter!, heard).Saying(heard.Text), state.Matter!.InquiryType) }, person);
        }

        // «I see, there is no such function. That solves it, thank you»: what it ends with.
        if (!heard.IsCertain && !heard.Is(DialogueAct.Ask) && !heard.Is(DialogueAct.Person) && !heard.Is(DialogueAct.Unsolved) && EndsContent(heard.Text))
        {
            return Solved(state, heard);
        }

        // «わかりました、やってみます»: understood, but nobody knows yet whether it helps.
        if (!heard.IsCertain && !heard.EndsAsQuestion && heard.Does(DialogueAct.Confirm) && !heard.Is(DialogueAct.Ask) && !heard.Is(DialogueAct.Solved) && !heard.Is(DialogueAct.Thanks))
        {
            return Turn.Say(state, Spoken(state, "followUp.trying", Choices(state, "solved", "unsolved", "person")));
        }

        return !heard.IsCertain && !AsksBack(heard) && ((heard.Is(DialogueAct.Solved) && !(heard.Is(DialogueAct.Person) && heard.Rather(DialogueAct.Person, DialogueAct.Solved))) || (heard.Is(DialogueAct.Thanks) && !heard.Is(DialogueAct.Ask) && !heard.Is(DialogueAct.Person))) ? Solved(state, heard) : null;
    }

    /// <summary>Of several sentences, none of which asks, the last says that it is solved, or thanks.</summary>
    private bool EndsContent(string text)
    {
        return Sentences(text).Where(sentence => sentence.Any(char.IsLetter)).ToList() is [_, .., var last] sentences && !sentences.Exists(Asks)
            && loaded.Acts.Read(last.Trim(), BehindAnswer) is var reading && (reading.Is(DialogueAct.Solved) || reading.Is(DialogueAct.Thanks)) && !reading.Is(DialogueAct.Person) && !reading.Is(DialogueAct.Unsolved)
            && sentences.SkipLast(1).All(sentence => loaded.Acts.Read(sentence.Trim(), BehindAnswer).Likeliest is not (DialogueAct.Person or DialogueAct.Unsolved or DialogueAct.Ask));
    }

    /// <summary>The sentences behind the one that says that it is solved, where the desk has an answer of another article to them; null where there are none.</summary>
    private Heard? NextMatter(DialogueState state, Heard heard, Person person)
    {
        var sentences = Sentences(heard.Text).ToList();
        for (var i = 1; i < sentences.Count; i++)
        {
            var rest = string.Concat(sentences[i..]).Trim();
            var next = rest.Length > 0 ? Hear(Fresh(state), rest, person) : null;
            if (next is not null && (next.IsCertain || next.Is(DialogueAct.Ask) || next.Is(DialogueAct.Person) || AsksBack(next)) && next.Answer is { Outcome: Outcome.Answer } answer
                && answer.Articles.All(article => !state.Matter!.Shown.Contains(article.Id)) && !(next.Is(DialogueAct.Person) && answer.Articles[0].InquiryType == state.Matter!.InquiryType))
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>
    /// What did not help and a question in one breath: the question first, where something answers it; the way to a person stays offered.
    /// Null where nothing answers, or nothing is asked.
    /// </summary>
    private Turn? Asked(DialogueState state, Heard heard, Person person)
    {
        if (heard.Goes < LeastGoing)
        {
            return null;
        }

        if (TwoQuestions(state, heard, person) is { } both)
        {
            return both;
        }

        var (matter, alone) = (state.Matter!, heard.Answer);
        var another = alone.Outcome == Outcome.Answer && alone.Confidence >= SureAlone && !matter.Shown.Contains(alone.Articles[0].Id);
        if (another)
        {
            var said = Learn(matter, heard).Saying(heard.Text);
            return Answered(state, Routed(said, alone), alone, heard).And(new NoteQuestion(heard.Text, "answer", null, [alone.Articles[0].Id], state.Language ?? "ja"));
        }

        return desk.KnowledgeBase.Find(matter.Shown[^1]) is { } article && passages.Find(article, heard.Text, state.Language ?? "ja") is { } passage
            ? Quoted(state with { Matter = Learn(matter, heard).Saying(heard.Text) }, article, passage, heard.Text)
            : null;
    }

    /// <param name="heard">What said so in words, which may be misread: it can be taken back. Null: a button.</param>
    private Turn Solved(DialogueState state, Heard? heard = null) =>
        Turn.Say(state with { Step = Step.Open, Misses = 0 }, Spoken(state, "solved", heard is { Button: null } && state.Matter is { Shown.Count: > 0 } ? Choices(state, "unsolved") : null)).And(new NoteSolved(true));

    /// <summary>What was shown did not help: a person, with all that was said.</summary>
    private Turn Unsolved(DialogueState state, Heard heard, Person person)
    {
        var matter = Learn(state.Matter ?? new Matter(), heard) with { Unsolved = true };
        matter = heard.Button is null ? matter.Saying(heard.Text) : matter;
        if (!heard.Is(DialogueAct.Person) && NextBest(state.Matter) is { } next)
        {
            // Who settles it stays as the first answer and the person's words said: this one is a guess.
            var lit = Lit(state, matter, next, heard, "followUp.another");
            return (lit with { State = lit.State with { Matter = Routed(lit.State.Matter!, matter.InquiryType) } }).And(new NoteSolved(false));
        }

        return Escalate(state with { Matter = Routed(matter, matter.InquiryType) }, person).And(new NoteSolved(false));
    }

    /// <summary>Where the one answer that was shown was not sure, the article that came next to it, once; null where there is none.</summary>
    private Article? NextBest(Matter? matter)
    {
        if (matter is not { Unsolved: false, Symptom: null, Shown: [var shown], Owner: RoutingRules.HelpDesk } || desk.Ask(matter.Said[0]) is not { Outcome: Outcome.Answer, Articles: [var answered], Confidence: < SureBesideAWish } answer || answered.Id != shown)
        {
            return null;
        }

        var ranked = answer.Ranking.Where(hit => hit.Article is not null).Take(2).ToList();
        return ranked.Count == 2 && ranked[1].Score >= NotFar * ranked[0].Score && routing.Decide(ranked[1].Article!.InquiryType, matter.Text).OwnerId == RoutingRules.HelpDesk ? ranked[1].Article : null;
    }

    /// <summary>They want a person, or somebody to look into it.</summary>
    private Turn Wanted(DialogueState state, Heard heard, Person person)
    {
        var matter = Learn(state.Matter ?? new Matter(), heard);
        var tells = matter.Said.Count > 0 || heard.IsCertain || heard.Is(DialogueAct.Ask) || (heard.Answer.Outcome == Outcome.Answer && (heard.Answer.Confidence >= SureBesideAWish || routing.Decide(null, heard.Text).InquiryTypeId is not null)) || TellsBesideAWish(heard);
        if (!tells || OnlyCalls(matter, heard))
        {
            return Escalate(state with { Matter = matter.Facts.Count > 0 ? matter : state.Matter }, person);
        }

        if (matter.Shown.Count == 0 && matter.Said.Count > 0 && !heard.IsCertain && heard.Reading.Of(DialogueAct.Person) > heard.Goes)
        {
            // Nothing new but the wish.
            return Escalate(state with { Matter = Routed(matter.Saying(heard.Text), matter.InquiryType) }, person);
        }

        if (matter.Shown.Count == 0)
        {
            // A problem in the same breath: what the FAQ says of it goes first, and nothing more is asked about it.
            var answer = InItsPlace(state, heard);
            return answer.Outcome != Outcome.Answer
                ? Escalate(state with { Matter = Routed(matter.Saying(heard.Text), answer) }, person).And(new NoteQuestion(heard.Text, answer.Outcome.ToString().ToLowerInvariant(), null, [], state.Language ?? "ja"))
                : Answer(state, matter.Saying(heard.Text), heard.Text, answer, heard, person);
        }

        return Escalate(state with { Matter = Routed(matter.Saying(heard.Text) with { Unsolved = true }, matter.InquiryType) }, person).And(new NoteSolved(false));
    }

    /// <summary>«…が戻らない件、担当者に見てほしい»: a clause of its own says what it is about, beside the one that wants somebody.</summary>
    private bool TellsBesideAWish(Heard heard)
    {
        var at = new Circumstance(Waiting.Nothing, false, TicketStanding.None);
        return heard.Answer.Ranking is [{ Score: >= LeastTold }, ..] && Sentences(heard.Text).SelectMany(TextParts.Of)
            .Any(clause => clause.Count(char.IsLetter) > LeastOwnWords && desk.Finder.Read(clause).ContentWords.Count > 1 && !facts.IsIntroduction(clause) && !IsToTheBot(clause, at, []));
    }

    /// <summary>«Hello, anyone there? Need some help»: nothing is said yet that anybody could look into.</summary>
    private static bool OnlyCalls(Matter matter, Heard heard) =>
        matter.Said.Count == 0 && !heard.IsCertain && heard.Facts.Count == 0 && heard.Answer is { Outcome: Outcome.Admit } answer && answer.Ranking is not [{ Score: >= LeastTold }, ..];

    private Turn WhoSettles(DialogueState state, Heard heard)
    {
        var matter = state.Matter is { } known ? Learn(known, heard) : null;
        if (matter is not { Said.Count: > 0 } || (matter.InquiryType is null && matter.Shown.Count == 0))
        {
            return heard.Answer.Outcome == Outcome.Answer && heard.Answer.Confidence >= SureBesideAWish
                ? Answer(state, Learn(new Matter(), heard).Saying(heard.Text), heard.Text, heard.Answer, null, Person.Unknown)
                : Turn.Say(state, Spoken(state, "followUp.whoFirst", Choices(state, "person")));
        }

        matter = Routed(matter.Saying(heard.Text), matter.InquiryType);
        var area = AreaOf(matter);
        var settles = OwnerName(state, OwnerOf(matter), area);
        return Turn.Say(state with { Matter = matter }, matter.FirstOwner is { } first
            ? Spoken(state, "followUp.whoAfter", Choices(state, "person"), OwnerName(state, first, area), settles)
            : Spoken(state, "followUp.who", Choices(state, "person"), settles));
    }

    /// <summary>
    /// What leans on what was shown: first its passage that answers, then another article in its light, then honestly that the FAQ says no more.
    /// Null where the message stands by itself.
    /// </summary>
    private Turn? FollowUp(DialogueState state, Heard heard, Person person)
    {
        var matter = state.Matter!;
        if (!AsksBack(heard) && !heard.IsCertain && heard.Content >= LeastGoing && heard.Content > heard.Goes)
        {
            // «もう一回やってみます», «そうそう、それ»: nothing is asked, whatever article its words are like.
            return Turn.Say(state with { Matter = Learn(matter, heard).Saying(heard.Text), Step = Step.Solved }, Spoken(state, "followUp.trying", Choices(state, "solved", "unsolved", "person")));
        }

        if (!AsksBack(heard) && !heard.IsCertain && heard.Reading.Likeliest == DialogueAct.GoesOn && heard.Is(DialogueAct.GoesOn) && negation.In(heard.Text) && heard.Facts.Count == 0 && NamesMatter(heard.Text, matter.Shown))
        {
            // «未完了分は一件もありませんでした»: what the answer asked to check was checked, and it is not that.
            return Unsolved(state, heard, person);
        }

        if (TwoQuestions(state, heard, person) is { } both)
        {
            return both;
        }

        var (alone, language) = (heard.Answer, state.Language ?? "ja");
        var ofShown = alone.Outcome == Outcome.Answer && matter.Shown.Contains(alone.Articles[0].Id) && !heard.Is(DialogueAct.Ask);
        // Where nothing is sure, what comes after an answer is about it, unless it rather asks anew than does anything else.
        var unsure = heard.Reading.Of(heard.Reading.Likeliest) < ActReading.Sure && !(heard.Reading.Likeliest == DialogueAct.Ask && heard.Reading.Of(DialogueAct.Ask) >= ByFar * heard.Reading.OfNext);
        var leans = ofShown || unsure || heard.Does(DialogueAct.AboutShown) || heard.Does(DialogueAct.GoesOn) || heard.Does(DialogueAct.Give) || heard.IsFacts;
        var passage = leans || !heard.Is(DialogueAct.Ask) ? passages.Find(matter.Shown.Select(desk.KnowledgeBase.Find).OfType<Article>(), heard.Text, language) : null;
        // What surely leans on what was shown is answered from it, though alone it is like another article («and if that is a holiday?»).
        var answersIt = passage is not null && !heard.IsCertain && heard.Is(DialogueAct.AboutShown) && heard.Rather(DialogueAct.AboutShown, DialogueAct.Ask);
        var another = alone.Outcome == Outcome.Answer && !matter.Shown.Contains(alone.Articles[0].Id);
        // Of two articles the one whose passage likelier answers.
        var elsewhere = another && passages.Find([alone.Articles[0]], heard.Text, language) is { } other && other.Likely > (passage?.Likely + MoreLikely ?? 1);
        // What was shown sends its reader there for just this.
        var referred = another && alone.Confidence >= SureAlone && desk.KnowledgeBase.Find(matter.Shown[^1])!.References.Contains(alone.Articles[0].Id);
        if (another && (elsewhere || referred || (!answersIt && (!leans || alone.Confidence >= SureAlone))))
        {
            return !referred && BesideShown(matter, heard) is { } beside ? Lit(state, Routed(Learn(matter, heard).Saying(heard.Text), matter.InquiryType), beside, heard) : null;
        }

        var said = Routed(Learn(matter, heard).Saying(heard.Text), matter.InquiryType);
        if (passage is { Lacks: true } && InLightOf(passage.Article, matter, heard) is { } fuller && passages.Best(fuller, heard.Text, language) is { Lacks: false })
        {
            // «And until when?»: what was shown says nothing of when, another article does.
            return Lit(state, said, fuller, heard);
        }

        if (passage is not null)
        {
            // What only points to another article is answered by that.
            return passages.PointedAt(passage, language) is { } target && !matter.Shown.Contains(target) && desk.KnowledgeBase.Find(target) is { } pointed
                ? Lit(state, said, pointed, heard)
                : Quoted(state with { Matter = said }, passage.Article, passage.Shown, heard.Text);
        }

        if (!leans)
        {
            return null;
        }

        if (matter.Shown.Reverse().Select(desk.KnowledgeBase.Find).OfType<Article>().Select(article => DayTold(state, article, heard.Text).SingleOrDefault()).FirstOrDefault(told => told is not null) is { } day)
        {
            return Turn.Say(state with { Step = Step.Solved, Matter = said, Misses = 0 }, day, SolvedQuestion(state, said))
                .And(new NoteQuestion(heard.Text, "answer", null, [matter.Shown[^1]], language));
        }

        if (heard.Facts.Count > 0 && !heard.Is(DialogueAct.AboutShown) && !AsksBack(heard))
        {
            return Noted(state with { Matter = said }, heard);
        }

        var last = desk.KnowledgeBase.Find(matter.Shown[^1])!;
        // What neither asks nor goes on («it is page 14») is led to no other article by the words of the one that was shown.
        if ((heard.Goes >= WantsMore || AsksBack(heard)) && InLightOf(last, matter, heard) is { } light)
        {
            return Lit(state, said, light, heard);
        }

        if (alone.Outcome == Outcome.Answer && !matter.Shown.Contains(alone.Articles[0].Id))
        {
            return null;
        }

        if (state.Misses > 0 && !heard.Is(DialogueAct.Ask) && !heard.Is(DialogueAct.AboutShown))
        {
            // Nothing was found before either: nobody is told so twice for what is no question.
            return Unsolved(state, heard, person);
        }

        if (!AsksBack(heard) && !heard.Is(DialogueAct.Ask) && !heard.Is(DialogueAct.AboutShown) && !heard.Is(DialogueAct.GoesOn))
        {
            // Nothing is asked («自分で電話します»): nothing is said to be missing.
            return Turn.Say(state with { Matter = said, Step = Step.Solved }, Spoken(state, "followUp.trying", Choices(state, "solved", "unsolved", "person")));
        }

        var nearest = ofShown || heard.Is(DialogueAct.AboutShown) || AsksBack(heard) ? passages.Nearest(last, heard.Text, language) : null;
        return Turn.Say(
            state with { Matter = said, Step = Step.Solved, Misses = state.Misses + 1 },
            nearest is "" ? Spoken(state, "followUp.allOfIt", Choices(state, "solved", "unsolved", "person"), last.HeadingIn(language))
                : nearest is null
                ? Spoken(state, "followUp.nothingMore", Choices(state, "person", "again"), last.TitleIn(language))
                : Spoken(state, "followUp.nearest", Choices(state, "solved", "unsolved", "person", "again"), last.HeadingIn(language), nearest))
            .And(new NoteQuestion(heard.Text, "admit", null, [], language));
    }

    /// <summary>
    /// Another article that answers a message in the light of the one that was shown: the two together lead to it by far, and the message alone is near to
    /// it; what they say of the shown article itself is no answer. Null where there is none.
    /// </summary>
    private Article? InLightOf(Article shown, Matter matter, Heard heard)
    {
        var light = desk.Ask(shown.Title + " " + heard.Text);
        if (light.Outcome == Outcome.Answer && !matter.Shown.Contains(light.Articles[0].Id) && !IsOfAnotherSymptom(light.Articles[0], shown, matter))
        {
            return light.Articles[0];
        }

        var others = light.Ranking.Where(hit => hit.Article is not null && !matter.Shown.Contains(hit.Id) && !IsOfAnotherSymptom(hit.Article, shown, matter)).Take(2).ToList();
        return others.Count > 0 && (others.Count < 2 || others[0].Score >= ByFar * others[1].Score || shown.References.Contains(others[0].Id)) && heard.Answer.Ranking.Take(NearBefore).Any(hit => hit.Id == others[0].Id) ? others[0].Article : null;
    }

    /// <summary>
    /// Where alone it is not surely one article («and the deadline of the application?»): the one that goes with what was shown, where together with that it is likelier by
    /// far than what it is like alone. Null where there is none.
    /// </summary>
    private Article? BesideShown(Matter matter, Heard heard)
    {
        if (heard.IsCertain || heard.Answer.Confidence >= SureWhateverWasShown || desk.KnowledgeBase.Find(matter.Shown[^1]) is not { } shown)
        {
            return null;
        }

        var light = desk.Ask(shown.Title + " " + heard.Text).Ranking.Where(hit => hit.Article is not null && !matter.Shown.Contains(hit.Id) && !IsOfAnotherSymptom(hit.Article, shown, matter)).ToList();
        var first = heard.Answer.Articles[0].Id;
        return light.Count > 0 && light[0].Id != first && light[0].Score >= ByFar * light.FirstOrDefault(hit => hit.Id == first).Score && heard.Answer.Ranking.Take(NearBefore).Any(hit => hit.Id == light[0].Id)
            ? light[0].Article : null;
    }

    /// <summary>An article about a message that the screen did not show, where it showed another, and the shown article does not send there.</summary>
    private static bool IsOfAnotherSymptom(Article article, Article shown, Matter matter) =>
        matter.Symptom is not null && article.Symptoms.Count > 0 && shown.Symptoms.Count > 0 && !shown.References.Contains(article.Id);

    private Turn Lit(DialogueState state, Matter said, Article article, Heard heard, string intro = "followUp.light")
    {
        var matter = Routed(said, article.InquiryType) with { Shown = [.. said.Shown, article.Id] };
        return Turn.Say(
            state with { Step = Step.Solved, Matter = matter, Offered = [], Misses = 0 }, [Spoken(state, intro), .. Whole(state, article, heard.Text), SolvedQuestion(state, matter)])
            .And(new NoteQuestion(heard.Text, "answer", null, [article.Id], state.Language ?? "ja"));
    }

    private Turn Quoted(DialogueState state, Article article, string passage, string question)
    {
        var language = state.Language ?? "ja";
        return Turn.Say(
            state with { Step = Step.Solved, Misses = 0 },
            [.. DayTold(state, article, question), new Reply(Text(state, "followUp.passage", article.HeadingIn(language), passage), null, Choices(state, "solved", "unsolved", "person", "again"))])
            .And(new NoteQuestion(question, "answer", null, [article.Id], language));
    }

    /// <summary>A fact of the matter: what it says of who settles it.</summary>
    private Turn Noted(DialogueState state, Heard heard)
    {
        var matter = state.Matter!;
        var known = FactLines(heard.Facts, state.Language ?? "ja");
        var who = Text(state, "followUp.who", OwnerName(state, OwnerOf(matter), AreaOf(matter)));
        return Turn.Say(state with { Step = Step.Solved }, new Reply(Text(state, "followUp.noted", known) + "\n\n" + who, null, Choices(state, "person", "solved")));
    }
}
