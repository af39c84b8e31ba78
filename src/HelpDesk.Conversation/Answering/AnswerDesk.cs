using System.Collections.Concurrent;
using System.Text;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;
using HelpDesk.Knowledge.Symptoms;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Answering;

/// <summary>Answers one question from the knowledge base: recognition first, then search, then who settles it. Pure and thread-safe.</summary>
public sealed class AnswerDesk
{
    /// <summary>Candidates offered at most.</summary>
    public const int MostCandidates = 3;

    private const int MostRanked = 100;

    /// <summary>Words meant for the bot itself are short, and score less.</summary>
    private const float SurelyMeant = 30;
    private const string Point = "この供給地点";

    /// <summary>One common word of an article scores 40 to 50: a part of a text that has no more («ログアウトしました») is no problem of its own.</summary>
    internal const float MoreThanAWord = 60;

    private const float SureOfOne = .99f;

    /// <summary>«ログインできない» scores 113 with the article that it is likest.</summary>
    private const float MuchOfOne = 150;

    private const float ByFar = 2;

    /// <summary>A topic outside the FAQ is named from this score on; below it only chance likens a question to it.</summary>
    private const float SurelyOutside = 100;

    private readonly SymptomRecognizer recognizer;
    private readonly JapaneseTokenizer tokenizer;
    private readonly RoutingRules routing;
    private readonly AreaFinder areas;
    private readonly Weights weights;
    private readonly Matter matter;
    private readonly Lazy<RomajiText> romaji;
    private readonly ConcurrentDictionary<string, Article?> leads = new(StringComparer.Ordinal);

    internal AnswerDesk(
        KnowledgeBase kb, JapaneseTokenizer tokenizer, SynonymDictionary? synonyms, RoutingRules routing, AreaFinder areas, Clarifications clarifications,
        Weights? weights = null, Searched? searched = null, LearnedModel? learned = null, LearnedModel? answered = null, LearnedModel? lines = null,
        IReadOnlyList<PassageExample>? passages = null, Clarifier? clarifier = null)
    {
        ArgumentNullException.ThrowIfNull(kb);
        KnowledgeBase = kb;
        this.tokenizer = tokenizer;
        this.routing = routing;
        this.areas = areas;
        (Clarifications, Clarifier) = (clarifications, clarifier);
        this.weights = weights ?? Weights.BuiltIn;
        var (index, analysis) = searched ?? Searched.In(kb, tokenizer, synonyms, this.weights);
        Finder = new Finder(index, analysis, tokenizer, this.weights, learned, answered);
        Learned = learned;
        Remembered = new PassageMemory(passages ?? [], tokenizer);
        matter = new Matter(tokenizer, lines, this.weights.SubjectNames);
        recognizer = new SymptomRecognizer(kb, tokenizer);
        romaji = new Lazy<RomajiText>(() => new RomajiText(kb, tokenizer));
    }

    public KnowledgeBase KnowledgeBase { get; }

    public Clarifications Clarifications { get; }

    /// <summary>What was learned of people's wording; null where nothing was.</summary>
    public LearnedModel? Learned { get; }

    internal Clarifier? Clarifier { get; }

    internal Weights Weights => weights;

    /// <summary>Of the examples from which it was learned which passage answers; null where that was not.</summary>
    public string? PassagesDigest => weights.Passages.Digest;

    /// <summary>Questions about articles, and the passages that answer them.</summary>
    internal PassageMemory Remembered { get; }

    internal JapaneseTokenizer Tokenizer => tokenizer;

    internal Finder Finder { get; }

    /// <summary>What the question says for certain, without a search for the rest.</summary>
    public Recognition Recognize(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Recognize(new ReadText(Cut(question), tokenizer));
    }

    /// <summary>What a text is about, without greeting, introduction, quotations and signature; the text itself where nothing would be left.</summary>
    public string MatterOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return matter.Of(Cut(text));
    }

    /// <summary>A text with what was typed in romaji as Japanese is written; the text itself where there is none.</summary>
    public string AsWritten(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Any(char.IsAsciiLetter) ? romaji.Value.Of(text) : text;
    }

    /// <summary>The article that a part of a text is surely about by itself; null where there is none, or more than one.</summary>
    public Article? About(string part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return SureOf(new ReadText(TextFolding.Fold(TextParts.WithoutCount(part) ?? part), tokenizer));
    }

    public Answer Ask(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Remembering.Get(DeskMemory.Of(this)?.Answers, question, (Desk: this, question), static given => given.Desk.Answer(given.question, asksBack: true));
    }

    private Answer Answer(string question, bool asksBack)
    {
        var whole = Cut(question);
        var typed = matter.Of(whole);
        var text = AsWritten(typed);
        var read = new ReadText(text, tokenizer);
        var recognition = Recognize(read);
        if (recognition.IsEmpty && typed.Length < whole.Length)
        {
            // What the screen says may have been quoted or stand among the signs of a mail.
            recognition = Recognize(whole);
        }

        var found = Find(read);
        var ranking = Rank(found, recognition);
        var verdict = Decide(read, whole, found, ranking, recognition);
        var cut = whole.Length < question.Length;
        if (asksBack && ClarificationOf(text, recognition, found, verdict) is { } clarification)
        {
            return Clarify(clarification, text, ranking, recognition, verdict.Confidence, cut);
        }

        var decisive = verdict.Articles.Count > 0 ? verdict.Articles[0] : ranking.Count > 0 && verdict.Outcome != Outcome.Admit ? ranking[0].Article : null;
        var route = routing.Decide(decisive?.InquiryType, text);
        return new Answer(verdict.Outcome, verdict.Articles, ranking, recognition, verdict.Outside, route, AreaOf(ReferenceEquals(text, typed) ? read : new ReadText(typed, tokenizer)), verdict.Confidence, cut)
        {
            Candidates = verdict.Outcome == Outcome.Ask ? Candidate.Of(recognition, verdict.Articles) : [],
            Near = verdict.Near,
        };
    }

    private Recognition Recognize(ReadText text) =>
        Remembering.Get(DeskMemory.Of(this)?.Recognised, text.Text, (recognizer, text), static given => given.recognizer.Recognize(given.text));

    private Found Find(ReadText text) =>
        SaysSomething(text.Text) ? Remembering.Get(DeskMemory.Of(this)?.Found, text.Text, (Finder, text), static given => given.Finder.Find(given.text)) : Found.Nothing;

    /// <summary>The area that a text is about; names in kana only where they are words of it.</summary>
    private AreaFinding AreaOf(ReadText text) => areas.Find(text.Text, (from, to) => text.CanBeName(from, to));

    /// <summary>What is to be asked back: by its very words, else where nothing is certain and what was learned says so.</summary>
    private Clarification? ClarificationOf(string text, Recognition recognition, Found found, Verdict verdict) =>
        Clarifications.Of(WithPointsNamed(text))
        ?? (recognition.IsEmpty && verdict is not { Outcome: Outcome.Answer, Articles.Count: > 1 } && !IsOfOne(found, verdict)
            ? Clarifications.Find(Clarifier?.For(found.Pieces, found.Evidence is null ? 0 : verdict.Confidence))
            : null);

    /// <summary>All but certain, and by far before the next: nothing is to be asked, however short it is («取扱マニュアルどこで手に入る»).</summary>
    private static bool IsOfOne(Found found, Verdict verdict) =>
        verdict is { Outcome: Outcome.Answer, Confidence: >= SureOfOne } && found.Hits.Where(hit => hit.Article is not null).Take(2).ToList() is [{ Score: >= MuchOfOne } first, ..] best && (best.Count < 2 || first.Score >= ByFar * best[1].Score);

    /// <summary>A question back, and who settles it where all options say the same; else the help desk.</summary>
    private Answer Clarify(Clarification clarification, string text, List<Hit> ranking, Recognition recognition, float confidence, bool cut)
    {
        var candidates = clarification.Options.Select(option => new Candidate(leads.GetOrAdd(option.Question, Leads), null, option)).ToList();
        var articles = candidates.Select(candidate => candidate.Article).OfType<Article>().DistinctBy(article => article.Id).ToList();
        var routes = candidates.Select(candidate => routing.Decide(candidate.Article?.InquiryType, text)).DistinctBy(route => (route.OwnerId, route.FirstOwnerId)).ToList();
        var route = routes.Count == 1 ? routes[0] : routing.Decide(null, text);
        return new Answer(Outcome.Ask, articles, ranking, recognition, null, route, areas.Find(text), confidence, cut) { Candidates = candidates, Clarification = clarification };
    }

    /// <summary>The one article that a clarification's option is answered by; null where there is none or more than one.</summary>
    private Article? Leads(string question) => Answer(question, asksBack: false) is { Outcome: Outcome.Answer, Articles: [var article] } ? article : null;

    /// <summary>The text with «この供給地点» for each supply point number, whose digits are words that no text has; the text itself where there is none.</summary>
    public static string WithPointsNamed(string text) =>
        SupplyPointNumber.Replace(text, SupplyPointNumber.Find(text), number => number.AreaCode is null ? null : Point);

    /// <summary>Signs and pictures alone (`* ? ~`, an emoji, half a character) ask nothing that an article could be near to.</summary>
    private static bool SaysSomething(string text) => text.EnumerateRunes().Any(Rune.IsLetterOrDigit);

    private static string Cut(string question) => question.Length > TextAnalysis.LongestQuestion ? question[..TextAnalysis.LongestQuestion] : question;

    private static List<Hit> Rank(Found found, Recognition recognition)
    {
        var certain = recognition.Symptoms.SelectMany(symptom => symptom.Articles).DistinctBy(article => article.Id).ToList();
        var top = found.Hits.Count > 0 ? found.Hits[0].Score : 0;
        var ranked = new List<Hit>(Math.Min(MostRanked, certain.Count + found.Hits.Count));
        ranked.AddRange(certain.Select((article, i) => new Hit(article, null, top + 1000 - i)));
        foreach (var hit in found.Hits)
        {
            if (ranked.Count >= MostRanked)
            {
                break;
            }

            if (hit.Article is { } article && !certain.Contains(article))
            {
                ranked.Add(hit);
            }
        }

        return ranked;
    }

    private Verdict Decide(ReadText text, string whole, Found found, List<Hit> ranking, Recognition recognition)
    {
        if (recognition.Symptoms.All(symptom => symptom.Articles.Count == 1) && recognition.UnknownCodes.Count == 0 && CountedProblems(whole) is { Count: > 1 } counted)
        {
            return new Verdict(Outcome.Answer, counted, null, 1);
        }

        var confidence = found.Evidence is { } evidence && (recognition.IsEmpty || SaysOnlyWhatAbout(recognition)) ? Confidence.Of(evidence, weights.Confidence) : default(Confidence?);
        if (recognition.Symptoms.Count > 0 && confidence is not { Admits: true })
        {
            return DecideBySymptom(text, recognition, found);
        }

        if (recognition.UnknownCodes.Count > 0 || confidence is not { } sure)
        {
            return new Verdict(Outcome.Admit, [], Outside(found), 1);
        }

        if (sure.Admits)
        {
            return new Verdict(Outcome.Admit, [], Outside(found), sure.Value) { Near = NearArticle.Of(found, weights.Confidence) };
        }

        var first = ranking[0].Article!;
        if (SecondProblem(text, first, found) is { } second)
        {
            return new Verdict(Outcome.Answer, [first, second], null, sure.Value);
        }

        return sure.Answers
            ? new Verdict(Outcome.Answer, [first], null, sure.Value)
            : new Verdict(Outcome.Ask, [.. ranking.Take(MostCandidates).Select(hit => hit.Article!)], null, sure.Value);
    }

    /// <summary>A status says what a question is about, and anything may be asked of it: how many, how often. A code or message asks what it means.</summary>
    internal static bool SaysOnlyWhatAbout(Recognition recognition) =>
        recognition.UnknownCodes.Count == 0 && recognition.Symptoms.Count > 0 && recognition.Symptoms.All(symptom => symptom.Kind == SymptomKind.Status);

    private static OutsideTopic? Outside(Found found) =>
        found.Hits.Count > 0 && found.Hits[0].Score >= (found.Hits[0].Outside?.Intent is null ? SurelyOutside : SurelyMeant) ? found.Hits[0].Outside : null;

    private Verdict DecideBySymptom(ReadText text, Recognition recognition, Found found)
    {
        var unclear = recognition.Symptoms.FirstOrDefault(symptom => symptom.Articles.Count > 1);
        if (unclear is not null)
        {
            return new Verdict(Outcome.Ask, [.. unclear.Articles.Take(MostCandidates)], null, 1);
        }

        var articles = recognition.Symptoms.Select(symptom => symptom.Articles[0]).DistinctBy(article => article.Id).Take(MostCandidates).ToList();
        if (articles.Count == 1 && SecondProblem(text, articles[0], found) is { } second)
        {
            articles.Add(second);
        }

        return new Verdict(Outcome.Answer, articles, null, 1);
    }

    /// <summary>Articles of problems that the person counted («1) … 2) …»): where a number parts them, each is looked at by itself, as it was written: folding makes plain digits of ①. Fewer than two where that is not so.</summary>
    private List<Article> CountedProblems(string text)
    {
        var sure = new List<Article>();
        var parts = TextParts.Counted(text).Select(TextParts.WithoutCount).OfType<string>().ToList();
        foreach (var part in parts.Count > 1 ? parts : [])
        {
            if (SureOf(new ReadText(TextFolding.Fold(part), tokenizer)) is { } article && !sure.Contains(article) && sure.Count < MostCandidates)
            {
                sure.Add(article);
            }
        }

        return sure;
    }

    /// <summary>The article that a part of a text is surely about by itself; null where there is none, or more than one.</summary>
    private Article? SureOf(ReadText part) =>
        Remembering.Get(DeskMemory.Of(this)?.Sure, part.Text, (Desk: this, part), static given => given.Desk.Sure(given.part));

    private Article? Sure(ReadText part)
    {
        var symptoms = Recognize(part).Symptoms;
        if (symptoms.Count > 0)
        {
            return symptoms[0].Articles is [var only] ? only : null;
        }

        var found = Find(part);
        return found.First is { } first && found.Hits[0].Score >= MoreThanAWord && IsSureProblem(found) ? first : null;
    }

    /// <summary>
    /// The article of another problem, where a text of several sentences holds one: some sentence alone is surely about it, and
    /// another alone about the first; and the whole is like both.
    /// </summary>
    private Article? SecondProblem(ReadText text, Article first, Found whole)
    {
        var likely = whole.Hits.Where(hit => hit.Article is not null).Take(MostCandidates).Where(hit => hit.Score >= weights.Confidence.SecondFrom * whole.Hits[0].Score).Select(hit => hit.Article).ToList();
        if (likely.TrueForAll(article => article == first))
        {
            return null;
        }

        // Line by line and number by number: folding makes blanks of line ends and plain digits of ①, and both part sentences.
        var parts = TextParts.Counted(text.Text).SelectMany(part => TextParts.Of(string.Join('\n', part.Split('\n').Select(TextFolding.Fold)))).ToList();
        if (parts.Count < 2)
        {
            return null;
        }

        var sure = new List<Article>();
        // Two parts have to be sure of one each: where too few are left, what they say makes no difference.
        for (var i = 0; i < parts.Count && parts.Count - i >= 2 - sure.Count; i++)
        {
            if (SureOf(new ReadText(parts[i], tokenizer)) is { } article && (article == first || likely.Contains(article)) && !sure.Contains(article))
            {
                sure.Add(article);
            }
        }

        return sure.Count == 2 && sure.Contains(first) ? sure.Find(article => article != first) : null;
    }

    private bool IsSureProblem(Found found) =>
        found.Evidence is { } evidence && Confidence.Of(evidence, weights.Confidence) is { Admits: false, Answers: true } confidence && confidence.Value >= weights.Confidence.ProblemFrom;

    private sealed record Verdict(Outcome Outcome, IReadOnlyList<Article> Articles, OutsideTopic? Outside, float Confidence)
    {
        public NearArticle? Near { get; init; }
    }
}
