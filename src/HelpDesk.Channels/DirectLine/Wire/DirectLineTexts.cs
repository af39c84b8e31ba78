using HelpDesk.Sources;
using Microsoft.AspNetCore.Http;

namespace HelpDesk.Channels.DirectLine.Wire;

/// <summary>The channel's own words.</summary>
internal static class DirectLineTexts
{
    private static readonly TextCatalog Japanese = Read("ja");
    private static readonly TextCatalog English = Read("en");

    public static TextCatalog In(string? language) => language == "en" ? English : Japanese;

    /// <summary>English where the client asks for it first; Japanese otherwise.</summary>
    public static TextCatalog Of(HttpRequest request) =>
        In(request.GetTypedHeaders().AcceptLanguage.OrderByDescending(one => one.Quality ?? 1).FirstOrDefault()?.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? "en" : null);

    private static TextCatalog Read(string language) => TextCatalog.Embedded(typeof(DirectLineTexts).Assembly, "DirectLine.Texts", language);
}
