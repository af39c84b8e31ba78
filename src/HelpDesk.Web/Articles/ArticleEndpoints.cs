using HelpDesk.Storage;
using HelpDesk.Storage.Learning;
using HelpDesk.Web.Http;
using HelpDesk.Web.Knowledge;
using HelpDesk.Web.Pages;
using HelpDesk.Web.Site;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Articles;

/// <summary>The home page and an article's page in both languages, and the article in the API.</summary>
internal static class ArticleEndpoints
{
    /// <summary>Bytes of «yes» or «no», with room.</summary>
    private const int LongestForm = 1024;

    public static void AddArticles(this IServiceCollection services) =>
        services.AddSingleton(provider => new ArticleOpinions(provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>()));

    public static void MapArticlePages(this IEndpointRouteBuilder app)
    {
        foreach (var language in SiteTexts.Languages)
        {
            var pages = app.MapGroup(Addresses.Root(language)).ExcludeFromDescription().WithEntityTags(weak: true);
            pages.MapPage("/", (ServedKnowledge knowledge) =>
                new RazorComponentResult<HomePage>(new { Language = language, knowledge.Desk.KnowledgeBase }));
            pages.MapPage("/articles/{id}", (string id, ServedKnowledge knowledge, string? helped) => Show(id, language, knowledge, Helped(helped)));
            app.MapGroup(Addresses.Root(language)).OfOwnSite().ExcludeFromDescription()
                .MapPost("/articles/{id}/helpful", (string id, HttpRequest request, ServedKnowledge knowledge, ArticleOpinions opinions, CancellationToken cancellation) =>
                    SayAsync(id, language, request, knowledge, opinions, cancellation))
                .WithMetadata(new RequestSizeLimitAttribute(LongestForm)).RequireRateLimiting(RateLimits.Tokens);
        }
    }

    public static void MapArticleApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/articles").WithEntityTags(weak: false).RequireRateLimiting(RateLimits.Searches).WithTags("Articles");
        api.MapApi("/{id}", Get).WithName("GetArticle").ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>Kept for learning, with the article's own question; then its page again, which a reload does not send anew.</summary>
    private static async Task<IResult> SayAsync(string id, string language, HttpRequest request, ServedKnowledge knowledge, ArticleOpinions opinions, CancellationToken cancellation)
    {
        if (knowledge.Desk.KnowledgeBase.Find(id) is not { } article)
        {
            return MissingPages.Page(language);
        }

        if (await SentForm.ReadAsync(request, cancellation) is not { } form || Helped(form["helped"]) is not { } helped)
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        await opinions.AddAsync(article.Id, article.QuestionIn(language), language, helped, cancellation);
        return TypedResults.Redirect($"{Addresses.Article(language, article.Id)}?helped={(helped ? "yes" : "no")}#helpful");
    }

    private static bool? Helped(string? said) => said switch { "yes" => true, "no" => false, _ => null };

    private static IResult Show(string id, string language, ServedKnowledge knowledge, bool? said)
    {
        var loaded = knowledge.Loaded;
        return loaded.Desk!.KnowledgeBase.Find(id) is { } article
            ? new RazorComponentResult<ArticlePage>(new { Language = language, Article = article, Loaded = loaded, Said = said })
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
