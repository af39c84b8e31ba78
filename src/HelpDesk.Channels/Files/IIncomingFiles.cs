using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Channels.Files;

/// <summary>Where files that people send are kept, whichever channel they come by; the seam to the store of attachments.</summary>
public interface IIncomingFiles
{
    /// <summary>Checks and keeps one file, and reads it where it is a picture. The stream ends by itself at the limit of a file.</summary>
    /// <param name="name">As the person's machine names it; not to be trusted.</param>
    /// <param name="enough">When a picture need not be read any more: it is kept all the same.</param>
    Task<FileOutcome> TakeAsync(FileSender from, string name, Stream content, CancellationToken enough, CancellationToken cancellation);

    /// <summary>The message that brought the file was not accepted, or was a repeat: the file goes.</summary>
    Task DiscardAsync(IncomingFile file, CancellationToken cancellation);

    /// <summary>The content of a file that was kept; null where it is not there. Who may have it is the caller's to know.</summary>
    Stream? Open(string id) => null;

    /// <summary>Where the person whose request this is sees a file by its id; null where they cannot.</summary>
    string? AddressOf(string id) => null;
}

/// <summary>Who sends a file and where, under the names by which the database knows them.</summary>
public sealed record FileSender(string Channel, string Conversation, string Person);

/// <summary>What became of a file.</summary>
public abstract record FileOutcome;

/// <param name="Url">Where the person can see it again; null where they cannot.</param>
/// <param name="PictureText">What could be read in it; null where nothing could.</param>
public sealed record KeptFile(IncomingFile File, string? Url = null, string? PictureText = null) : FileOutcome
{
    /// <summary>A message with the files that came with it.</summary>
    public static Incoming Join(Incoming message, IReadOnlyList<KeptFile> files)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(files);
        var read = string.Join('\n', files.Select(file => file.PictureText).Where(text => !string.IsNullOrWhiteSpace(text)));
        return files.Count == 0 ? message : message with { Files = [.. files.Select(file => file.File)], PictureText = read.Length > 0 ? read : null };
    }
}

/// <summary>The file is not taken, for what it holds.</summary>
/// <param name="Code">A code of <see cref="FileNote"/>; each channel has its own words for it.</param>
/// <param name="About">What the text is filled with: the file's name, made safe to show, then what the text asks for.</param>
public sealed record RefusedFile(string Code, params IReadOnlyList<string> About) : FileOutcome;

/// <summary>The file cannot be kept now; later it may be.</summary>
/// <param name="Name">Made safe to show.</param>
/// <param name="Code">Why, of <see cref="FileNote"/>: <see cref="FileNote.NoRoom"/>, <see cref="FileNote.Busy"/>, <see cref="FileNote.Quota"/> or <see cref="FileNote.Unkept"/>.</param>
public sealed record UnkeptFile(string Name, string Code) : FileOutcome;

/// <summary>No store of files is set up: every file is refused, in words.</summary>
public sealed class NoIncomingFiles : IIncomingFiles
{
    public Task<FileOutcome> TakeAsync(FileSender from, string name, Stream content, CancellationToken enough, CancellationToken cancellation) =>
        Task.FromResult<FileOutcome>(new RefusedFile(FileNote.NotConfigured));

    public Task DiscardAsync(IncomingFile file, CancellationToken cancellation) => Task.CompletedTask;
}
