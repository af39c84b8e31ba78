using HelpDesk.Web.Http;

namespace HelpDesk.Web.Chat;

/// <summary>
/// What the chat's pages may do. Scripts are our own files; the chat client writes its styles into the page, hence
/// «unsafe-inline» for styles, here alone. Files that people send show as blob: before they are uploaded.
/// </summary>
internal static class ChatPolicy
{
    private const string Rest =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "connect-src 'self' blob: data:; font-src 'self' data:; media-src data: blob:; worker-src 'self' blob:; form-action 'self'; base-uri 'none'; ";

    public static ContentPolicy Page { get; } = new(Rest + "frame-ancestors 'none'");

    /// <summary>In frames of our own pages and of the sites that the settings name.</summary>
    public static ContentPolicy Framed(ChatOptions options) => new(Rest + string.Join(' ', ["frame-ancestors 'self'", .. options.EmbedOrigins]));
}
