using System.Text.RegularExpressions;
using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;

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

        return Escalate(state with { Matter = Routed(SaysUnsolved(heard) ? matter.Saying(heard.Text).Failing() : matter.Saying(heard.Text), matter.InquiryType) }, person).And(new NoteSolved(false));
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

        if (passage is not null && Restates(heard, passage))
        {
            return Turn.Say(state with { Matter = said, Step = Step.Solved, Misses = 0 }, Spoken(state, "followUp.trying", Choices(state, "solved", "unsolved", "person")));
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

    /// <summary>«So the new retailer must cancel and register again. I'll ring them», «一覧ね、見てみるわ»: nothing is asked or denied, and the passage says the same.</summary>
    private bool Restates(Heard heard, Passages.Chosen passage) =>
        !heard.IsCertain && heard.Facts.Count == 0 && !Sentences(heard.Text).Any(Asks) && !AsksBack(heard) && !negation.In(heard.Text) && States(heard.Text)
        && !heard.Is(DialogueAct.Ask) && passage.Line.Held >= SameThing;

    /// <summary>
    /// Its last sentence is whole and wants nothing: it ends in a predicate («…見てみるわ»), or agrees («…するんですね»). «じゃあ再開するときは» asks without saying so, and in English only
    /// who says what they will do is surely done with asking.
    /// </summary>
    private bool States(string text)
    {
        var tokens = new ReadText(text.TrimEnd(' ', '。', '.', '、', '…', '!', '！', 'ー', '〜', '笑', 'w'), desk.Tokenizer).Tokens;
        return text.All(char.IsAscii) ? WillDo().IsMatch(text)
            : tokens is [.., { Kind: PartOfSpeech.Particle, BaseForm: "ね" or "な" }]
                || (tokens is [.., { Kind: PartOfSpeech.Verb or PartOfSpeech.AuxiliaryVerb or PartOfSpeech.DependentVerb } or { Kind: PartOfSpeech.Particle, BaseForm: "わ" or "よ" or "さ" }] && !HasRequestForm(text));
    }

    [GeneratedRegex("\\b(?:I|we)(?:'ll| will|'m going to|'re going to|'d better)\\b|^will |[.,!] will ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WillDo();

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
        var matter = Routed(said, article.InquiryType).Showing([article.Id]);
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
