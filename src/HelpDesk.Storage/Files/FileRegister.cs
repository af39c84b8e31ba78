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

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Files forgotten in one go.</summary>
    private const int MostAtOnce = 500;

    /// <summary>Puts a file on record where there is room for it, counted over all nodes: of many at the same instant no more than fit.</summary>
    /// <returns>Which room is lacking, or <see cref="FileRoom.Enough"/>.</returns>
    /// <exception cref="DatabaseException">It could not be stored.</exception>
    public Task<FileRoom> AddAsync(FileRow file, FileQuota quota, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(quota);
        return database.AskAsync(async context =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
            if (database.SqliteFile is null)
            {
                // Not of the table: messages that accept their files must not wait for it. 17 is this lock's own number.
                await context.Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(17)", cancellation);
            }

            var since = file.At - Day;
            var ofPerson = await context.Files.Where(one => one.Channel == file.Channel && one.Person == file.Person && one.At > since).SumAsync(one => one.Size, cancellation);
            var ofAll = await context.Files.SumAsync(one => one.Size, cancellation);
            if (ofPerson + file.Size > quota.OfPersonInADay || ofAll + file.Size > quota.InAll)
            {
                return ofPerson + file.Size > quota.OfPersonInADay ? FileRoom.PersonFull : FileRoom.AllFull;
            }

            context.Files.Add(file);
            await context.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return FileRoom.Enough;
        });
    }

    /// <summary>Strikes out a file whose message was not accepted, and one of a reply that came back to its author; what was said or waits stays.</summary>
    /// <param name="delete">Deletes it in the store; where that fails it stays on record, for the next sweep.</param>
    /// <exception cref="DatabaseException">It could not be stored.</exception>
    public Task RemoveAsync(string id, Action<string> delete, CancellationToken cancellation) => database.AskAsync(async context =>
    {
        ArgumentNullException.ThrowIfNull(delete);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        if (await context.Files.Where(file => file.Id == id && (file.AcceptedAt == null || (file.Channel == DeskFiles.Channel && file.Ticket == null && !file.Conversation.StartsWith(DeskFiles.Waiting)))).ExecuteDeleteAsync(cancellation) > 0)
        {
            delete(id);
        }

        await transaction.CommitAsync(cancellation);
        return id;
    });

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
    /// those that no ticket holds once their conversation has been silent for the given time. A file leaves the record last, so
    /// that none is forgotten on the disk.
    /// </summary>
    /// <param name="delete">Deletes one in the store; where that fails all stay on record, for the next sweep.</param>
    /// <returns>How many; 500 at most.</returns>
    /// <exception cref="DatabaseException">It could not be stored.</exception>
    public Task<int> ForgetAsync(TimeSpan withoutTicket, Action<string> delete, CancellationToken cancellation) => database.AskAsync(async context =>
    {
        ArgumentNullException.ThrowIfNull(delete);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var loose = Loose(context, time.GetUtcNow(), withoutTicket);
        var ids = await loose.OrderBy(file => file.At).Select(file => file.Id).Take(MostAtOnce).ToListAsync(cancellation);

        // Asked again as they are struck out: a ticket may have taken one meanwhile.
        await loose.Where(file => ids.Contains(file.Id)).ExecuteDeleteAsync(cancellation);
        var left = await context.Files.Where(file => ids.Contains(file.Id)).Select(file => file.Id).ToListAsync(cancellation);
        var gone = ids.Except(left, StringComparer.Ordinal).ToList();
        gone.ForEach(delete);
        await transaction.CommitAsync(cancellation);
        return gone.Count;
    });

    private static IQueryable<FileRow> Loose(HelpDeskContext context, DateTimeOffset now, TimeSpan withoutTicket)
    {
        var (unaccepted, silent) = (now - UnacceptedFor, now - withoutTicket);
        // What waits with a reply, perhaps for long, waits for nobody's conversation.
        return context.Files.Where(file => file.Ticket == null && !(file.Channel == DeskFiles.Channel && file.Conversation.StartsWith(DeskFiles.Waiting)) && (file.AcceptedAt == null
            ? file.At < unaccepted
            : file.At < silent && !context.Conversations.Any(said => said.Channel == file.Channel && said.Conversation == file.Conversation && said.ChangedAt >= silent)));
    }

    /// <summary>Whether a message that the viewer sees brought it: notes are among agents, and so is what passes between us and another company, save a letter that the requester sends on.</summary>
    private static async Task<bool> HoldsAsync(HelpDeskContext context, FileRow file, Viewer viewer, CancellationToken cancellation)
    {
        if (file.Ticket is not { } number)
        {
            return false;
        }

        var seesNotes = viewer.IsAgent;
        var held = await viewer.Of(context.Tickets.AsNoTracking()).Where(ticket => ticket.Number == number).SelectMany(ticket => ticket.Messages)
            .Where(message => seesNotes || message.Kind != TicketMessageKind.Note).Select(message => message.Attachments).ToListAsync(cancellation);
        var letters = await viewer.Of(context.Tickets.AsNoTracking()).Where(ticket => ticket.Number == number).SelectMany(ticket => ticket.ThirdParty)
            .Where(line => seesNotes || (line.Way == ThirdPartyWay.Requester && line.Kind == ThirdPartyKind.Asked)).Select(line => line.Attachments).ToListAsync(cancellation);
        return held.Concat(letters).Any(files => files.Any(one => one.StoredName == file.Id));
    }
}
