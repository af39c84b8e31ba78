using System.ComponentModel;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Web.Site;

namespace HelpDesk.Web.Articles;

[Description("An article's id, heading and address.")]
internal sealed record ArticleSummary(string Id, string Title, string Question, string Address)
{
    public static ArticleSummary Of(Article article, string language) =>
        new(article.Id, article.TitleIn(language), article.QuestionIn(language), Addresses.Article(language, article.Id));
}

[Description("One question of the FAQ and its official answer.")]
internal sealed record ArticleJson(
    string Id,
    string Section,
    [property: Description("«ja», or «en» where an unofficial translation is shown.")] string Language,
    bool Unofficial,
    string Title,
    string Question,
    [property: Description("The answer as Markdown.")] string Body,
    [property: Description("The answer as safe HTML.")] string Html,
    string? Source,
    DateOnly? Date,
    IReadOnlyList<string> Related,
    string Address)
{
    public static ArticleJson Of(Article article, string language)
    {
        var translated = language == SiteTexts.English && article.Translation is not null;
        var body = article.BodyIn(language);
        return new ArticleJson(
            article.Id, article.SectionId, translated ? SiteTexts.English : SiteTexts.Japanese, translated,
            article.TitleIn(language), article.QuestionIn(language), body.Source,
            ArticleHtml.Render(body, id => Addresses.Article(language, id)),
            article.Source, article.Date, article.Related, Addresses.Article(language, article.Id));
    }
}
