using HelpDesk.Web.Site;
using Microsoft.Net.Http.Headers;

namespace HelpDesk.Web.Http;

/// <summary>In which language to answer: the parameter lang, the address under /en, the browser's Accept-Language, else Japanese.</summary>
internal static class RequestLanguage
{
    public static string Of(HttpRequest request)
    {
        if (request.Query["lang"].LastOrDefault() is { } asked && SiteTexts.Languages.Contains(asked))
        {
            return asked;
        }

        return request.Path.StartsWithSegments(Addresses.Root(SiteTexts.English), StringComparison.Ordinal)
            ? SiteTexts.English
            : Accepted(request) ?? SiteTexts.Japanese;
    }

    private static string? Accepted(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .Where(accepted => accepted.Quality is not 0)
        .OrderByDescending(accepted => accepted, StringWithQualityHeaderValueComparer.QualityComparer)
        .Select(accepted => SiteTexts.Languages.FirstOrDefault(language => IsOf(language, accepted.Value.Value ?? "")))
        .FirstOrDefault(language => language is not null);

    private static bool IsOf(string language, string tag) =>
        tag.Equals(language, StringComparison.OrdinalIgnoreCase) || tag.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase);
}
