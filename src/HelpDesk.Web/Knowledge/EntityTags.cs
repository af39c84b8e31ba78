using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace HelpDesk.Web.Knowledge;

/// <summary>
/// Entity tags: what a GET answers depends on the program, the kb state and the address alone, so the tag is made of these.
/// Strong for the API (the same bytes), weak for pages.
/// </summary>
internal static class EntityTags
{
    private static readonly string Build = typeof(EntityTags).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    public static RouteGroupBuilder WithEntityTags(this RouteGroupBuilder group, bool weak) => group.AddEndpointFilter(async (invocation, next) =>
    {
        var context = invocation.HttpContext;
        var version = context.RequestServices.GetRequiredService<ServedKnowledge>().Shown;
        var result = await next(invocation);
        if (StatusOf(result) is not (null or StatusCodes.Status200OK))
        {
            return result;
        }

        var tag = new EntityTagHeaderValue($"\"{Hash(version, context.Request)}\"", weak);
        context.Response.Headers.ETag = tag.ToString();
        context.Response.Headers.CacheControl = "no-cache";
        var known = context.Request.GetTypedHeaders().IfNoneMatch;
        return known.Any(other => other.Equals(EntityTagHeaderValue.Any) || other.Compare(tag, useStrongComparison: false))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : result;
    });

    private static int? StatusOf(object? result) => result switch
    {
        INestedHttpResult nested => StatusOf(nested.Result),
        IStatusCodeHttpResult status => status.StatusCode,
        _ => null,
    };

    private static string Hash(string version, HttpRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Build}\n{version}\n{request.Path}\n{request.QueryString}")))[..32];
}
