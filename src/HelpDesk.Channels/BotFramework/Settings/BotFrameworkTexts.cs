using HelpDesk.Sources;

namespace HelpDesk.Channels.BotFramework.Settings;

/// <summary>What this channel says to those who run it: faults of settings, the credential's state. Embedded Texts.*.yaml.</summary>
public static class BotFrameworkTexts
{
    /// <param name="language">ja or en.</param>
    public static TextCatalog In(string language) => TextCatalog.Embedded(typeof(BotFrameworkTexts).Assembly, "BotFramework.Texts", language);
}
