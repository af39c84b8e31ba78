namespace HelpDesk.Web.Http;

/// <summary>Who looks at an answer: a person, who gets a page with words, or a program.</summary>
internal static class Audience
{
    /// <summary>By address and method; who posts to the chat's addresses is a script.</summary>
    public static bool IsProgram(HttpRequest request) => IsForPrograms(request.Path) || (HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments("/chat", StringComparison.Ordinal));

    private static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.Ordinal) || path.StartsWithSegments("/openapi", StringComparison.Ordinal)
        || path.StartsWithSegments("/health", StringComparison.Ordinal) || path.StartsWithSegments("/v3", StringComparison.Ordinal);
}
