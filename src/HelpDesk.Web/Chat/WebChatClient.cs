namespace HelpDesk.Web.Chat;

/// <summary>The chat client that prepare-webchat.mjs puts into wwwroot: change the version in both.</summary>
internal static class WebChatClient
{
    public const string Address = "/webchat/webchat-4.18.1.js";
}
