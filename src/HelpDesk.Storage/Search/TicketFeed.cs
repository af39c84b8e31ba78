using HelpDesk.Search.Index;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Search;

/// <summary>
/// Keeps a node's index of tickets true to the database: reads the list of changes, whoever made them, and puts the tickets as
/// they are now. The index is a copy that may be lost: what it lacks after a kill comes again, and where it cannot be used, is of
/// another schema, or the database was restored, it is built anew.
/// </summary>
/// <param name="folder">The node's own; null: in memory. Where another process has it open, in memory, too.</param>
/// <param name="report">Told of what failed; it is tried again.</param>
public sealed class TicketFeed(Database database, Func<TicketRules> rules, TimeProvider time, ConversationSignals signals, string? folder, Action<Exception> report) : IDisposable
{
    /// <summary>Should a signal be lost.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan CommitEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PruneEvery = TimeSpan.FromHours(1);
    private const int MostUncommitted = 1_000;
    private const int AtOnce = 200;
    private const string RulesKey = "rules";

    private readonly ChangeLog log = new(database);
    private readonly SemaphoreSlim woken = new(0, 1);
    private TextIndex? index;
    private volatile TextIndex? ready;
    private ChangeMark? mark;
    private string stamp = "";
    private TicketRules? stamped;
    private int uncommitted;
    private DateTimeOffset committedAt;
    private DateTimeOffset prunedAt;

    /// <summary>What can be searched; null until it is as the database is.</summary>
    public TextIndex? Ready => ready;

    /// <summary>How often it was built anew.</summary>
    public int Builds { get; private set; }

    /// <summary>Until it is cancelled, whatever fails.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        signals.Said += Wake;
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                await StepAsync(cancellation);
                await WaitAsync(cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            signals.Said -= Wake;
            Leave();
        }
    }

    /// <summary>Reads what has changed until now; whatever was committed before the call is found after it.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        var by = rules();
        if (!ReferenceEquals(by, stamped))
        {
            (stamped, stamp) = (by, TicketDocuments.StampOf(by));
        }

        if (index is null)
        {
            Open();
        }

        if (index is null || mark is null || await log.SinceAsync(mark, cancellation) is not { } changes)
        {
            await BuildAsync(by, cancellation);
            return;
        }

        await TakeAsync(index, changes, by, cancellation);
        ready = index;
        await PruneAsync(cancellation);
    }

    public void Dispose()
    {
        Close();
        woken.Dispose();
    }

    private async Task StepAsync(CancellationToken cancellation)
    {
        try
        {
            await CatchUpAsync(cancellation);
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellation.IsCancellationRequested)
        {
            // A locked file, a server that restarts: the next look reads the same changes. An index that has failed is closed, and opened as it was committed.
            report(e);
            if (!Faults.IsOfDatabase(e))
            {
                Close();
            }
        }
    }

    private void Open()
    {
        try
        {
            index = folder is null ? null : TextIndex.Open(folder, out var committed) is { } opened ? Known(opened, committed) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report(e);
        }
    }

    /// <summary>Null where it holds what other rules said.</summary>
    private TextIndex? Known(TextIndex opened, IReadOnlyDictionary<string, string> committed)
    {
        if (ChangeMark.Read(committed) is { } known && committed.GetValueOrDefault(RulesKey) == stamp)
        {
            (mark, committedAt) = (known, time.GetUtcNow());
            return opened;
        }

        opened.Dispose();
        return null;
    }

    private async Task BuildAsync(TicketRules by, CancellationToken cancellation)
    {
        Close();
        var from = await log.BeginAsync(cancellation);
        var anew = Create();
        try
        {
            await using var context = database.Open();
            var tickets = context.Tickets.AsNoTracking().Include(ticket => ticket.Messages).AsSplitQuery().OrderBy(ticket => ticket.Id);
            for (var last = 0L; ;)
            {
                var (after, most) = (last, AtOnce);
                var some = await tickets.Where(ticket => ticket.Id > after).Take(most).ToListAsync(cancellation);
                some.ForEach(ticket => anew.Put(TicketDocuments.Of(View(ticket, by))));
                if (some.Count < most)
                {
                    break;
                }

                last = some[^1].Id;
            }

            anew.Refresh();
            (index, mark, Builds) = (anew, from, Builds + 1);
        }
        catch
        {
            anew.Dispose();
            throw;
        }

        Commit(anew);
        ready = anew;
    }

    private TextIndex Create()
    {
        try
        {
            return folder is null ? TextIndex.InMemory() : TextIndex.Create(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another node's, or not to be written: search goes on without it, and the next start begins anew.
            report(e);
            return TextIndex.InMemory();
        }
    }

    private async Task TakeAsync(TextIndex into, Changes changes, TicketRules by, CancellationToken cancellation)
    {
        var gone = false;
        foreach (var some in changes.Tickets.Chunk(AtOnce))
        {
            await using var context = database.Open();
            var tickets = await context.Tickets.AsNoTracking().Where(ticket => some.Contains(ticket.Id)).Include(ticket => ticket.Messages).AsSplitQuery().ToListAsync(cancellation);
            tickets.ForEach(ticket => into.Put(TicketDocuments.Of(View(ticket, by))));
            foreach (var deleted in some.Except(tickets.Select(ticket => ticket.Id)))
            {
                into.Remove(deleted);
                gone = true;
            }
        }

        if (gone)
        {
            into.Purge();
        }
        else if (changes.Tickets.Count > 0)
        {
            into.Refresh();
        }

        (mark, uncommitted) = (changes.Mark, uncommitted + changes.Tickets.Count);
        if (gone || uncommitted >= MostUncommitted || (uncommitted > 0 && time.GetUtcNow() - committedAt >= CommitEvery))
        {
            Commit(into);
        }
    }

    private TicketView View(Ticket ticket, TicketRules by)
    {
        var now = time.GetUtcNow();
        return new TicketView(ticket, ticket.FirstResponse(by.Targets, by.Calendar, now), ticket.Resolution(by.Targets, by.Calendar, now));
    }

    private void Commit(TextIndex one)
    {
        one.Commit(new Dictionary<string, string>(mark!.Write(), StringComparer.Ordinal) { [RulesKey] = stamp });
        (uncommitted, committedAt) = (0, time.GetUtcNow());
    }

    private async Task PruneAsync(CancellationToken cancellation)
    {
        if (time.GetUtcNow() - prunedAt >= PruneEvery)
        {
            prunedAt = time.GetUtcNow();
            await log.PruneAsync(prunedAt, cancellation);
        }
    }

    /// <summary>With what it holds, where that can still be written.</summary>
    private void Leave()
    {
        try
        {
            if (index is { } open && mark is not null && uncommitted > 0)
            {
                Commit(open);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report(e);
        }

        Close();
    }

    private void Close()
    {
        ready = null;
        index?.Dispose();
        (index, mark, uncommitted) = (null, null, 0);
    }

    private void Wake(string channel, string conversation)
    {
        if (channel is ConversationSignals.TicketChanges or "" && woken.CurrentCount == 0)
        {
            try
            {
                woken.Release();
            }
            catch (SemaphoreFullException)
            {
                // Somebody else woke it at the same instant.
            }
        }
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var late = Task.Delay(Longest, time, either.Token);
        var wake = woken.WaitAsync(either.Token);
        await Task.WhenAny(late, wake);
        await either.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }
}
