using System.Text.RegularExpressions;
using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Dialogue;

/// <content>What a message does, what it tells, and what the desk would answer it.</content>
public sealed partial class Bot
{
    private const int MostSentences = 8;

    /// <summary>Where a sentence of what was said is read by itself: behind an answer, without a ticket.</summary>
    private static readonly Circumstance BehindAnswer = new(Waiting.Solved, true, TicketStanding.None);

    /// <summary>Letters of a greeting or of thanks that stand before the matter.</summary>
    private const int LongestGreeting = 24;

    /// <summary>So much surer the desk must be without the talk that stands beside the matter.</summary>
    private const float Surer = 0.1f;
    private static readonly char[] SentenceEnds = ['。', '!', '！', '?', '？', '\n', '.'];

    private Heard Hear(DialogueState state, string text, Person person)
    {
        var button = intents.Named(text);
        // «わからない» is a check's answer, or that a detail is not at hand; elsewhere it is a word.
        button = button == "check-unknown" && state.Step is not (Step.Checking or Step.Collecting) ? null : button;
        if (button is not null)
        {
            return new Heard(text, button, ActReading.Unknown, new Dictionary<string, string>(), () => desk.Ask(text), desk.Ask);
        }

        var at = new Circumstance(WaitingOf(state.Step), state.Matter is { Shown.Count: > 0 }, Standing(person));
        var written = desk.AsWritten(text);
        var reading = ReadActs(written, at);
        var named = facts.WithCompanyCodeNamed(text, state.Matter?.Facts.ContainsKey(Needs.CompanyCode) is true || state.About?.GetValueOrDefault(Needs.CompanyCode) is { Length: > 0 }, digits => desk.Recognize(digits).Symptoms.Count > 0);
        var meant = Meant(named);
        return new Heard(text, null, reading, Facts(named, text, written), () => WithoutWish(meant, desk.Ask(meant) is var answer && answer is { Outcome: Outcome.Answer, Confidence: >= SureAlone } ? answer : WithoutTalk(meant, answer, at)), desk.Ask);
    }

    /// <summary>The facts of a message; of one in romaji also those that only Japanese words tell («ID wa tomo88», «teiatsu»), but no names.</summary>
    private Dictionary<string, string> Facts(string named, string typed, string written)
    {
        var read = facts.Read(named);
        if (written != typed)
        {
            foreach (var (need, value) in facts.Read(written).Where(fact => fact.Key is Needs.Voltage || (fact.Key is Needs.UserId or Needs.CompanyCode && typed.Split(' ', '\n', '、', '。', ',').Contains(fact.Value, StringComparer.Ordinal))))
            {
                read.TryAdd(need, value);
            }
        }

        return read;
    }

    /// <summary>What a message does; a greeting or thanks before its first full stop («morning! …», «どうも。話変わるんですけど…») is not what it is for.</summary>
    private ActReading ReadActs(string text, Circumstance at)
    {
        var end = text.AsSpan(0, Math.Min(text.Length, LongestGreeting)).IndexOfAny(SentenceEnds);
        if (end > 0 && end + 1 < text.Length && text[(end + 1)..] is var rest && rest.Count(char.IsLetter) >= LeastOwnWords
            && loaded.Acts.Read(text[..end], at) is var first && first.Likeliest is DialogueAct.SmallTalk or DialogueAct.Thanks && first.Is(first.Likeliest))
        {
            return loaded.Acts.Read(rest.TrimStart(), at);
        }

        return loaded.Acts.Read(text, at);
    }

    /// <summary>«AではなくB», «not A but B»: what is seen is B, where both are of the kind that the desk recognises or B alone is.</summary>
    private string Meant(string text)
    {
        foreach (var contrast in Contrasts)
        {
            var at = text.IndexOf(contrast, StringComparison.OrdinalIgnoreCase);
            if (at > 0 && text[(at + contrast.Length)..] is var after && !desk.Recognize(after).IsEmpty)
            {
                return after;
            }
        }

        // «ERR_20041です。20040ではありません»
        if (Sentences(text).ToList() is [_, _, ..] sentences && sentences.RemoveAll(sentence => Denied().IsMatch(sentence) && !desk.Recognize(sentence).IsEmpty) > 0 && string.Concat(sentences) is var left && !desk.Recognize(left).IsEmpty)
        {
            return left;
        }

        // «It says ERR_20041, not 20040».
        return DeniedIn(text) is { Length: > 1 } denied && text.IndexOf(denied, StringComparison.Ordinal) is >= 0 and var place && !desk.Recognize(denied).IsEmpty
            && text[..place] + text[(place + denied.Length)..] is var meant && !desk.Recognize(meant).IsEmpty ? meant : text;
    }

    [GeneratedRegex("(?:では|じゃ)(?:ない|なく|ありません|ございません)(?:です|よ|ん|の|。|$)|\\b(?:is|was|'s) not\\b|\\bisn't\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Denied();

    /// <summary>What the desk answers to the sentences that are more than talk («ありがとう。あと…は?», «…。人に調べてもらいたい»), where the whole finds nothing or that is surer.</summary>
    private Answer WithoutTalk(string text, Answer whole, Circumstance at)
    {
        var sentences = text.Split(SentenceEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (sentences.Length is < 1 or > MostSentences || !whole.Recognition.IsEmpty)
        {
            return whole;
        }

        var asking = sentences.Length == 1 ? [.. sentences]
            : sentences.Where(sentence => loaded.Acts.Read(sentence, at).Likeliest is DialogueAct.Ask or DialogueAct.AboutShown or DialogueAct.GoesOn or DialogueAct.WhoSettles or DialogueAct.Status).ToList();
        // As they were said first: what stands before a word tells what word it is.
        var length = sentences.Sum(one => one.Length);
        return ((IEnumerable<List<string>>)[asking, [.. asking.Select(WithoutOpening)]]).Where(parts => parts.Sum(one => one.Length) is > 0 and var left && left < length)
            .Select(parts => desk.Ask(string.Join("。", parts))).Where(asked => asked.Outcome < whole.Outcome || (asked.Outcome == Outcome.Answer && whole.Outcome == Outcome.Answer && asked.Confidence >= Math.Max(SureAlone, whole.Confidence + Surer)))
            .OrderBy(asked => asked.Outcome).ThenByDescending(asked => asked.Confidence).FirstOrDefault() is { } better ? better with { Area = better.Area.Code is null ? whole.Area : better.Area } : whole;
    }

    /// <summary>Without what ties a sentence to the one before («あと», «それと», «ちなみに»): it says nothing of what is asked.</summary>
    private string WithoutOpening(string sentence)
    {
        var read = new ReadText(sentence, desk.Tokenizer);
        var from = 0;
        var tokens = read.Tokens;
        // «あとスイッチング…»: a noun in hiragana that no particle ties to the noun behind it.
        if (tokens is [{ Kind: PartOfSpeech.Noun, Known: true } first, { Kind: not (PartOfSpeech.Particle or PartOfSpeech.AuxiliaryVerb) } next, ..] && Kana.IsHiragana(read.Folded[first.Start]) && !Kana.IsHiragana(read.Folded[next.Start]))
        {
            from = first.End;
        }

        foreach (var token in from > 0 ? [] : tokens)
        {
            if (token.Kind is not (PartOfSpeech.Conjunction or PartOfSpeech.Interjection or PartOfSpeech.Filler or PartOfSpeech.AdverbialNoun or PartOfSpeech.Symbol))
            {
                break;
            }

            from = token.End;
        }

        return from > 0 && from < read.Folded.Length ? read.Folded[from..] : sentence;
    }

    /// <summary>An English sentence asks where its verb or its question word stands first: closed classes both.</summary>
    [GeneratedRegex("^(?:(?:and|but|so|or|ok|okay|well|then),? )?(?:can|could|will|would|do|does|did|is|are|was|were|has|have|should|may|must|what|when|where|which|who|whom|whose|why|how)(?:n't|n’t)? (?:i|you|we|they|he|she|it|there|this|that|the|a|an|my|our|your|one|some|any|anyone|someone|to|long|many|much|often|do|does|is|are|can|should|would|will)(?![a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AsksInEnglish();

    /// <summary>By its form it asks, whatever it says: «…?», or «…か», «…っけ» behind a verb or auxiliary.</summary>
    private bool AsksBack(Heard heard) => heard.Button is null && (heard.EndsAsQuestion || EndsAsking(heard.Text));

    private bool Asks(string sentence) => sentence.TrimEnd() is [.., '?' or '？'] || EndsAsking(sentence);

    private bool EndsAsking(string text)
    {
        if (AsksInEnglish().IsMatch(text))
        {
            return true;
        }

        var tokens = new ReadText(text.TrimEnd(' ', '。', '.', '、', '…', '\n'), desk.Tokenizer).Tokens;
        return tokens is [.., { Kind: PartOfSpeech.AuxiliaryVerb or PartOfSpeech.Verb or PartOfSpeech.Adjective or PartOfSpeech.Particle or PartOfSpeech.DependentVerb }, { Kind: PartOfSpeech.Particle, BaseForm: "か" or "っけ" or "かな" or "かしら" }]
            || (tokens is [.., { BaseForm: "の" or "ん" }] && HasQuestionWord(tokens));
    }

    /// <summary>«どの期間見れるの»: with a question word a sentence that ends in «の» asks. A closed class.</summary>
    private static bool HasQuestionWord(ReadOnlySpan<Token> tokens)
    {
        foreach (var token in tokens)
        {
            if (token.BaseForm is "どの" or "どこ" or "どれ" or "どちら" or "どんな" or "どう" or "何" or "なに" or "いつ" or "誰" or "だれ" or "なぜ" or "いくつ" or "いくら")
            {
                return true;
            }
        }

        return false;
    }
}
