using HelpDesk.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HelpDesk.Web.Http;

/// <summary>
/// What a person reads where an exception or a refusal without words ends a request: a page in both languages; problem
/// details for programs. The exception goes to the log alone.
/// </summary>
internal static class Failures
{
    public static void UseFailures(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = exception => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            ExceptionHandler = Answer,
        });
        app.UseStatusCodePages(pages => Answer(pages.HttpContext));
    }

    private static Task Answer(HttpContext context)
    {
        var status = context.Response.StatusCode;
        IResult result = IsForPrograms(context.Request.Path)
            ? Problems.Create(status, CodeOf(status), context.Request)
            : new RazorComponentResult<FailurePage>(new { Language = RequestLanguage.Of(context.Request), Kind = KindOf(status) }) { StatusCode = status };
        return result.ExecuteAsync(context);
    }

    private static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.Ordinal) || path.StartsWithSegments("/openapi", StringComparison.Ordinal)
        || path.StartsWithSegments("/health", StringComparison.Ordinal) || path.StartsWithSegments("/v3", StringComparison.Ordinal);

    /// <summary>Whether it is a person who looks at the answer: they get a page with words.</summary>
    public static bool IsForPages(HttpContext context) => HttpMethods.IsGet(context.Request.Method) && !IsForPrograms(context.Request.Path);

    private static string KindOf(int status) => status switch
    {
        >= StatusCodes.Status500InternalServerError => "failure",
        StatusCodes.Status429TooManyRequests => "tooMany",
        _ => "refused",
    };

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        StatusCodes.Status429TooManyRequests => "too_many",
        _ => KindOf(status),
    };
}
