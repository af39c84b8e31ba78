using System.Globalization;
using System.Text;
using HelpDesk.Channels.Files;
using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Channels.Tests.DirectLine;

/// <summary>Keeps files in memory, on the seam where a host puts its store.</summary>
internal sealed class MemoryFiles : IIncomingFiles
{
    private readonly Lock gate = new();

    public List<(string Id, string Person, string Name, string Content)> Kept { get; } = [];

    /// <summary>What becomes of a file of this name.</summary>
    public Func<string, FileOutcome?> Outcome { get; init; } = _ => null;

    /// <summary>What is read in a picture of this name, and how: the token ends the reading.</summary>
    public Func<string, CancellationToken, Task<string?>> Reading { get; init; } = (_, _) => Task.FromResult<string?>(null);

    /// <summary>Files that were kept and then discarded.</summary>
    public int Discarded { get; private set; }

    public async Task<FileOutcome> TakeAsync(FileSender from, string name, Stream content, CancellationToken enough, CancellationToken cancellation)
    {
        using var read = new MemoryStream();
        await content.CopyToAsync(read, cancellation);
        if (Outcome(name) is { } outcome)
        {
            return outcome;
        }

        var text = await Reading(name, enough);
        lock (gate)
        {
            var id = (Kept.Count + Discarded).ToString(CultureInfo.InvariantCulture);
            Kept.Add((id, from.Person, name, Encoding.UTF8.GetString(read.ToArray())));
            return new KeptFile(new IncomingFile(id, name, "text/plain", read.Length), "https://files.example/" + id, text);
        }
    }

    public Task DiscardAsync(IncomingFile file, CancellationToken cancellation)
    {
        lock (gate)
        {
            Discarded += Kept.RemoveAll(kept => kept.Id == file.Id);
        }

        return Task.CompletedTask;
    }
}
