using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Dialogue;

/// <content>Which of a person's words a letter to somebody else quotes: those that hold the matter, without laughter and exclamations.</content>
public sealed partial class Bot
{
    /// <summary>English words that nothing else in the letter says, up to which a sentence is carried by the rest.</summary>
    private const int MostUnsaid = 1;

    /// <summary>Articles of which so many have an English word: it says nothing of a matter («please», «system»).</summary>
    private const int Everywhere = 6;

    private readonly Lazy<HashSet<string>> everyday;

    private readonly Lazy<HashSet<string>> letters;

    private readonly Lazy<HashSet<string>> inArticles;

    /// <summary>English words of the kinds of inquiry, of details and of their choices.</summary>
    private readonly Lazy<HashSet<string>> things;

    /// <summary>Whether a sentence tells something.</summary>
    private readonly SentenceMemory telling = new();

    /// <summary>
    /// What a stranger is told: whole sentences as they were written, without those that only ask the bot for something («調べてください») or answer it («おりません»). What was
    /// left out between two of them parts them. One remains at least.
    /// </summary>
    private List<string> ForStrangers(IReadOnlyList<string> said, IReadOnlyList<string> shown)
    {
        var told = said.SelectMany((statement, i) => Runs(statement, (sentence, _) => IsForStrangers(sentence, i, shown))).ToList();
        return told.Count > 0 ? told : [.. said.Take(1)];
    }

    /// <summary>Where the statement of an index stands in what was said.</summary>
    private static Circumstance AsSaid(int index) => new(index == 0 ? Waiting.Nothing : Waiting.Solved, index > 0, TicketStanding.None);

    /// <summary>A sentence tells, or one of its clauses does («区画整理があったので、調べてください»): then it stays whole.</summary>
    /// <param name="index">Of the statement that it stands in.</param>
    private bool IsForStrangers(string sentence, int index, IReadOnlyList<string> shown) =>
        Tells(sentence, index, shown) || (TextParts.Of(sentence) is { Count: > 1 } clauses && clauses.Exists(clause => Tells(clause, index, shown)));

    /// <summary>The sentences of a text that are kept, verbatim; those that stand beside each other together.</summary>
    /// <param name="keep">A sentence, and whether the one before it is kept.</param>
    private static IEnumerable<string> Runs(string text, Func<string, bool, bool> keep)
    {
        var (run, kept) = ("", false);
        foreach (var sentence in Sentences(text))
        {
            // A sign alone («!!») goes with what it ends.
            kept = sentence.Any(char.IsLetterOrDigit) ? keep(sentence, kept) : kept;
            if (!kept && run.Length > 0)
            {
                yield return run.Trim();
            }

            run = kept ? run + sentence : "";
        }

        if (run.Trim().Length > 0)
        {
            yield return run.Trim();
        }
    }

    /// <summary>
    /// What a letter quotes, whole sentences. Of Japanese those that name something, deny or ask; of another language, which its reader may not know, only those that say what
    /// the subject, the details and the request do not, with what follows them. Empty where these say it all.
    /// </summary>
    /// <param name="byType">The subject is formal; else it is the person's own words, and nothing else says what it is about.</param>
    private List<string> ForQuoting(IReadOnlyList<string> told, Matter matter, bool byType)
    {
        var said = new Lazy<HashSet<string>>(() => SaidInJapanese(matter));
        var quoted = told.SelectMany(run => Runs(Sober(run), (sentence, follows) => !IsForeign(sentence) ? HoldsMatter(sentence) : !byType || (follows && !IsGreeting(sentence)) || SaysMore(sentence, said.Value)))
            .Where(statement => statement.Any(char.IsLetter)).ToList();
        if (byType && quoted.Count > 0 && told.Count > 0 && IsForeign(told[0]) && !quoted.Exists(statement => told[0].Contains(statement, StringComparison.Ordinal)))
        {
            // What was asked in between does not stand without what it is about.
            quoted.Insert(0, Sober(told[0]));
        }

        return quoted.Count > 0 || (byType && told.All(IsForeign)) ? quoted : [.. told.Take(1).Select(Sober)];
    }

    /// <summary>
    /// What the person wants of who settles it, where they asked the bot to ask for something particular («原因を聞いてほしい», "could you ask them when …"): the sentences that are
    /// quoted nowhere else. That somebody shall be asked, and what such letters ask for anyway, is not said twice.
    /// </summary>
    private List<string> Wished(Matter matter, IReadOnlyList<string> said)
    {
        var carried = new Lazy<HashSet<string>>(() => SaidInJapanese(matter));
        return [.. said.SelectMany((statement, i) => Sentences(statement).Where(sentence => !IsForStrangers(sentence, i, matter.Shown) && loaded.Acts.Read(sentence, AsSaid(i)).Likeliest == DialogueAct.Person && IsParticular(sentence, matter, carried)))
            .Select(sentence => Sober(sentence.Trim())).Distinct(StringComparer.Ordinal)];
    }

    private bool IsParticular(string sentence, Matter matter, Lazy<HashSet<string>> carried)
    {
        if (HasOpenQuestionWord(new ReadText(sentence, desk.Tokenizer).Tokens) || EnglishQuestionWord().IsMatch(sentence))
        {
            return true;
        }

        var kind = TypeOf(matter) is { } type ? type.Name + type.Request : "";
        return HasNoun(sentence, word => inArticles.Value.Contains(word) && !letters.Value.Contains(word) && !Sounds(word).Any(inquiries.Value.Contains) && !labels.Value.Contains(word) && !kind.Contains(word, StringComparison.Ordinal) && !matter.Facts.Values.Any(value => value.Contains(word, StringComparison.Ordinal)))
            || Unsaid(sentence, carried.Value).Count(word => !letters.Value.Contains(word) && (named.Value.Contains(word) || things.Value.Contains(word))) > MostUnsaid;
    }

    /// <summary>«どうなっているか»; «誰でもいい» asks nothing.</summary>
    private static bool HasOpenQuestionWord(ReadOnlySpan<Token> tokens)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            if (HasQuestionWord(tokens[i..(i + 1)]) && (i + 1 == tokens.Length || tokens[i + 1].BaseForm is not ("でも" or "も" or "か")))
            {
                return true;
            }
        }

        return false;
    }

    private HashSet<string> InArticles() => [.. desk.KnowledgeBase.Articles.SelectMany(article => Words(article.Title + "。" + article.Question + "。" + article.Body.PlainText))];

    /// <summary>The words by which letters, and the bot of them, speak of asking somebody.</summary>
    private HashSet<string> LetterWords() => [.. ((string[])["ja", "en"]).SelectMany(language => routing.Owners.SelectMany(owner => (string[])[owner.NameIn(language), owner.AdviceIn(language), owner.Request ?? ""]).Concat(routing.Needs.Select(need => need.NameIn(language)))
        .Concat(((string[])["handover.message", "handover.request", "ticket.handedOver", "choices.person", "person.describe", "collect.beginOther"]).Select(key => wording.In(language).Get(key, "", "", "", "", "", "", "")))).SelectMany(text => Words(text).Concat(desk.Finder.Read(text)[Field.English].Keys)).Concat(wishes.Value)];

    /// <summary>A closed class.</summary>
    [GeneratedRegex("(?<![A-Za-z])(?:what|when|where|which|why|how)(?![A-Za-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EnglishQuestionWord();

    /// <summary>«やってしまいました», «困っています»: nothing is named, denied or asked.</summary>
    private bool HoldsMatter(string sentence) =>
        sentence.Any(char.IsDigit) || HasNoun(sentence, _ => true) || sentence.Any(char.IsAsciiLetter) || negation.In(sentence) || Asks(sentence) || !desk.Recognize(sentence).IsEmpty || facts.Read(sentence).Count > 0;

    private bool IsGreeting(string sentence) => loaded.Acts.Read(sentence.Trim(), BehindAnswer) is { Likeliest: DialogueAct.SmallTalk or DialogueAct.Thanks };

    /// <summary>A clause of a sentence speaks of something the knowledge base knows and says of it what is not said in Japanese.</summary>
    private bool SaysMore(string sentence, HashSet<string> said) =>
        (TextParts.Of(sentence) is { Count: > 1 } several ? several : [sentence]).Exists(clause => (clause.Any(char.IsDigit) || desk.Finder.Read(clause)[Field.English].Keys.Any(word => word.Length >= LeastEnglishName && (named.Value.Contains(word) || things.Value.Contains(word)))) && Unsaid(clause, said).Count() > MostUnsaid);

    private IEnumerable<string> Unsaid(string sentence, HashSet<string> said) =>
        desk.Finder.Read(FactReader.Question(sentence))[Field.English].Keys.Where(word => word.Length >= LeastEnglishName && !said.Contains(word) && !everyday.Value.Contains(word));

    /// <summary>The English words of what a letter says in Japanese: its kind of inquiry, what was asked for, the details and their choices.</summary>
    private HashSet<string> SaidInJapanese(Matter matter)
    {
        var type = TypeOf(matter);
        IEnumerable<string> texts = [.. matter.Shown.Select(desk.KnowledgeBase.Find).OfType<Article>().SelectMany(article => (string[])[article.TitleIn("en"), article.QuestionIn("en")]), .. matter.Facts.Values,
            type?.NameEn ?? "", .. type?.AlternativesEn ?? [], .. type?.Words ?? [], .. (type?.Needs ?? []).SelectMany(need => need.Values.Where(value => matter.Facts.GetValueOrDefault(need.Id)?.Contains(value.Name, StringComparison.Ordinal) is true)).SelectMany(value => value.Words.Append(value.NameEn))];
        return [.. texts.SelectMany(text => desk.Finder.Read(text)[Field.English].Keys)];
    }

    private HashSet<string> Things() => [.. routing.InquiryTypes.Select(type => type.NameEn).Concat(routing.Needs.SelectMany(need => need.Values.Select(value => value.NameEn).Append(need.NameEn))).SelectMany(text => desk.Finder.Read(text)[Field.English].Keys)];

    /// <summary>English words of so many articles that they are of none, and those in which the bot asks for details.</summary>
    private HashSet<string> Everyday() =>
    [
        .. desk.KnowledgeBase.Articles.SelectMany(article => desk.Finder.Read($"{article.TitleIn("en")} {article.QuestionIn("en")} {article.BodyIn("en").PlainText}")[Field.English].Keys.Distinct()).GroupBy(word => word, StringComparer.Ordinal).Where(word => word.Count() >= Everywhere).Select(word => word.Key),
        .. routing.Needs.SelectMany(need => desk.Finder.Read(need.NameEn + " " + (wording.In("en").Has("need." + need.Id) ? wording.In("en").Get("need." + need.Id) : ""))[Field.English].Keys),
    ];

    /// <summary>Without laughter («(笑)», «www», «lol») and pictures, which end a Japanese sentence as a full stop does, and with one sign where several shout.</summary>
    private static string Sober(string text)
    {
        var words = string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol) ? rune.ToString() : " "));
        return Shouting().Replace(Smiles().Replace(Laughter().Replace(words, ""), "。"), "$1").Trim();
    }

    [GeneratedRegex("(?<=[\u3041-\u30ff。…!?])\\s?(?:[(（](?:笑|汗|泣|爆|苦笑|涙)[)）]|[wｗ]{1,9}(?![A-Za-z]))。?")]
    private static partial Regex Smiles();

    [GeneratedRegex("\\s?(?<![A-Za-z])(?:l{1,5}o{1,9}l{1,5}|(?:ha|he){2,9})(?![A-Za-z])", RegexOptions.IgnoreCase)]
    private static partial Regex Laughter();

    [GeneratedRegex("([。!！?？~〜…])\\1{1,9}")]
    private static partial Regex Shouting();
}
