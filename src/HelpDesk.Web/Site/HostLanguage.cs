using HelpDesk.Conversation.Settings;

namespace HelpDesk.Web.Site;

/// <summary>In which language the program itself speaks: at its start, in its log, in mails.</summary>
internal static class HostLanguage
{
    /// <summary>«ja» or «en».</summary>
    public static string Of(IConfiguration configuration) =>
        string.Equals(configuration[KnownSettings.Language], "en", StringComparison.OrdinalIgnoreCase) ? "en" : "ja";
}
