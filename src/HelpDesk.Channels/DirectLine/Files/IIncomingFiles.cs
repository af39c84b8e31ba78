using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Channels.DirectLine.Files;

/// <summary>Where files that people send are kept; the seam to the store of attachments.</summary>
public interface IIncomingFiles
{
    /// <summary>Checks and keeps one file. The stream ends by itself at the limit of a file.</summary>
    /// <param name="name">As the person's machine names it; not to be trusted.</param>
    /// <param name="person">Whose it is, by the channel's identity.</param>
    Task<FileOutcome> TakeAsync(string conversation, string person, string name, Stream content, CancellationToken cancellation);

    /// <summary>The message that brought the file was not accepted, or was a repeat: the file goes.</summary>
    Task DiscardAsync(IncomingFile file, CancellationToken cancellation);
}

/// <summary>What became of a file.</summary>
public abstract record FileOutcome;

/// <param name="Url">Where the person can see it again; null where they cannot.</param>
/// <param name="PictureText">What could be read in it; null where nothing could.</param>
public sealed record KeptFile(IncomingFile File, string? Url = null, string? PictureText = null) : FileOutcome;

/// <summary>The file is not taken, for what it holds.</summary>
/// <param name="Text">Key under «refusals» of the channel's texts.</param>
/// <param name="About">What the text is filled with: the file's name, made safe to show, then what the text asks for.</param>
public sealed record RefusedFile(string Text = "file", params IReadOnlyList<string> About) : FileOutcome;

/// <summary>The file cannot be kept now.</summary>
/// <param name="Name">Made safe to show.</param>
/// <param name="DiskFull">There is no room; else the folder cannot be written.</param>
public sealed record UnkeptFile(string Name, bool DiskFull) : FileOutcome;

/// <summary>No store of files is set up: every file is refused, in words.</summary>
public sealed class NoIncomingFiles : IIncomingFiles
{
    public Task<FileOutcome> TakeAsync(string conversation, string person, string name, Stream content, CancellationToken cancellation) =>
        Task.FromResult<FileOutcome>(new RefusedFile("files-not-configured"));

    public Task DiscardAsync(IncomingFile file, CancellationToken cancellation) => Task.CompletedTask;
}
