using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
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

    /// <summary>English words of the kinds of inquiry, of details and of their choices.</summary>
    private readonly Lazy<HashSet<string>> things;

    /// <summary>
    /// What a letter quotes. Of Japanese the sentences that name something, deny or ask; of another language, which its reader may not know, only those that say what
    /// the subject, the details and the request do not. Empty where these say it all.
    /// </summary>
    private List<string> ForQuoting(IReadOnlyList<string> told, Matter matter, string subject)
    {
        var said = new Lazy<HashSet<string>>(() => SaidInJapanese(matter));
        // Where the subject is the person's own words nothing else says what it is about.
        var byType = TypeOf(matter) is { } type && NameOf(matter, type, told) is not null && subject != InShort(told);
        var quoted = told.Select(statement => string.Concat(Sentences(Sober(statement)).Select(sentence => !IsForeign(sentence) ? HoldsMatter(sentence) ? sentence : "" : byType ? Uncarried(sentence, said.Value) : sentence)).Trim())
            .Where(statement => statement.Any(char.IsLetter)).ToList();
        return quoted.Count > 0 || (byType && told.All(IsForeign)) ? quoted : [.. told.Take(1).Select(Sober)];
    }

    /// <summary>«やってしまいました», «困っています»: nothing is named, denied or asked.</summary>
    private bool HoldsMatter(string sentence) =>
        sentence.Any(char.IsDigit) || HasNoun(sentence, _ => true) || sentence.Any(char.IsAsciiLetter) || negation.In(sentence) || Asks(sentence) || !desk.Recognize(sentence).IsEmpty || facts.Read(sentence).Count > 0;

    /// <summary>The clauses of a sentence that speak of something the knowledge base knows and say of it what is not said in Japanese.</summary>
    private string Uncarried(string sentence, HashSet<string> said)
    {
        var clauses = TextParts.Of(sentence) is { Count: > 1 } several ? several : [sentence];
        var kept = clauses.Where(clause => (clause.Any(char.IsDigit) || desk.Finder.Read(clause)[Field.English].Keys.Any(word => word.Length >= LeastEnglishName && (named.Value.Contains(word) || things.Value.Contains(word)))) && Unsaid(clause, said).Count() > MostUnsaid).ToList();
        return kept.Count == clauses.Count ? sentence : kept.Count == 0 ? "" : string.Join(", ", kept) + ". ";
    }

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
