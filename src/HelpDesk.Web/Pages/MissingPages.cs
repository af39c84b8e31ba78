using HelpDesk.Web.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HelpDesk.Web.Pages;

/// <summary>404 for whatever is at no address.</summary>
internal static class MissingPages
{
    public static RazorComponentResult<MissingPage> Page(string language) =>
        new(new { Language = language }) { StatusCode = StatusCodes.Status404NotFound };

    public static void MapMissingPages(this IEndpointRouteBuilder app)
    {
        app.MapFallback("{**path}", (HttpContext context) => Page(context.Request.Path.StartsWithSegments("/en", StringComparison.Ordinal) ? SiteTexts.English : SiteTexts.Japanese));
        app.MapFallback("/api/{**path}", (string? lang) => Problems.Create(StatusCodes.Status404NotFound, "not_found", SiteTexts.Known(lang)));
    }
}
