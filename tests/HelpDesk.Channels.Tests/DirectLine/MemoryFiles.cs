using System.Globalization;
using System.Text;
using HelpDesk.Channels.DirectLine.Files;
using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Channels.Tests.DirectLine;

/// <summary>Keeps files in memory, on the seam where a host puts its store.</summary>
internal sealed class MemoryFiles : IIncomingFiles
{
    private readonly Lock gate = new();

    public List<(string Id, string Person, string Name, string Content)> Kept { get; } = [];

    /// <summary>What becomes of a file of this name.</summary>
    public Func<string, FileOutcome?> Outcome { get; init; } = _ => null;

    public async Task<FileOutcome> TakeAsync(string conversation, string person, string name, Stream content, CancellationToken cancellation)
    {
        using var read = new MemoryStream();
        await content.CopyToAsync(read, cancellation);
        if (Outcome(name) is { } outcome)
        {
            return outcome;
        }

        lock (gate)
        {
            var id = Kept.Count.ToString(CultureInfo.InvariantCulture);
            Kept.Add((id, person, name, Encoding.UTF8.GetString(read.ToArray())));
            return new KeptFile(new IncomingFile(id, name, "text/plain", read.Length), "https://files.example/" + id);
        }
    }

    public Task DiscardAsync(IncomingFile file, CancellationToken cancellation)
    {
        lock (gate)
        {
            Kept.RemoveAll(kept => kept.Id == file.Id);
        }

        return Task.CompletedTask;
    }
}
