using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Web.Search;

/// <summary>What to offer while somebody types: articles whose heading or question has the words, then what search finds.</summary>
internal static class Suggestions
{
    public const int Most = 8;

    public static IEnumerable<Article> For(string query, string language, AnswerDesk desk)
    {
        var typed = Key(query);
        var articles = desk.KnowledgeBase.Articles;
        var beginning = articles.Where(article => Texts(article, language).Any(text => Key(text).StartsWith(typed, StringComparison.Ordinal)));
        var within = articles.Where(article => Texts(article, language).Any(text => Key(text).Contains(typed, StringComparison.Ordinal)));
        var answer = desk.Ask(query);
        var found = answer.Outcome == Outcome.Admit ? [] : answer.Articles.Concat(answer.Ranking.Select(hit => hit.Article).OfType<Article>());
        return beginning.Concat(within).Concat(found).DistinctBy(article => article.Id).Take(Most);
    }

    private static IEnumerable<string> Texts(Article article, string language) => [article.Id, article.TitleIn(language), article.QuestionIn(language)];

    private static string Key(string text) => Kana.ToHiragana(TextFolding.Fold(text)).Replace(" ", "", StringComparison.Ordinal);
}
