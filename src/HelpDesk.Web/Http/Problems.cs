using HelpDesk.Sources;
using HelpDesk.Web.Site;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace HelpDesk.Web.Http;

/// <summary>Expected failures of the API as problem details; the code is stable, its wording stands in Texts.*.yaml.</summary>
internal static class Problems
{
    public static ProblemHttpResult Create(int status, string code, HttpRequest request)
    {
        TextCatalog texts = SiteTexts.For(RequestLanguage.Of(request));
        request.HttpContext.Response.Headers.Vary = HeaderNames.AcceptLanguage;
        return TypedResults.Problem(
            title: texts.Get($"problems.{code}.title"),
            detail: texts.Get($"problems.{code}.detail"),
            statusCode: status,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code });
    }
}
