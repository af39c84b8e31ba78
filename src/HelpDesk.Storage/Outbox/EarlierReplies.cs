using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Outbox;

/// <summary>
/// Replies that programs before 27 November 2026 wrote: Markdown of the bot's own with people's words in it, which nothing tells
/// apart any more. All of it is shown as text; only the marks that the bot itself set are taken off.
/// </summary>
internal static class EarlierReplies
{
    private const string Bold = "**";
    private const string FenceStart = "```\n";
    private const string FenceEnd = "\n```";

    public static string Plain(string markdown)
    {
        if (markdown.StartsWith(FenceStart, StringComparison.Ordinal) && markdown.EndsWith(FenceEnd, StringComparison.Ordinal) && markdown.Length >= FenceStart.Length + FenceEnd.Length)
        {
            // The prepared message to another company.
            return markdown[FenceStart.Length..^FenceEnd.Length];
        }

        return markdown.StartsWith(Bold + "[", StringComparison.Ordinal) ? WithoutBoldTitle(markdown) : WithoutBoldNumber(markdown);
    }

    /// <summary>An answer begins with the article's id and title.</summary>
    private static string WithoutBoldTitle(string markdown)
    {
        var end = markdown.IndexOf(Bold + "\n", Bold.Length, StringComparison.Ordinal);
        return end < 0 ? markdown : markdown[Bold.Length..end] + markdown[(end + Bold.Length)..];
    }

    private static string WithoutBoldNumber(string markdown)
    {
        var start = markdown.IndexOf(Bold + "HD-", StringComparison.Ordinal);
        var end = start < 0 ? -1 : markdown.IndexOf(Bold, start + Bold.Length, StringComparison.Ordinal);
        return end >= 0 && TicketNumber.TryParse(markdown[(start + Bold.Length)..end], out _)
            ? markdown[..start] + markdown[(start + Bold.Length)..end] + markdown[(end + Bold.Length)..]
            : markdown;
    }
}
