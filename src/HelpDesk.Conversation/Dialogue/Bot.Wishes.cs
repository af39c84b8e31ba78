using System.Text.RegularExpressions;
using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Dialogue;

/// <content>A wish for somebody in a clause of its own, beside the problem: «I'd like to open a ticket: …», «問合せフォームから問い合わせたいのですが、…».</content>
public sealed partial class Bot
{
    /// <summary>A clause that is this surely a wish, and of nothing else.</summary>
    private const float SurelyByItself = 0.85f;

    /// <summary>How surely a whole sentence, or what a sentence ends with, is a wish: it stands for itself, whatever words it uses.</summary>
    private const float SurelyASentence = 0.8f;

    private const int ShortestClause = 6;

    /// <summary>Words of «Dear help desk team».</summary>
    private const int LongestAddress = 4;

    private static readonly char[] ClauseEnds = [.. SentenceEnds, '、', ',', '，', ':', '：', ';', '；'];

    /// <summary>
    /// Beside the problem somebody is wanted: in a sentence of its own or at the end of one («…処理中です。どなたか見てください», «…、つないでください»), or in a clause in words by
    /// which the bot itself speaks of inquiries and of who settles them.
    /// </summary>
    private bool WishesBeside(Heard heard) =>
        heard.Button is null && !heard.Is(DialogueAct.WhoSettles) && Clauses(heard.Text) is [_, _, ..] clauses
        && ((SpeaksOfInquiries(heard.Text) && clauses.Exists(IsWish)) || Wishing(heard.Text).Any(IsPlainWish));

    /// <summary>Each sentence, where there are several, and what stands behind the last comma of each; none beside a sentence that asks: the answer is what is wanted then.</summary>
    private IEnumerable<string> Wishing(string text)
    {
        var sentences = Sentences(text).Select(sentence => sentence.Trim()).Where(sentence => sentence.Any(char.IsLetter)).ToList();
        foreach (var sentence in sentences.Where(sentence => sentences.TrueForAll(other => other == sentence || !Asks(other))))
        {
            if (sentences.Count > 1)
            {
                yield return sentence;
            }

            if (Clauses(sentence) is [_, .., var last])
            {
                yield return last;
            }
        }
    }

    /// <summary>It wants somebody by what it does alone; a bare «お願いします» only asks for what was said before.</summary>
    private bool IsPlainWish(string sentence) =>
        (HasRequestForm(sentence) || IsLongInEnglish(sentence)) && loaded.Acts.Read(sentence, new Circumstance(Waiting.Nothing, false, TicketStanding.None)) is { Likeliest: DialogueAct.Person } reading
        && reading.Of(DialogueAct.Person) >= SurelyASentence && !reading.Is(DialogueAct.Ask) && desk.Recognize(sentence).IsEmpty;

    /// <summary>More than «Dear help desk team»: what it does was learned.</summary>
    private static bool IsLongInEnglish(string sentence) => sentence.All(char.IsAscii) && sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= LongestAddress;

    /// <summary>It has the form of a request (closed classes of auxiliaries and English phrases), and says what for.</summary>
    private bool HasRequestForm(string sentence)
    {
        var (requests, says) = (false, false);
        foreach (var token in new ReadText(sentence, desk.Tokenizer).Tokens)
        {
            var asks = token.BaseForm is "くださる" or "下さる" or "たい" or "ほしい" or "欲しい" or "もらう" or "もらえる" or "いただく" or "いただける" or "頂く" or "頂ける" or "願う" or "お願い" or "くれる" or "頼む";
            requests |= asks;
            says |= !asks && token.Kind is PartOfSpeech.Verb or PartOfSpeech.VerbalNoun && token.BaseForm is not ("する" or "いたす" or "致す" or "申し上げる");
        }

        return (requests && says) || RequestsInEnglish().IsMatch(sentence);
    }

    [GeneratedRegex("\\bplease\\b|\\b(?:can|could|would|will) (?:you|someone|somebody|anyone|they)\\b|\\bI(?:'d| would) (?:like|need)\\b|\\b(?:need|want) (?:you|someone|somebody|them|it) to\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RequestsInEnglish();

    /// <summary>What the desk answers without the clauses that only want somebody, where the whole finds nothing or finds something of them too.</summary>
    private Answer WithoutWish(string text, Answer whole)
    {
        if ((whole.Outcome == Outcome.Answer && whole.Articles.Count < 2) || Clauses(text) is not [_, _, ..] clauses || !SpeaksOfInquiries(text) || clauses.RemoveAll(IsWish) == 0 || clauses.Count == 0)
        {
            return whole;
        }

        var asked = desk.Ask(string.Join("。", clauses));
        var fewer = whole.Outcome == Outcome.Answer && asked.Outcome == Outcome.Answer && asked.Articles.Count < whole.Articles.Count && asked.Articles.All(whole.Articles.Contains);
        return fewer || asked.Outcome < whole.Outcome ? asked with { Area = asked.Area.Code is null ? whole.Area : asked.Area } : whole;
    }

    private bool IsWish(string clause) =>
        clause.Length >= ShortestClause && SaysSomething(clause) && loaded.Acts.Read(clause, new Circumstance(Waiting.Nothing, false, TicketStanding.None)) is var reading && reading.Likeliest == DialogueAct.Person
        && reading.Of(DialogueAct.Person) >= SurelyByItself && !reading.Is(DialogueAct.Ask) && desk.Recognize(clause).IsEmpty && SpeaksOfInquiries(clause);

    /// <summary>«ヘルプデスク ご担当者様» calls somebody and wants nothing yet: a wish has a verb, or in English more words than a form of address.</summary>
    private bool SaysSomething(string clause)
    {
        var words = 0;
        var tokens = new ReadText(clause, desk.Tokenizer).Tokens;
        foreach (var token in tokens)
        {
            if (token.Kind is PartOfSpeech.Verb or PartOfSpeech.AuxiliaryVerb || (token.Kind == PartOfSpeech.VerbalNoun && token == tokens[^1]))
            {
                return true;
            }

            words += token.Kind is PartOfSpeech.Symbol ? 0 : 1;
        }

        return words > LongestAddress && clause.All(char.IsAscii);
    }

    private bool SpeaksOfInquiries(string text) => Sounds(text).Any(inquiries.Value.Contains);

    /// <summary>The clauses of a text, without the marks between them; a mark within a word (9:00, an address) parts nothing.</summary>
    private static List<string> Clauses(string text)
    {
        var (clauses, from) = (new List<string>(), 0);
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && (Array.IndexOf(ClauseEnds, text[at]) < 0 || (char.IsAscii(text[at]) && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && text[at] != '\n')))
            {
                continue;
            }

            if (text[from..at].Trim() is { Length: > 0 } clause)
            {
                clauses.Add(clause);
            }

            from = at + 1;
        }

        return clauses;
    }

    /// <summary>
    /// The words by which the bot speaks of an inquiry and of who settles it, as they sound (問合せ is 問い合わせ), but for those of which the knowledge base speaks itself («状況を確認»).
    /// </summary>
    private HashSet<string> Inquiries() => [.. ((string[])["ja", "en"]).SelectMany(language =>
        routing.Owners.Select(owner => owner.NameIn(language)).Concat(((string[])["choices.person", "person.describe", "collect.begin", "ticket.helpdesk"]).Select(key => wording.In(language).Get(key)))).SelectMany(Sounds)
        .Except(desk.KnowledgeBase.Articles.SelectMany(article => Sounds(article.Question).Concat(Sounds(article.QuestionIn("en")))))];

    /// <summary>Nouns and verbs by their readings, English words as they are.</summary>
    private IEnumerable<string> Sounds(string text)
    {
        var tokens = new ReadText(text, desk.Tokenizer).Tokens;
        var words = desk.Finder.Read(text)[Field.English].Keys.Where(word => word.Length >= LeastEnglishName).ToHashSet(StringComparer.Ordinal);
        foreach (var token in tokens)
        {
            if (token.Kind is PartOfSpeech.Noun or PartOfSpeech.VerbalNoun or PartOfSpeech.Verb && token.Length >= LeastName && token.Reading.Length > LeastName)
            {
                words.Add(token.Reading);
            }
        }

        return words;
    }
}
