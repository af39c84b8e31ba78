using HelpDesk.Sources;

namespace HelpDesk.Channels.BotFramework.Settings;

/// <summary>What this channel says to people in Teams beside the bot's own words.</summary>
internal static class TeamsTexts
{
    private static readonly TextCatalog Japanese = BotFrameworkTexts.In("ja");
    private static readonly TextCatalog English = BotFrameworkTexts.In("en");

    public static TextCatalog In(string? language) => language == "en" ? English : Japanese;
}
