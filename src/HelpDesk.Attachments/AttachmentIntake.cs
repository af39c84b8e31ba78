using HelpDesk.Attachments.Images;
using HelpDesk.Attachments.Names;
using HelpDesk.Attachments.Types;

namespace HelpDesk.Attachments;

/// <summary>A file that may be stored as it stands here.</summary>
/// <param name="Name">Safe to show and to save under; its extension fits <paramref name="Type"/>.</param>
/// <param name="MediaType">For Content-Type, with the charset of text.</param>
public sealed record AcceptedFile(string Name, FileType Type, string MediaType, ReadOnlyMemory<byte> Content);

/// <summary>The way in for every file: name, length, type, then cleaning. Thread-safe; one for the process, so that its limit holds.</summary>
/// <param name="mostAtOnce">Images decoded at the same time; each may take four bytes a pixel twice, 320 MB at most.</param>
public sealed class AttachmentIntake(int mostAtOnce = 2) : IDisposable
{
    private readonly SemaphoreSlim turns = new(mostAtOnce, mostAtOnce);

    /// <summary><see cref="TooMany"/> where one message brings more files than <see cref="AttachmentLimits.MostFiles"/>; else null.</summary>
    public static AttachmentFailure? CheckCount(int files) => files > AttachmentLimits.MostFiles ? new TooMany(AttachmentLimits.MostFiles) : null;

    /// <summary>Reads the file, never more than the limit and one byte, and accepts it or says why not. Errors of the stream are the caller's.</summary>
    public async Task<Outcome<AcceptedFile>> AcceptAsync(string name, Stream content, CancellationToken stop)
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

        return await AcceptAsync(name, read.GetBuffer().AsMemory(0, (int)read.Length), stop);
    }

    /// <summary>Accepts the file or says why not.</summary>
    public async Task<Outcome<AcceptedFile>> AcceptAsync(string name, ReadOnlyMemory<byte> content, CancellationToken stop)
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
            ? await CleanAsync(clean, found.Type, content, stop)
            : new AcceptedFile(clean, found.Type, found.MediaType, content);
    }

    public void Dispose() => turns.Dispose();

    private async Task<Outcome<AcceptedFile>> CleanAsync(string name, FileType type, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        await turns.WaitAsync(stop);
        try
        {
            var cleaned = await Task.Run(() => ImageCleaner.Clean(type, content.Span), stop);
            if (cleaned.Value is not { } image)
            {
                return cleaned.Failure!;
            }

            var shown = image.Type == type ? name : FileName.WithExtension(name, ".png");
            return new AcceptedFile(shown, image.Type, image.MediaType, image.Content);
        }
        finally
        {
            turns.Release();
        }
    }
}
