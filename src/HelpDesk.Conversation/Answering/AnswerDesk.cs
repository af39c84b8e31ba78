using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;
using HelpDesk.Knowledge.Symptoms;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Answering;

/// <summary>Answers one question from the knowledge base: recognition first, then search, then who settles it. Pure and thread-safe.</summary>
public sealed partial class AnswerDesk
{
    /// <summary>Candidates offered at most.</summary>
    public const int MostCandidates = 3;

    private const int MostRanked = 100;

    /// <summary>Words meant for the bot itself are short, and score less.</summary>
    private const float SurelyMeant = 30;
    private const string Point = "この供給地点";

    /// <summary>A topic outside the FAQ is named from this score on; below it only chance likens a question to it.</summary>
    private const float SurelyOutside = 100;

    private readonly SearchIndex index;
    private readonly SymptomRecognizer recognizer;
    private readonly TextAnalysis analysis;
    private readonly JapaneseTokenizer tokenizer;
    private readonly SearchWeights weights;
    private readonly RoutingRules routing;
    private readonly AreaFinder areas;
    private readonly ConcurrentDictionary<string, Article?> leads = new(StringComparer.Ordinal);

    public AnswerDesk(KnowledgeBase kb, JapaneseTokenizer tokenizer, SynonymDictionary? synonyms, RoutingRules routing, AreaFinder areas, Clarifications clarifications, SearchWeights? weights = null)
    {
        ArgumentNullException.ThrowIfNull(kb);
        KnowledgeBase = kb;
        this.weights = weights ?? SearchWeights.For(kb);
        this.tokenizer = tokenizer;
        this.routing = routing;
        this.areas = areas;
        Clarifications = clarifications;
        analysis = new TextAnalysis(tokenizer, synonyms, kb.Glossary);
        index = SearchIndex.Build(kb, analysis, this.weights);
        recognizer = new SymptomRecognizer(kb, tokenizer);
    }

    public KnowledgeBase KnowledgeBase { get; }

    public Clarifications Clarifications { get; }

    /// <summary>What the question says for certain, without a search for the rest.</summary>
    public Recognition Recognize(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return recognizer.Recognize(Cut(question));
    }

    public Answer Ask(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var text = Cut(question);
        var cut = text.Length < question.Length;
        var read = new ReadText(text, tokenizer);
        var recognition = recognizer.Recognize(read);
        var named = Named(read);
        var features = analysis.Question(named, weights.Synonyms);
        var found = SaysSomething(text) ? index.Search(features, MostRanked + 20) : [];
        var ranking = Rank(found, recognition);
        var verdict = Decide(text, features, found, ranking, recognition);
        if (Clarifications.For(named.Text, !recognition.IsEmpty) is { } clarification)
        {
            return Clarify(clarification, text, ranking, recognition, verdict.Confidence, cut);
        }

        var decisive = verdict.Articles.Count > 0 ? verdict.Articles[0] : ranking.Count > 0 && verdict.Outcome != Outcome.Admit ? ranking[0].Article : null;
        var route = routing.Decide(decisive?.InquiryType, text);
        return new Answer(verdict.Outcome, verdict.Articles, ranking, recognition, verdict.Outside, route, areas.Find(text), verdict.Confidence, cut)
        {
            Candidates = verdict.Outcome == Outcome.Ask ? Candidate.Of(recognition, verdict.Articles) : [],
        };
    }

    /// <summary>A question back, and who settles it where all options say the same; else the help desk.</summary>
    private Answer Clarify(Clarification clarification, string text, List<Hit> ranking, Recognition recognition, float confidence, bool cut)
    {
        var candidates = clarification.Options.Select(option => new Candidate(leads.GetOrAdd(option.Question, Leads), null, option)).ToList();
        var articles = candidates.Select(candidate => candidate.Article).OfType<Article>().DistinctBy(article => article.Id).ToList();
        var routes = candidates.Select(candidate => routing.Decide(candidate.Article?.InquiryType, text)).DistinctBy(route => (route.OwnerId, route.FirstOwnerId)).ToList();
        var route = routes.Count == 1 ? routes[0] : routing.Decide(null, text);
        return new Answer(Outcome.Ask, articles, ranking, recognition, null, route, areas.Find(text), confidence, cut) { Candidates = candidates, Clarification = clarification };
    }

    /// <summary>The one article that a clarification's option is answered by; null where there is none or more than one. An option that asks back itself leads nowhere.</summary>
    private Article? Leads(string question) =>
        Clarifications.For(WithPointsNamed(question), !Recognize(question).IsEmpty) is null && Ask(question) is { Outcome: Outcome.Answer, Articles: [var article] } ? article : null;

    /// <summary>The text with «この供給地点» for each supply point number, whose digits are words that no text has; the text itself where there is none.</summary>
    public static string WithPointsNamed(string text)
    {
        var numbers = SupplyPointNumber.Find(text).Where(number => number.AreaCode is not null).ToList();
        if (numbers.Count == 0)
        {
            return text;
        }

        var named = new StringBuilder(text);
        foreach (var number in numbers.AsEnumerable().Reverse())
        {
            named.Remove(number.Start, number.Length).Insert(number.Start, Point);
        }

        return named.ToString();
    }

    private ReadText Named(ReadText text)
    {
        var named = WithPointsNamed(text.Text);
        return ReferenceEquals(named, text.Text) ? text : new ReadText(named, tokenizer);
    }

    /// <summary>Signs and pictures alone (`* ? ~`, an emoji, half a character) ask nothing that an article could be near to.</summary>
    private static bool SaysSomething(string text) => text.EnumerateRunes().Any(Rune.IsLetterOrDigit);

    private static string Cut(string question) => question.Length > TextAnalysis.LongestQuestion ? question[..TextAnalysis.LongestQuestion] : question;

    private static List<Hit> Rank(IReadOnlyList<Hit> found, Recognition recognition)
    {
        var certain = recognition.Symptoms.SelectMany(symptom => symptom.Articles).DistinctBy(article => article.Id).ToList();
        var top = found.Count > 0 ? found[0].Score : 0;
        var ranked = certain.Select((article, i) => new Hit(article, null, top + 1000 - i)).ToList();
        ranked.AddRange(found.Where(hit => hit.Article is { } article && !certain.Contains(article)).Take(MostRanked - ranked.Count));
        return ranked;
    }

    private Verdict Decide(string text, TextFeatures features, IReadOnlyList<Hit> found, List<Hit> ranking, Recognition recognition)
    {
        if (recognition.Symptoms.Count > 0)
        {
            return DecideBySymptom(text, recognition, ranking);
        }

        if (recognition.UnknownCodes.Count > 0 || ranking.Count == 0)
        {
            return new Verdict(Outcome.Admit, [], Outside(found), 1);
        }

        var confidence = Confidence.Of(features, found, ranking, index);
        if (confidence.Admits)
        {
            return new Verdict(Outcome.Admit, [], Outside(found), confidence.Value);
        }

        if (SecondProblem(text, [ranking[0].Article!]) is { } pair)
        {
            return new Verdict(Outcome.Answer, pair, null, confidence.Value);
        }

        return confidence.Answers
            ? new Verdict(Outcome.Answer, [ranking[0].Article!], null, confidence.Value)
            : new Verdict(Outcome.Ask, [.. ranking.Take(MostCandidates).Select(hit => hit.Article!)], null, confidence.Value);
    }

    private static OutsideTopic? Outside(IReadOnlyList<Hit> found) => found.Count > 0 && found[0].Score >= (found[0].Outside?.Intent is null ? SurelyOutside : SurelyMeant) ? found[0].Outside : null;

    private Verdict DecideBySymptom(string text, Recognition recognition, List<Hit> ranking)
    {
        var unclear = recognition.Symptoms.FirstOrDefault(symptom => symptom.Articles.Count > 1);
        if (unclear is not null)
        {
            return new Verdict(Outcome.Ask, [.. unclear.Articles.Take(MostCandidates)], null, 1);
        }

        var articles = recognition.Symptoms.Select(symptom => symptom.Articles[0]).DistinctBy(article => article.Id).Take(MostCandidates).ToList();
        if (articles.Count == 1 && SecondProblem(text, articles) is { } pair)
        {
            articles = [.. pair];
        }

        return new Verdict(Outcome.Answer, articles, null, 1);
    }

    /// <summary>
    /// Looks for a second problem, only where the message says that there is one (また, あと, ついでに, 二点 …): each part is
    /// asked alone and must be answered surely.
    /// </summary>
    private IReadOnlyList<Article>? SecondProblem(string written, IReadOnlyList<Article> first)
    {
        // Line by line: folding makes blanks of line ends, and a line ends a sentence.
        var text = string.Join('\n', written.Split('\n').Select(TextFolding.Fold));
        if (!Joint().IsMatch(text))
        {
            return null;
        }

        var answers = new List<Article>();
        foreach (var part in Joint().Split(text).SelectMany(part => SentenceEnd().Split(part)).Where(part => part.Trim().Length >= 4))
        {
            var read = new ReadText(part, tokenizer);
            var recognized = recognizer.Recognize(read).Symptoms;
            var features = analysis.Question(read, weights.Synonyms);
            var found = index.Search(features, 20);
            var ranking = found.Where(hit => hit.Article is not null).ToList();
            var sure = recognized.Count > 0 && recognized[0].Articles.Count == 1 ? recognized[0].Articles[0]
                : ranking.Count > 0 && Confidence.Of(features, found, ranking, index) is { Answers: true, Admits: false } ? ranking[0].Article : null;
            if (sure is not null && !answers.Contains(sure))
            {
                answers.Add(sure);
            }
        }

        return answers.Count == 2 ? answers : answers.Count == 1 && first.Count == 1 && answers[0].Id != first[0].Id ? [first[0], answers[0]] : null;
    }

    [GeneratedRegex(@"また、|また同じ|。また|あと、|。あと|？あと|\?あと|、あと|あと(?=推奨|API|証明)|ついでに|それと|別件|もう一つ|もうひとつ|加えて|それとは別に|二点|２点|2点|この二つ|両方|のと、|それぞれ|[.?!]\s{0,20}(?:Also|And|Second)|, and also", RegexOptions.IgnoreCase)]
    private static partial Regex Joint();

    [GeneratedRegex(@"[。？！?!\n]|、(?=[^、]{8})")]
    private static partial Regex SentenceEnd();

    private sealed record Verdict(Outcome Outcome, IReadOnlyList<Article> Articles, OutsideTopic? Outside, float Confidence);
}
