using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Dialogue;

/// <content>Two questions in one message, where one answer would leave the other unsaid.</content>
public sealed partial class Bot
{
    /// <summary>
    /// «Is that why? And how long does it take?»: each is answered by itself, or it is said that the FAQ does not. Null where there are not just two, or neither has an
    /// answer.
    /// </summary>
    private Turn? TwoQuestions(DialogueState state, Heard heard, Person person)
    {
        if (heard.IsCertain || heard.Facts.Keys.Any(need => need is not (Needs.Area or Needs.Place or Needs.Voltage)) || Asking(heard.Text) is not [var one, var other])
        {
            return null;
        }

        var heardFirst = Hear(state, one, person);
        var first = FollowUp(state, heardFirst, person) ?? Ask(state, heardFirst, person);
        if (first.State is not { Step: Step.Solved or Step.Open, Inquiry: null, Matter.Shown.Count: > 0 })
        {
            return null;
        }

        // What is asked next is no second try at what was not found.
        var next = first.State with { Misses = 0 };
        var heardNext = Hear(next, other, person);
        var second = FollowUp(next, heardNext, person) ?? Ask(next, heardNext, person);
        if (second.State is not { Step: Step.Solved or Step.Open, Inquiry: null } || (Missed(first) && Missed(second)))
        {
            return null;
        }

        // The same passage answers both.
        return second.Replies[0].Text == first.Replies[0].Text ? first
            : Joined(first with { Replies = [.. first.Replies.Where(reply => reply.Choices is null), .. first.Replies.Where(reply => reply.Choices is not null && (reply.Text != SolvedQuestion(first.State, first.State.Matter!).Text || first.Replies.Count == 1)).Take(1)] }, second);
    }

    private static bool Missed(Turn turn) => turn.Acts.OfType<NoteQuestion>().Any(note => note.Outcome == "admit") || turn.State.Misses > 0;

    /// <summary>Letters that «本当?», «え?» do not exceed: they ask nothing of their own.</summary>
    private const int ShortestQuestion = 3;

    /// <summary>The sentences that ask.</summary>
    /// <param name="orWishes">So do wishes that name what is wanted («…の見方も教えてください»).</param>
    private List<string> Asking(string text, bool orWishes = false) =>
        [.. Sentences(text).Where(sentence => Asks(sentence) || (loaded.Acts.Read(sentence, BehindAnswer).Likeliest is var does && (does is DialogueAct.Ask or DialogueAct.AboutShown || (orWishes && does == DialogueAct.Person && NamesSomething(sentence))))).Select(sentence => sentence.Trim()).Where(sentence => sentence.Length > LeastOwnWords || (sentence is [.., '?' or '？'] && sentence.Count(char.IsLetter) > ShortestQuestion))];

    /// <summary>
    /// Behind the answer to a first message: what its last sentence asks beside, where that names something and another article answers it in the light of the one that
    /// was shown («How often must we look? And how do I reach the other party?»). The turn itself where there is nothing of the kind.
    /// </summary>
    private Turn WithSecond(Turn turn, Heard heard, Answer answer, Person person)
    {
        if (answer is not { Outcome: Outcome.Answer, Articles: [var shown] } || turn.State is not { Step: Step.Solved, Matter: { Shown: [_] } matter } || Asking(heard.Text, orWishes: true) is not [.. var before, var other] || !before.Exists(Asks) || IsAlternative(other) || !NamesSomething(other) || IsPlainWish(other))
        {
            return turn;
        }

        var second = Hear(turn.State, other, person);
        return !heard.Text.TrimEnd().EndsWith(other, StringComparison.Ordinal) || Beside(shown, matter, second, turn.State.Language ?? "ja", leans: !heard.IsCertain) is not { } article ? turn
            : Joined(turn with { Replies = [.. turn.Replies.SkipLast(1)] }, Lit(turn.State, matter, article, second));
    }

    /// <summary>«…? それとも…?», «…? Or …?»: one question still. Closed classes both.</summary>
    private bool IsAlternative(string sentence) =>
        new ReadText(sentence, desk.Tokenizer).Tokens is [{ Kind: PartOfSpeech.Conjunction, BaseForm: "それとも" or "あるいは" or "もしくは" or "または" }, ..] || sentence.StartsWith("or ", StringComparison.OrdinalIgnoreCase);

    /// <summary>Another article that surely answers a second question, alone or together with what was shown; null where what was shown answers it, or nothing does.</summary>
    /// <param name="leans">What was shown may lend it its words; behind a screen message («what does that mean?») it is the message that is asked of.</param>
    private Article? Beside(Article shown, Matter matter, Heard second, string language, bool leans)
    {
        if (second.Answer is { Outcome: Outcome.Answer, Articles: [var alone] } answer && !matter.Shown.Contains(alone.Id) && (BesideShown(matter, second) ?? (answer.Confidence >= SureBesideAWish ? alone : null)) is { } sure)
        {
            return sure;
        }

        return !leans || (second.Answer.Outcome == Outcome.Answer && matter.Shown.Contains(second.Answer.Articles[0].Id)) || passages.Find(shown, second.Text, language) is not null ? null : InLightOf(shown, matter, second);
    }
}
