using HelpDesk.Storage.Model;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Files;

/// <summary>The record of files: what each is, whose it is and which ticket holds it. The bytes are the store's.</summary>
public sealed class FileRegister(Database database, TimeProvider time)
{
    /// <summary>After it a file whose message never came is no longer waited for.</summary>
    public static readonly TimeSpan UnacceptedFor = TimeSpan.FromHours(24);

    /// <summary>Files forgotten in one go.</summary>
    private const int MostAtOnce = 500;

    /// <exception cref="DatabaseException">It could not be stored.</exception>
    public Task AddAsync(FileRow file, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        return database.AskAsync(context =>
        {
            context.Files.Add(file);
            return context.SaveChangesAsync(cancellation);
        });
    }

    /// <summary>Strikes out a file whose message was not accepted; false where it was, or there is none.</summary>
    /// <exception cref="DatabaseException">It could not be stored.</exception>
    public Task<bool> RemoveAsync(string id, CancellationToken cancellation) =>
        database.AskAsync(async context => await context.Files.Where(file => file.Id == id && file.AcceptedAt == null).ExecuteDeleteAsync(cancellation) > 0);

    /// <summary>
    /// The file where the viewer may see it: who sent it, and who sees the message of a ticket that holds it. Null otherwise,
    /// whether or not there is one.
    /// </summary>
    /// <exception cref="DatabaseException">It cannot be read now.</exception>
    public Task<FileRow?> FindAsync(string id, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return database.AskAsync(async context =>
        {
            var file = await context.Files.AsNoTracking().SingleOrDefaultAsync(file => file.Id == id, cancellation);
            return file is not null && (viewer.Is(file.Channel, file.Person) || await HoldsAsync(context, file, viewer, cancellation)) ? file : null;
        });
    }

    /// <summary>
    /// Strikes out files that nothing refers to: those whose message was never accepted within <see cref="UnacceptedFor"/>, and
    /// those that no ticket holds once their conversation has been silent for the given time.
    /// </summary>
    /// <returns>Their names in the store, to be deleted there; at most 500.</returns>
    /// <exception cref="DatabaseException">It could not be stored.</exception>
    public Task<IReadOnlyList<string>> ForgetAsync(TimeSpan withoutTicket, CancellationToken cancellation) => database.AskAsync(async context =>
    {
        var now = time.GetUtcNow();
        var (unaccepted, silent) = (now - UnacceptedFor, now - withoutTicket);
        var loose = context.Files.Where(file => file.Ticket == null && (file.AcceptedAt == null
            ? file.At < unaccepted
            : file.At < silent && !context.Conversations.Any(said => said.Channel == file.Channel && said.Conversation == file.Conversation && said.ChangedAt >= silent)));
        var ids = await loose.OrderBy(file => file.At).Select(file => file.Id).Take(MostAtOnce).ToListAsync(cancellation);

        // Asked again as it is struck out: a ticket may have taken it meanwhile.
        await loose.Where(file => ids.Contains(file.Id)).ExecuteDeleteAsync(cancellation);
        var left = await KnownAsync(context, ids, cancellation);
        return (IReadOnlyList<string>)[.. ids.Where(id => !left.Contains(id))];
    });

    /// <summary>Those of the names that stand in the record.</summary>
    /// <exception cref="DatabaseException">It cannot be read now.</exception>
    public Task<HashSet<string>> KnownAsync(IReadOnlyList<string> ids, CancellationToken cancellation) => database.AskAsync(context => KnownAsync(context, ids, cancellation));

    private static async Task<HashSet<string>> KnownAsync(HelpDeskContext context, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in ids.Chunk(MostAtOnce))
        {
            known.UnionWith(await context.Files.Where(file => part.Contains(file.Id)).Select(file => file.Id).ToListAsync(cancellation));
        }

        return known;
    }

    /// <summary>Whether a message that the viewer sees brought it: notes are among agents.</summary>
    private static async Task<bool> HoldsAsync(HelpDeskContext context, FileRow file, Viewer viewer, CancellationToken cancellation)
    {
        if (file.Ticket is not { } number)
        {
            return false;
        }

        var seesNotes = viewer.IsAgent;
        var held = await viewer.Of(context.Tickets.AsNoTracking()).Where(ticket => ticket.Number == number).SelectMany(ticket => ticket.Messages)
            .Where(message => seesNotes || message.Kind != TicketMessageKind.Note).Select(message => message.Attachments).ToListAsync(cancellation);
        return held.Any(files => files.Any(one => one.StoredName == file.Id));
    }
}
