using HelpDesk.Sources;

namespace HelpDesk.Desk;

/// <summary>The desk's own words, by language.</summary>
public static class DeskTexts
{
    private static readonly TextCatalog Ja = TextCatalog.Embedded(typeof(DeskTexts).Assembly, "Texts", "ja");
    private static readonly TextCatalog En = TextCatalog.Embedded(typeof(DeskTexts).Assembly, "Texts", "en");

    public static TextCatalog For(string? language) => language == "en" ? En : Ja;
}
