using HelpDesk.Channels.BotFramework.Settings;

namespace HelpDesk.Channels.BotFramework.Speech;

/// <summary>Addresses of articles in the help centre, for links on cards; clients of Teams open whole addresses only.</summary>
internal sealed class ArticleLinks(BotFrameworkOptions options, TeamsKnowledge knowledge)
{
    /// <summary>Gives the address of an article id in a language; null where the settings name no address or the host has no pages.</summary>
    public Func<string, string>? In(string? language) => options.PublicAddress is { Length: > 0 } address && knowledge.ArticlePath is { } path
        ? id => address.TrimEnd('/') + path(language == "en" ? "en" : "ja", id)
        : null;
}
