using HelpDesk.Sources;

namespace HelpDesk.Web.Site;

/// <summary>The site's own words, by language.</summary>
public static class SiteTexts
{
    public const string Japanese = "ja";
    public const string English = "en";

    private static readonly TextCatalog Ja = TextCatalog.Embedded(typeof(SiteTexts).Assembly, "Texts", Japanese);
    private static readonly TextCatalog En = TextCatalog.Embedded(typeof(SiteTexts).Assembly, "Texts", English);

    public static IReadOnlyList<string> Languages { get; } = [Japanese, English];

    public static TextCatalog For(string? language) => language == English ? En : Ja;

    /// <summary>«ja» or «en», whatever was asked for.</summary>
    public static string Known(string? language) => language == English ? English : Japanese;
}
