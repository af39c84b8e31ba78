using System.Diagnostics.CodeAnalysis;
using HelpDesk.Web.Http;
using HelpDesk.Web.Site;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HelpDesk.Web.Pages;

/// <summary>404 for whatever is at no address.</summary>
internal static class MissingPages
{
    public static RazorComponentResult<MissingPage> Page(string language) =>
        new(new { Language = language }) { StatusCode = StatusCodes.Status404NotFound };

    /// <summary>A page answers HEAD as it answers GET; any other method is 405.</summary>
    public static RouteHandlerBuilder MapPage(this IEndpointRouteBuilder app, [StringSyntax("Route")] string pattern, Delegate handler) =>
        app.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);

    /// <summary>The API answers HEAD as well; its document describes GET alone.</summary>
    public static RouteHandlerBuilder MapApi(this IEndpointRouteBuilder app, [StringSyntax("Route")] string pattern, Delegate handler)
    {
        app.MapMethods(pattern, [HttpMethods.Head], handler).ExcludeFromDescription();
        return app.MapGet(pattern, handler);
    }

    public static void MapMissingPages(this IEndpointRouteBuilder app)
    {
        app.MapPage("/{**path}", (HttpContext context) => Page(context.Request.Path.StartsWithSegments("/en", StringComparison.Ordinal) ? SiteTexts.English : SiteTexts.Japanese)).ExcludeFromDescription();
        app.MapPage("/api/{**path}", (HttpRequest request) => Problems.Create(StatusCodes.Status404NotFound, "not_found", request)).ExcludeFromDescription();
    }
}
