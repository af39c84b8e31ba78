using HelpDesk.Sources;
using HelpDesk.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HelpDesk.Web.Http;

/// <summary>Expected failures of the API as problem details; the code is stable, its wording stands in Texts.*.yaml.</summary>
internal static class Problems
{
    public static ProblemHttpResult Create(int status, string code, string language)
    {
        TextCatalog texts = SiteTexts.For(language);
        return TypedResults.Problem(
            title: texts.Get($"problems.{code}.title"),
            detail: texts.Get($"problems.{code}.detail"),
            statusCode: status,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code });
    }
}
