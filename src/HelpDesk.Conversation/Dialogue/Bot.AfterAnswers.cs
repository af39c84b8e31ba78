using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <content>Whether what was shown helped.</content>
public sealed partial class Bot
{
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

        // «解決です。あと別件で…»: what is settled is noted, and the rest is a matter of its own.
        if (!heard.IsCertain && (BeginsContent(heard.Text) || (heard.Is(DialogueAct.Solved) && !heard.EndsAsQuestion && !heard.Is(DialogueAct.Unsolved))) && NextMatter(state, heard, person) is { } next)
        {
            // Thanks alone say of nothing that it is settled.
            var other = Ask(Fresh(state), next, person);
            return heard.Is(DialogueAct.Solved) ? other.And(new NoteSolved(true)) : other;
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
            // «はい、それで確認をお願いします»: the inquiry that was offered.
            return HasRequestForm(heard.Text) ? Escalate(state with { Matter = Routed(Learn(state.Matter!, heard), state.Matter!.InquiryType) }, person)
                : Turn.Say(state, Spoken(state, "followUp.trying", Choices(state, "solved", "unsolved", "person")));
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

    /// <summary>«了解です。話変わりますけど…»: its first sentence is content with what was shown.</summary>
    private bool BeginsContent(string text) =>
        Sentences(text).FirstOrDefault() is { } first && first.Length < text.Length && !Asks(first) && loaded.Acts.Read(first.Trim(), BehindAnswer) is { Likeliest: DialogueAct.Solved or DialogueAct.Thanks or DialogueAct.Confirm } reading
            // «了解です» is a little of each.
            && reading.Of(DialogueAct.Solved) + reading.Of(DialogueAct.Thanks) + reading.Of(DialogueAct.Confirm) >= ActReading.Sure;

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

    /// <summary>In words or by a button, not only by what follows from them.</summary>
    private static bool SaysUnsolved(Heard heard) => heard.Button is "unsolved" or "no" || heard.Is(DialogueAct.Unsolved) || (heard.Reading.Of(DialogueAct.Unsolved) >= Likely && heard.Rather(DialogueAct.Unsolved, DialogueAct.Solved));

    /// <summary>What was shown did not help: a person, with all that was said.</summary>
    private Turn Unsolved(DialogueState state, Heard heard, Person person)
    {
        var matter = Learn(state.Matter ?? new Matter(), heard) with { Unsolved = true };
        matter = SaysUnsolved(heard) ? matter.Failing() : matter;
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
}
