using HelpDesk.Storage;
using HelpDesk.Web.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HelpDesk.Web.Pages;

/// <summary>
/// What a person reads where an exception or a refusal without words ends a request: a page in both languages; problem
/// details for programs. The exception goes to the log alone.
/// </summary>
internal static class Failures
{
    private const string RetryAfterSeconds = "5";

    public static void UseFailures(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = StatusOf,
            ExceptionHandler = Answer,
        });
        app.UseStatusCodePages(pages => Answer(pages.HttpContext));
    }

    /// <summary>A database that is away comes back: whoever asked may ask again.</summary>
    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        _ when DatabaseAway.IsBehind(exception) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static Task Answer(HttpContext context)
    {
        var status = context.Response.StatusCode;
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        IResult result = Audience.IsProgram(context.Request)
            ? Problems.Create(status, CodeOf(status), context.Request)
            : new RazorComponentResult<FailurePage>(new { Language = RequestLanguage.Of(context.Request), Kind = KindOf(status) }) { StatusCode = status };
        return result.ExecuteAsync(context);
    }

    private static string KindOf(int status) => status switch
    {
        >= StatusCodes.Status500InternalServerError => "failure",
        StatusCodes.Status429TooManyRequests => "tooMany",
        _ => "refused",
    };

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        StatusCodes.Status429TooManyRequests => "too_many",
        _ => KindOf(status),
    };
}
