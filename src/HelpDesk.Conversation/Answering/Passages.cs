using System.Collections.Concurrent;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Answering;

/// <summary>
/// Finds the passage of a shown article that answers a question about it. What a passage shares with the question counts by how few passages of the article have
/// it, so that the words that all of them have choose none; and it has to say the kind of thing that is asked for. Weights are data. Thread-safe.
/// </summary>
/// <param name="other">Null: the desk's own weights.</param>
internal sealed class Passages(AnswerDesk desk, PassageWeights? other = null)
{
    private readonly PassageWeights own = other ?? desk.Weights.Passages;

    /// <summary>The share of what the question says from which on a passage is of the same thing, though it may not answer.</summary>
    private const float LeastNear = 0.08f;

    /// <summary>Letters of a line that says something.</summary>
    private const int Shortest = 4;

    /// <summary>A line that holds this share of what the nearest holds is as near.</summary>
    private const float AsNear = 0.9f;

    private const int MostAlike = 3;

    /// <summary>Who asks about an article that says little more than this is not told it once more.</summary>
    private const float MostOfIt = 0.6f;

    private readonly ConcurrentDictionary<(string Article, string Language), PassageLines> read = new();
    private readonly ConcurrentDictionary<(string Article, string Language), IReadOnlyList<(string Text, string Target)>> links = new();

    /// <summary>The passage as it stands in the article; null where none speaks of what is asked.</summary>
    /// <param name="language">«ja» or «en».</param>
    public string? Find(Article article, string question, string language) => Best(article, question, language) is { Answers: true } best ? best.Shown : null;

    /// <summary>Of several articles the passage that most likely answers; of two alike the later article's. Null where none answers.</summary>
    /// <param name="language">«ja» or «en».</param>
    public Chosen? Find(IEnumerable<Article> articles, string question, string language)
    {
        var asked = Read(question);
        return articles.Reverse().Select(article => Best(article, asked, language)).OfType<Chosen>().Where(best => best.Answers).MaxBy(best => best.Likely);
    }

    /// <summary>The passage that is nearest to what is asked, though it may not answer it; empty where that is all that the article says, null where none is of it.</summary>
    /// <param name="language">«ja» or «en».</param>
    public string? Nearest(Article article, string question, string language)
    {
        if (Best(article, question, language) is not { } best)
        {
            return null;
        }

        // Lines that hold as much of what is asked are as near: which of them it is the person sees.
        var (lines, first) = (best.Lines, best.Line);
        var alike = lines.Where(line => line != first && line.Held >= first.Held * AsNear && first.Held > 0).Take(MostAlike - 1).Append(first).ToHashSet();
        var shown = alike.Count > 1 ? WithNeighbours(alike, lines) : best.Shown;
        return shown.Length < article.BodyIn(language).PlainText.Length * MostOfIt ? shown : "";
    }

    /// <summary>The passage that fits best, and whether it answers; null where none is of what is asked.</summary>
    /// <param name="itself">Whether a remembered question of the same words counts.</param>
    internal Chosen? Best(Article article, string question, string language, bool itself = true) => Best(article, Read(question), language, itself);

    private Chosen? Best(Article article, Asked question, string language, bool itself = true)
    {
        var likeness = desk.Remembered.Of(article.Id, language, question.Remembered, itself);
        var lines = Look(article, question, language, likeness);
        if (lines.Count == 0)
        {
            return null;
        }

        var best = lines.MaxBy(line => line.Score)!;
        if (best.Held < LeastNear && best.Figures.Take(PassageLines.FieldsUsed).Append(best.Figures[8]).Append(best.Figures[11]).Max() < LeastNear)
        {
            return null;
        }

        var figures = AnswerFigures(best, lines, article, question.Terms, likeness);
        var likely = Likely(figures, own.Answers);
        return new Chosen(article, best, lines, likely >= own.AnswersFrom, likely)
        {
            Show = () => WithNeighbours([best], lines), Lacks = question.Types.Count > 0 && !question.Types.Any(type => LinesOf(article, language).Say(type)[best.Place]),
        };
    }

    /// <summary>
    /// A passage with what it cannot be understood or followed without: «該当ページの…» points back to the line before, and what points back to it goes on with it;
    /// so do the addresses below it, and the notes that it has a mark of («[※3]»).
    /// </summary>
    private string WithNeighbours(IEnumerable<Looked> best, IReadOnlyList<Looked> lines)
    {
        var shown = new SortedSet<int>();
        foreach (var at in best.Select(line => line.Place))
        {
            var first = at > 0 && own.PointsBack.IsMatch(lines[at].Text) ? at - 1 : at;
            while (first > 0 && IsAddress(lines[first].Text))
            {
                first--;
            }

            var last = at + 1 < lines.Count && own.PointsBack.IsMatch(lines[at + 1].Text) ? at + 1 : at;
            shown.UnionWith(Enumerable.Range(first, WithAddresses(last, lines) - first + 1));
        }

        var marks = shown.SelectMany(at => NoteMarks(lines[at].Text, own: false)).ToHashSet(StringComparer.Ordinal);
        for (var at = 0; at < lines.Count; at++)
        {
            if (NoteMarks(lines[at].Text, own: true).Any(marks.Contains))
            {
                shown.UnionWith(Enumerable.Range(at, WithAddresses(at, lines) - at + 1));
            }
        }

        // The sign that ends a quotation is no part of an address.
        return string.Join('\n', shown.Select(at => lines[at].Text)) + (IsAddress(lines[shown.Max].Text) ? "\n" : "");
    }

    /// <summary>The last of the lines that are only addresses directly below a line; its own place where there are none.</summary>
    private static int WithAddresses(int at, IReadOnlyList<Looked> lines)
    {
        while (at + 1 < lines.Count && IsAddress(lines[at + 1].Text))
        {
            at++;
        }

        return at;
    }

    /// <summary>Where something is found or reached, at most with a name before it: no sentence of its own.</summary>
    private static bool IsAddress(string line) =>
        line.Split(' ')[^1] is var end && (end.Contains("://", StringComparison.Ordinal) || end.Contains('@')) && !line.Contains('。');

    /// <summary>The marks of notes in a line: those that it begins with, being the note itself, or those that it sends its reader to one with.</summary>
    private static IEnumerable<string> NoteMarks(string line, bool own)
    {
        var begins = true;
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '[' && at + 1 < line.Length && line[at + 1] == '※' && line.IndexOf(']', at) is > 0 and var end)
            {
                if (begins == own)
                {
                    yield return line[at..end];
                }

                at = end;
                continue;
            }

            begins = false;
        }
    }

    /// <summary>The article that a passage sends its reader to; null where it sends to none.</summary>
    /// <param name="language">«ja» or «en».</param>
    public string? PointedAt(Chosen passage, string language) =>
        links.GetOrAdd((passage.Article.Id, language), _ => ArticleLink.In(passage.Article.BodyIn(language))).FirstOrDefault(link => passage.Text.Contains(link.Text, StringComparison.Ordinal)).Target;

    /// <summary>As training looks at an example: without what is remembered of it.</summary>
    internal (IReadOnlyList<Looked> Lines, Func<Looked, float[]> Answer) Look(Article article, PassageExample example)
    {
        var asked = Read(example.Question);
        var likeness = desk.Remembered.Of(article.Id, example.Language, asked.Remembered, itself: false);
        var lines = Look(article, asked, example.Language, likeness);
        return (lines, best => AnswerFigures(best, lines, article, asked.Terms, likeness));
    }

    /// <summary>Every passage with its figures, in the order of the article; empty where the question says nothing.</summary>
    private IReadOnlyList<Looked> Look(Article article, Asked question, string language, Likeness likeness)
    {
        var (asked, types) = (question.Terms, question.Types);
        if (asked.ContentWords.Count == 0 && asked[Field.English].Count == 0)
        {
            return [];
        }

        var known = LinesOf(article, language);
        var (lines, weights) = (known.All, own);
        var says = types.Select(known.Say).ToList();
        var sayers = says.ConvertAll(one => one.Count(does => does));
        var shares = new float[PassageLines.FieldsUsed][];
        for (var field = 0; field < PassageLines.FieldsUsed; field++)
        {
            shares[field] = Shares(asked, known, (Field)field);
        }

        var synonyms = known.Synonyms(question.Words);
        var looked = new List<Looked>(lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            var figures = new float[PassageWeights.Figures.Count];
            for (var field = 0; field < PassageLines.FieldsUsed; field++)
            {
                figures[field] = shares[field][i];
            }

            figures[6] = question.Words.Count == 0 ? 0 : (float)synonyms[i] / question.Words.Count;
            figures[7] = MathF.Log(1 + lines[i].Words);
            for (var type = 0; type < types.Count; type++)
            {
                // What every passage says chooses none.
                var telling = Telling(sayers[type], lines.Length);
                figures[says[type][i] ? 8 : 9] += sayers[type] > 0 ? telling : 0;
            }

            figures[10] = i == 0 ? 1 : 0;
            (figures[11], figures[12]) = likeness.To(lines[i].Answers);
            looked.Add(new Looked(lines[i].Text, figures, Sum(figures, weights.Choose), Math.Max(figures[0] + (.6f * figures[6]), figures[5]), i));
        }

        return looked;
    }

    private PassageLines LinesOf(Article article, string language) => read.GetOrAdd((article.Id, language), _ => new PassageLines(
        [.. Parts(article.BodyIn(language).PlainText).Select(line => (new PassageLine(line, TextFolding.Fold(line), desk.Remembered.AnsweredBy(article.Id, language, line)), desk.Finder.Read(line)))]));

    /// <summary>One message is asked of several articles, one after another.</summary>
    private Asked Read(string question) => Remembering.Get(other is null ? DeskMemory.Of(desk)?.Asked : null, question, (Passages: this, question), static given => given.Passages.Look(given.question));

    private Asked Look(string question)
    {
        var terms = desk.Finder.Read(question);
        return new Asked(question, terms, [.. terms.ContentWords.Select(word => (word, desk.Finder.SynonymsOf(word)))], own.Types.AskedBy(TextFolding.Fold(question)), desk.Remembered);
    }

    /// <summary>The lines of an article; one that points to the next («see the following part») is one with it, unless a list follows.</summary>
    private List<string> Parts(string body)
    {
        var parts = new List<string>();
        var points = false;
        foreach (var line in body.Split('\n').Select(line => line.Trim()).Where(line => line.Length >= Shortest))
        {
            if (points && char.IsLetter(line.TrimStart('<', '【', '[', '『', '「')[0]))
            {
                parts[^1] += "\n" + line;
                points = false;
                continue;
            }

            parts.Add(line);
            points = own.PointsOn.IsMatch(line);
        }

        return parts;
    }

    private float[] AnswerFigures(Looked best, IReadOnlyList<Looked> lines, Article article, TextFeatures question, Likeness likeness)
    {
        var second = lines.Where(line => line != best).Select(line => line.Score).DefaultIfEmpty(0).Max();
        var missing = desk.Finder.Words(article, question).Where(word => !word.Held).Select(word => word.Rarity).DefaultIfEmpty(0).Max();
        var (most, all) = likeness.ToUnanswered();
        return [1, best.Held, best.Score, best.Score - second, best.Figures[8], best.Figures[9], missing, best.Figures[11], best.Figures[12], most, all];
    }

    /// <summary>How much of what the question's terms tell each of the passages holds, 0 to 1.</summary>
    private static float[] Shares(TextFeatures asked, PassageLines lines, Field field)
    {
        var (shares, has) = (new float[lines.All.Length], new bool[lines.All.Length]);
        float all = 0;
        foreach (var (term, weight) in asked[field])
        {
            var have = lines.Mark(term, field, has);
            var tells = weight * Telling(have, shares.Length);
            all += tells;
            for (var i = 0; have > 0 && i < shares.Length; i++)
            {
                shares[i] += has[i] ? tells : 0;
            }
        }

        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = all > 0 ? shares[i] / all : 0;
        }

        return shares;
    }

    /// <summary>How much it tells that a passage has what so many of the article's have: 1 where none has, near 0 where all have.</summary>
    private static float Telling(int have, int of) => MathF.Log(1 + (of / (.5f + have))) / MathF.Log(1 + (of / .5f));

    private static float Likely(float[] figures, IReadOnlyList<float> weights) => 1 / (1 + MathF.Exp(-Sum(figures, weights)));

    private static float Sum(float[] figures, IReadOnlyList<float> weights)
    {
        float sum = 0;
        // Weights of before have fewer.
        for (var i = 0; i < Math.Min(figures.Length, weights.Count); i++)
        {
            sum += figures[i] * weights[i];
        }

        return sum;
    }

    /// <param name="Likely">How likely it answers, 0 to 1.</param>
    internal sealed record Chosen(Article Article, Looked Line, IReadOnlyList<Looked> Lines, bool Answers, float Likely)
    {
        public string Text => Line.Text;

        /// <summary>It says nothing of the kind that is asked for (when, who …).</summary>
        public bool Lacks { get; init; }

        /// <summary>Asked for of the one that is chosen.</summary>
        public required Func<string> Show { get; init; }

        /// <summary>With the line that it points back to.</summary>
        public string Shown => Show();
    }

    /// <summary>One passage beside a question.</summary>
    /// <param name="Place">From 0, in the order of the article.</param>
    internal sealed record Looked(string Text, float[] Figures, float Score, float Held, int Place);

    /// <summary>A question, read once for all articles that it is looked for in.</summary>
    /// <param name="Words">Its content words, each with its synonyms.</param>
    /// <param name="Types">What must be said by what answers it.</param>
    internal sealed record Asked(string Text, TextFeatures Terms, IReadOnlyList<(string Word, IReadOnlyList<string> Synonyms)> Words, IReadOnlyList<LinearPattern> Types, PassageMemory Memory)
    {
        private PassageMemory.AskedPieces? pieces;

        public PassageMemory.AskedPieces Remembered() => pieces ??= Memory.Asked(Text);
    }
}
