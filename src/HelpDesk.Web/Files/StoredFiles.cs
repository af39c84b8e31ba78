using System.Globalization;
using HelpDesk.Attachments;
using HelpDesk.Attachments.Intake;
using HelpDesk.Attachments.Names;
using HelpDesk.Attachments.Store;
using HelpDesk.Attachments.Types;
using HelpDesk.Channels.DirectLine;
using HelpDesk.Channels.Files;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage;
using HelpDesk.Storage.Files;
using HelpDesk.Storage.Model;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Files;

/// <summary>
/// Takes the files of all channels: checked and cleaned, put on record, written, and read where it is a picture. On record
/// first, so that a crash leaves no file that nobody knows of.
/// </summary>
internal sealed class StoredFiles(
    AttachmentIntake intake, FileStore store, FileRegister register, PictureReader pictures, IHttpContextAccessor request, IOptions<FilesOptions> options, TimeProvider time, ILogger<StoredFiles> log) : IIncomingFiles
{
    private const string NoName = "file";
    private const long Megapixel = 1_000_000;

    public Stream? Open(string id) => store.Open(id);

    /// <exception cref="DatabaseException">It could not be put on record.</exception>
    public async Task<FileOutcome> TakeAsync(FileSender from, string name, Stream content, CancellationToken enough, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(from);
        var taken = await intake.AcceptAsync(TurnOf(from), name, content, cancellation);
        if (taken.Value is not { } file)
        {
            return NotTaken(taken.Failure!, Shown(name));
        }

        var id = FileStore.NewName();
        var room = await HasRoomAsync(
            new FileRow { Id = id, Name = file.Name, ContentType = file.MediaType, Size = file.Content.Length, Channel = from.Channel, Conversation = from.Conversation, Person = from.Person, At = time.GetUtcNow() },
            cancellation);
        if (room != FileRoom.Enough)
        {
            return new UnkeptFile(file.Name, room == FileRoom.PersonFull ? FileNote.Quota : FileNote.NoRoom);
        }

        var kept = new IncomingFile(id, file.Name, file.MediaType, file.Content.Length);
        var isKept = false;
        try
        {
            if ((await store.SaveAsync(id, file.Content, cancellation)).Failure is { } failure)
            {
                return NotTaken(failure, file.Name);
            }

            var read = FileTypes.IsImage(file.Type) ? await ReadAsync(TurnOf(from), file.Content, enough, cancellation) : null;
            isKept = true;
            return new KeptFile(kept, from.Channel == DirectLineChannel.Name ? Address(id) : null, read);
        }
        finally
        {
            if (!isKept)
            {
                await DiscardAsync(kept, CancellationToken.None);
            }
        }
    }

    /// <summary>What cannot be discarded now the sweep discards later; the person is told what they must know in any case.</summary>
    public async Task DiscardAsync(IncomingFile file, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            await register.RemoveAsync(file.Id, id => store.Delete(id), cancellation);
        }
        catch (Exception e) when (e is DatabaseException or IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "A file without a message is left to the sweep");
        }
    }

    /// <summary>People take turns with their pictures, whichever channel they come by.</summary>
    private static string TurnOf(FileSender from) => $"{from.Channel}|{from.Person}";

    /// <summary>On record where there is room. A full disk is looked at before it is full: the database needs some of it.</summary>
    private async Task<FileRoom> HasRoomAsync(FileRow file, CancellationToken cancellation)
    {
        var room = store.FreeBytes() - file.Size < options.Value.LeftFree ? FileRoom.AllFull : await register.AddAsync(file, options.Value.Quota, cancellation);
        if (room == FileRoom.AllFull)
        {
            log.LogError("No room for files: make some on the disk, or raise Files:MegabytesInAll (now {InAll})", options.Value.MegabytesInAll);
        }

        return room;
    }

    private async Task<string?> ReadAsync(string person, ReadOnlyMemory<byte> image, CancellationToken enough, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough, cancellation);
        try
        {
            return await pictures.ReadAsync(person, image, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>For what it holds; or, where another time or another machine would take it, for now.</summary>
    private FileOutcome NotTaken(AttachmentFailure failure, string name)
    {
        if (failure is DiskFull or StoreFailed or TooCostly)
        {
            log.LogError("A file could not be taken: {Failure}", failure);
        }

        return failure switch
        {
            TooBusy => new UnkeptFile(name, FileNote.Busy),
            DiskFull => new UnkeptFile(name, FileNote.NoRoom),
            StoreFailed => new UnkeptFile(name, FileNote.Unkept),
            _ => Refused(failure, name),
        };
    }

    private static FileOutcome Refused(AttachmentFailure failure, string name) => failure switch
    {
        TooCostly => new RefusedFile(FileNote.Costly, name),
        TooLarge => new RefusedFile(FileNote.Large, name),
        Empty => new RefusedFile(FileNote.Empty, name),
        TypeUnknown => new RefusedFile(FileNote.Unknown, name),
        Foreign foreign => new RefusedFile(NoteOf(foreign.Kind), name),
        TypeMismatch mismatch => new RefusedFile(FileNote.Mismatch, name, NameOf(mismatch.Content)),
        Damaged => new RefusedFile(FileNote.Damaged, name),
        TooManyPixels pixels => new RefusedFile(FileNote.Pixels, name, (pixels.Limit / Megapixel).ToString(CultureInfo.InvariantCulture)),
        NameBad => new RefusedFile(FileNote.Name, AttachmentLimits.LongestName.ToString(CultureInfo.InvariantCulture)),
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "No failure of a file's content."),
    };

    private static string NoteOf(ForeignKind kind) => kind switch
    {
        ForeignKind.Heic => FileNote.Heic,
        ForeignKind.Picture => FileNote.Picture,
        ForeignKind.Video => FileNote.Video,
        ForeignKind.Workbook => FileNote.Workbook,
        ForeignKind.Protected => FileNote.Protected,
        ForeignKind.Mail => FileNote.Mail,
        ForeignKind.Archive => FileNote.Archive,
        _ => FileNote.Document,
    };

    /// <summary>As files of the type are called.</summary>
    private static string NameOf(FileType type) => type == FileType.Text ? "TXT" : type == FileType.WebP ? "WebP" : type.ToString().ToUpperInvariant();

    private static string Shown(string name) => FileName.Clean(name) is { Length: > 0 and <= AttachmentLimits.LongestName } clean ? clean : NoName;

    public string? AddressOf(string id) => Address(id);

    /// <summary>Absolute, for the chat client links to nothing else; on the host that the page itself was asked from.</summary>
    private string? Address(string id) => request.HttpContext?.Request is { } asked ? $"{asked.Scheme}://{asked.Host}{asked.PathBase}{FileEndpoints.Path}/{id}" : null;
}
