using System.Text;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Search;
using HelpDesk.Web.Articles;
using HelpDesk.Web.Http;
using HelpDesk.Web.Knowledge;
using HelpDesk.Web.Pages;
using HelpDesk.Web.Site;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HelpDesk.Web.Search;

/// <summary>The search page in both languages, and search and suggestions in the API.</summary>
internal static class SearchEndpoints
{
    private const int DefaultLimit = 10;
    private const int LargestLimit = 50;

    public static void MapSearchPages(this IEndpointRouteBuilder app)
    {
        foreach (var language in SiteTexts.Languages)
        {
            var pages = app.MapGroup(Addresses.Root(language)).ExcludeFromDescription().WithEntityTags(weak: true);
            pages.MapPage("/search", (ServedKnowledge knowledge, LanguageTools tools, string? q) => Show(q, language, knowledge, tools)).RequireRateLimiting(RateLimits.Searches);
        }
    }

    public static void MapSearchApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithEntityTags(weak: false).RequireRateLimiting(RateLimits.Searches).WithTags("Search");
        api.MapApi("/search", Search).WithName("Search").ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapApi("/suggestions", Suggest).WithName("Suggest").ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static IResult Show(string? q, string language, ServedKnowledge knowledge, LanguageTools tools)
    {
        var loaded = knowledge.Loaded;
        var query = Clean(q);
        if (query.Length == 0)
        {
            return new RazorComponentResult<HomePage>(new { Language = language, loaded.Desk!.KnowledgeBase, EmptyQuery = true });
        }

        var answer = loaded.Desk!.Ask(query);
        var read = Beginning(query);
        return new RazorComponentResult<SearchPage>(new { Language = language, Query = read, Answer = answer, Loaded = loaded, Words = Extract.WordsOf(read, tools.Tokenizer) });
    }

    private static Results<Ok<SearchJson>, ProblemHttpResult> Search(ServedKnowledge knowledge, HttpRequest request, string? q = null, string? lang = null, string? limit = null)
    {
        var language = SiteTexts.Known(lang);
        var query = Clean(q);
        if (query.Length == 0)
        {
            return Problems.Create(StatusCodes.Status400BadRequest, "question_missing", request);
        }

        var most = DefaultLimit;
        if (limit is not null && (!int.TryParse(limit, System.Globalization.CultureInfo.InvariantCulture, out most) || most is < 1 or > LargestLimit))
        {
            return Problems.Create(StatusCodes.Status400BadRequest, "limit_invalid", request);
        }

        return TypedResults.Ok(SearchJson.Of(knowledge.Desk.Ask(query), language, most));
    }

    private static Results<Ok<IReadOnlyList<ArticleSummary>>, ProblemHttpResult> Suggest(ServedKnowledge knowledge, HttpRequest request, string? q = null, string? lang = null)
    {
        var language = SiteTexts.Known(lang);
        var query = Clean(q);
        return query.Length == 0
            ? Problems.Create(StatusCodes.Status400BadRequest, "question_missing", request)
            : TypedResults.Ok<IReadOnlyList<ArticleSummary>>([.. Suggestions.For(query, language, knowledge.Desk).Select(article => ArticleSummary.Of(article, language))]);
    }

    /// <summary>Without control characters and halves of characters, which no page may show.</summary>
    private static string Clean(string? query)
    {
        var clean = new StringBuilder();
        Span<char> units = stackalloc char[2];
        foreach (var rune in (query ?? "").EnumerateRunes())
        {
            clean.Append(Rune.IsControl(rune) ? " " : units[..rune.EncodeToUtf16(units)]);
        }

        return clean.ToString().Trim();
    }

    private static string Beginning(string query) =>
        query.Length > TextAnalysis.LongestQuestion ? query[..TextAnalysis.LongestQuestion] : query;
}
