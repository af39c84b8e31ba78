using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Tests;

/// <summary>The index's scores against BM25 written out, on the shipped kb: one field, articles only.</summary>
public class RankingTests
{
    private const double K1 = 1.2;
    private const double B = .75;

    private static readonly float[] None = new float[6];

    [Theory]
    [InlineData(Field.Words, "証明書の期限が切れたので更新したい")]
    [InlineData(Field.Words, "供給地点特定番号を入力したらエラーになった エラー エラー")]
    [InlineData(Field.Runs, "スイッチング支援システム利用申込書の締切")]
    [InlineData(Field.Kanji, "低圧から高圧への変更")]
    [InlineData(Field.Reading, "しょうめいしょのきげん")]
    [InlineData(Field.English, "How do I reset the password of my account?")]
    public void Scores_are_BM25s(Field field, string question)
    {
        var analysis = new TextAnalysis(Kb.Language.Tokenizer, Kb.Language.Synonyms, [], Weights.BuiltIn);
        var kb = new KnowledgeBase([.. Kb.Desk.KnowledgeBase.Articles]);
        var weights = new float[6];
        weights[(int)field] = 1;
        var index = SearchIndex.Build(kb, analysis, Weights.BuiltIn.Search with { Article = weights, Question = None, Together = None, Phrasing = None, Synonyms = 0, PlainSynonyms = 0 });
        var query = analysis.Question(question, 0)[field];
        var expected = WrittenOut([.. kb.Articles.Select(article => analysis.Document(TextOf(article))[field])], query);
        var found = index.Search(question, 100);
        found.Count.ShouldBe(expected.Count(score => score > 0));
        foreach (var hit in found)
        {
            hit.Score.ShouldBe((float)expected[kb.Articles.ToList().IndexOf(hit.Article!)], 1e-3f);
        }
    }

    private static string TextOf(Article article) =>
        article.Title + "\n" + article.Question + "\n" + article.Body.PlainText
        + (article.Translation is { } t ? $"\n{t.Title}\n{t.Question}\n{t.Body.PlainText}" : "");

    private static List<double> WrittenOut(List<IReadOnlyDictionary<string, float>> documents, IReadOnlyDictionary<string, float> query)
    {
        var average = documents.Average(document => document.Values.Sum());
        return [.. documents.Select(document => query.Sum(term =>
        {
            var n = documents.Count(other => other.ContainsKey(term.Key));
            var times = document.TryGetValue(term.Key, out var weight) ? Math.Clamp(Math.Round(weight), 1, 255) : 0;
            var idf = Math.Log(1 + ((documents.Count - n + .5) / (n + .5)));
            return term.Value * idf * times * (K1 + 1) / (times + (K1 * (1 - B + (B * document.Values.Sum() / average))));
        }))];
    }
}
