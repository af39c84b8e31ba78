using HelpDesk.Web.Http;
using HelpDesk.Web.Knowledge;
using HelpDesk.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HelpDesk.Web.Articles;

/// <summary>The home page and an article's page in both languages, and the article in the API.</summary>
internal static class ArticleEndpoints
{
    public static void MapArticlePages(this IEndpointRouteBuilder app)
    {
        foreach (var language in SiteTexts.Languages)
        {
            var pages = app.MapGroup(Addresses.Root(language)).ExcludeFromDescription().WithEntityTags(weak: true);
            pages.MapPage("/", (ServedKnowledge knowledge) =>
                new RazorComponentResult<HomePage>(new { Language = language, knowledge.Desk.KnowledgeBase }));
            pages.MapPage("/articles/{id}", (string id, ServedKnowledge knowledge) => Show(id, language, knowledge));
        }
    }

    public static void MapArticleApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/articles").WithEntityTags(weak: false).RequireRateLimiting(RateLimits.Searches).WithTags("Articles");
        api.MapApi("/{id}", Get).WithName("GetArticle").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Show(string id, string language, ServedKnowledge knowledge)
    {
        var loaded = knowledge.Loaded;
        return loaded.Desk!.KnowledgeBase.Find(id) is { } article
            ? new RazorComponentResult<ArticlePage>(new { Language = language, Article = article, Loaded = loaded })
            : MissingPages.Page(language);
    }

    private static Results<Ok<ArticleJson>, ProblemHttpResult> Get(string id, ServedKnowledge knowledge, HttpRequest request, string? lang = null)
    {
        var language = SiteTexts.Known(lang);
        return knowledge.Desk.KnowledgeBase.Find(id) is { } article
            ? TypedResults.Ok(ArticleJson.Of(article, language))
            : Problems.Create(StatusCodes.Status404NotFound, "not_found", request);
    }
}
