using HelpDesk.Attachments;
using HelpDesk.Attachments.Types;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Teams;

namespace HelpDesk.Channels.BotFramework.Files;

/// <summary>A file in a message, and where it says that its content is.</summary>
/// <param name="Name">As the person's machine names it; null for a picture that was pasted, which has none.</param>
/// <param name="Address">Not looked at yet.</param>
/// <param name="Pasted">A picture in the message, held by the connector; else a file in the person's OneDrive.</param>
internal sealed record TeamsFile(string? Name, string? Address, bool Pasted)
{
    private const string DownloadInfo = "application/vnd.microsoft.teams.file.download.info";
    private const string Image = "image/";

    /// <summary>Null where it is of neither kind: a card, a link, a snippet, a file whose content Teams does not give.</summary>
    public static TeamsFile? Of(Attachment attachment)
    {
        if (attachment.ContentType?.StartsWith(Image, StringComparison.OrdinalIgnoreCase) == true)
        {
            return new TeamsFile(attachment.Name is { Length: > 0 } name ? name : null, attachment.ContentUrl, Pasted: true);
        }

        return string.Equals(attachment.ContentType, DownloadInfo, StringComparison.OrdinalIgnoreCase) && attachment.Content.Text("downloadUrl") is { Length: > 0 } address
            ? new TeamsFile(attachment.Name is { Length: > 0 } own ? own : "file." + attachment.Content.Text("fileType"), address, Pasted: false)
            : null;
    }

    /// <summary>What a pasted picture is called: after its place among the files of its message, and its content.</summary>
    /// <param name="place">0 for the first.</param>
    public static string NameOf(int place, ReadOnlySpan<byte> content)
    {
        var end = FileTypes.Find(content)?.Type switch { FileType.Jpeg => "jpg", FileType.Gif => "gif", FileType.WebP => "webp", _ => "png" };
        return place == 0 ? $"image.{end}" : FormattableString.Invariant($"image-{place + 1}.{end}");
    }
}
