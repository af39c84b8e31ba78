using HelpDesk.Attachments.Images;
using HelpDesk.Attachments.Names;
using HelpDesk.Attachments.Types;

namespace HelpDesk.Attachments.Intake;

/// <summary>A file that may be stored as it stands here.</summary>
/// <param name="Name">Safe to show and to save under; its extension fits <paramref name="Type"/>.</param>
/// <param name="MediaType">For Content-Type, with the charset of text.</param>
public sealed record AcceptedFile(string Name, FileType Type, string MediaType, ReadOnlyMemory<byte> Content);

/// <summary>The way in for every file: name, length, type, then cleaning. Thread-safe; one for the process, so that its limits hold.</summary>
/// <param name="time">Ends images that take too long.</param>
/// <param name="mostAtOnce">Images decoded at the same time, each in a process of up to 400 MB.</param>
public sealed class AttachmentIntake(TimeProvider time, int mostAtOnce = 2) : IDisposable
{
    private readonly ImageDesk images = new(mostAtOnce, time);

    /// <summary><see cref="TooMany"/> where one message brings more files than <see cref="AttachmentLimits.MostFiles"/>; else null.</summary>
    public static AttachmentFailure? CheckCount(int files) => files > AttachmentLimits.MostFiles ? new TooMany(AttachmentLimits.MostFiles) : null;

    /// <summary>Reads the file, never more than the limit and one byte, and accepts it or says why not. Errors of the stream are the caller's.</summary>
    /// <param name="person">Who sends it: people take turns with their images.</param>
    public async Task<Outcome<AcceptedFile>> AcceptAsync(string person, string name, Stream content, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var read = new MemoryStream();
        var part = new byte[64 * 1024];
        for (int count; (count = await content.ReadAsync(part, stop)) > 0;)
        {
            await read.WriteAsync(part.AsMemory(0, count), stop);
            if (read.Length > AttachmentLimits.LongestFile)
            {
                return new TooLarge(AttachmentLimits.LongestFile);
            }
        }

        return await AcceptAsync(person, name, read.GetBuffer().AsMemory(0, (int)read.Length), stop);
    }

    /// <summary>Accepts the file or says why not.</summary>
    public async Task<Outcome<AcceptedFile>> AcceptAsync(string person, string name, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        if (content.Length > AttachmentLimits.LongestFile)
        {
            return new TooLarge(AttachmentLimits.LongestFile);
        }

        var clean = FileName.Clean(name);
        if (clean.Length is 0 or > AttachmentLimits.LongestName)
        {
            return new NameBad();
        }

        var check = FileTypes.Check(clean, content.Span);
        if (check.Value is not { } found)
        {
            return check.Failure!;
        }

        return FileTypes.IsImage(found.Type)
            ? await CleanAsync(person, clean, found.Type, content, stop)
            : new AcceptedFile(clean, found.Type, found.MediaType, found.Type == FileType.Text ? PlainText.WithoutTerminalSigns(content) : content);
    }

    public void Dispose() => images.Dispose();

    private async Task<Outcome<AcceptedFile>> CleanAsync(string person, string name, FileType type, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        var cleaned = await images.CleanAsync(person, type, content, stop);
        if (cleaned.Value is not { } image)
        {
            return cleaned.Failure!;
        }

        var shown = image.Type == type ? name : FileName.WithExtension(name, image.Type == FileType.Jpeg ? ".jpg" : ".png");
        return new AcceptedFile(shown, image.Type, image.MediaType, image.Content);
    }
}
