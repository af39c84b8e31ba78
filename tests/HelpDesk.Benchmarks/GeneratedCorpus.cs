using System.Text;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Benchmarks;

/// <summary>
/// Articles made of the shipped kb's sentences with their nouns exchanged: each article has a subject of its own (a few
/// nouns, some of them newly compounded, so that the vocabulary grows with the corpus as Heaps's law says), and every
/// sentence mixes those with nouns of Zipf's frequency. Seeded: the same corpus for both engines and every run.
/// </summary>
internal sealed class GeneratedCorpus
{
    private const int SubjectWords = 4;

    /// <summary>Share of new compounds among subject words.</summary>
    private const double NewWords = .5;

    private readonly Random random = new(20_261_124);
    private readonly List<string> nouns = [];
    private readonly List<(List<string> Parts, int Slots)> sentences = [];
    private readonly List<(List<string> Parts, int Slots)> askings = [];
    private readonly JapaneseTokenizer tokenizer;

    public GeneratedCorpus(KnowledgeBase kb, JapaneseTokenizer tokenizer, string kbFolder)
    {
        this.tokenizer = tokenizer;
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var article in kb.Articles)
        {
            foreach (var sentence in (article.Question + "。" + article.Body.PlainText).Split(['。', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                Learn(sentence, sentences, seen);
            }

            foreach (var phrasing in article.Phrasings)
            {
                Learn(phrasing, askings, seen);
            }
        }

        foreach (var phrasing in kb.Outside.SelectMany(topic => topic.Phrasings))
        {
            Learn(phrasing, askings, seen);
        }

        nouns.AddRange(seen.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Key));
        nouns.AddRange(File.ReadLines(Path.Combine(kbFolder, "municipalities.csv")).Skip(1).Select(line => line.Split(',')[0]).Where(name => name.Length > 1).Distinct(StringComparer.Ordinal));
    }

    public (List<Article> Articles, List<(string Question, string ArticleId)> Questions) Make(int count, int questions, int phrasings = 0)
    {
        var articles = new List<Article>(count);
        var subjects = new List<string[]>(count);
        for (var i = 0; i < count; i++)
        {
            var subject = new string[SubjectWords];
            for (var w = 0; w < SubjectWords; w++)
            {
                subject[w] = random.NextDouble() < NewWords ? Uniform() + Uniform() : Uniform();
            }

            subjects.Add(subject);
            var body = new StringBuilder();
            for (var s = 3 + (int)(random.NextDouble() * random.NextDouble() * 14); s > 0; s--)
            {
                body.Append(Fill(sentences, subject, .45)).Append(s % 3 == 0 ? "。\n\n" : "。");
            }

            articles.Add(new Article
            {
                Id = "g-" + i.ToString(System.Globalization.CultureInfo.InvariantCulture),
                SectionId = "",
                Title = subject[0] + "の" + subject[1],
                Question = Fill(askings, subject, .8),
                Body = new MarkdownText(body.ToString()),
                Phrasings = [.. Enumerable.Range(0, phrasings).Select(_ => Fill(askings, subject, .8))],
            });
        }

        var asked = new List<(string, string)>(questions);
        for (var q = 0; q < questions; q++)
        {
            var target = random.Next(count);
            asked.Add((Fill(askings, subjects[target], .8) + "。" + subjects[target][random.Next(SubjectWords)] + "についてです", articles[target].Id));
        }

        return (articles, asked);
    }

    private void Learn(string sentence, List<(List<string>, int)> into, Dictionary<string, int> seen)
    {
        var folded = TextFolding.Fold(sentence);
        var tokens = new List<Token>();
        tokenizer.Tokenize(folded, tokens);
        var parts = new List<string> { "" };
        var at = 0;
        foreach (var token in tokens)
        {
            if (token.Kind is PartOfSpeech.Noun or PartOfSpeech.VerbalNoun or PartOfSpeech.ProperNoun or PartOfSpeech.PersonName && token.Length > 1)
            {
                parts[^1] += folded[at..token.Start];
                parts.Add("");
                at = token.End;
                var noun = token.In(folded).ToString();
                seen[noun] = seen.GetValueOrDefault(noun) + 1;
            }
        }

        parts[^1] += folded[at..];
        if (parts.Count > 2)
        {
            into.Add((parts, parts.Count - 1));
        }
    }

    private string Fill(List<(List<string> Parts, int Slots)> from, string[] subject, double ownShare)
    {
        var (parts, slots) = from[random.Next(from.Count)];
        var text = new StringBuilder(parts[0]);
        for (var i = 0; i < slots; i++)
        {
            text.Append(random.NextDouble() < ownShare ? subject[random.Next(subject.Length)] : Frequent()).Append(parts[i + 1]);
        }

        return text.ToString();
    }

    /// <summary>A noun by Zipf's law: the n-th is drawn about 1/n as often as the first.</summary>
    private string Frequent() => nouns[(int)Math.Min(nouns.Count - 1, Math.Pow(nouns.Count, random.NextDouble()) - 1)];

    private string Uniform() => nouns[random.Next(nouns.Count)];
}
