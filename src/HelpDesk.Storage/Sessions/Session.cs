using System.Data.Common;
using HelpDesk.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Sessions;

/// <summary>
/// An open connection for the few statements of every turn, kept and prepared: through the mapper they cost several times the
/// commit itself. Parameters are $1, $2 … in both engines. Not for two threads at once; thrown away after any failure.
/// </summary>
internal abstract class Session(DbConnection connection) : IAsyncDisposable
{
    public DbConnection Connection { get; } = connection;

    public DbTransaction? Transaction { get; private set; }

    private HelpDeskContext? mapper;

    public async Task BeginAsync() => Transaction = await Connection.BeginTransactionAsync();

    public async Task CommitAsync()
    {
        await Transaction!.CommitAsync();
        await Transaction.DisposeAsync();
        Transaction = null;
    }

    /// <summary>Runs the statement once for each row of parameters.</summary>
    /// <returns>Rows changed in all.</returns>
    public abstract Task<int> ExecuteAsync(string sql, IReadOnlyList<object?[]> rows);

    /// <summary>Runs the query once for each row of parameters; the callback gets the index of that row, and what it gives row by row.</summary>
    public abstract Task QueryAsync(string sql, IReadOnlyList<object?[]> rows, Action<int, IRow> read);

    /// <summary>
    /// The mapper in the session's transaction, empty. Made once for each session: to make it costs more than what it does in a
    /// turn. To be given back by <see cref="LeaveMapperAsync"/> before the transaction ends.
    /// </summary>
    /// <param name="make">Makes it on this session's connection.</param>
    public async Task<HelpDeskContext> EnterMapperAsync(Func<DbConnection, HelpDeskContext> make)
    {
        mapper ??= make(Connection);
        await mapper.Database.UseTransactionAsync(Transaction);
        return mapper;
    }

    public async Task LeaveMapperAsync()
    {
        if (mapper is not null)
        {
            mapper.ChangeTracker.Clear();
            await mapper.Database.UseTransactionAsync(null);
        }
    }

    /// <summary>Closes a session that has failed; that closing fails too is only reported.</summary>
    public static async Task DropAsync(Session? session, Action<Exception> report)
    {
        try
        {
            if (session is not null)
            {
                await session.DisposeAsync();
            }
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or IOException)
        {
            report(e);
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (mapper is not null)
        {
            await mapper.DisposeAsync();
        }

        if (Transaction is not null)
        {
            await Transaction.DisposeAsync();
        }

        await Connection.DisposeAsync();
    }
}
