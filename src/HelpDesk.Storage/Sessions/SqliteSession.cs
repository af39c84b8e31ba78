using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HelpDesk.Storage.Sessions;

/// <summary>SQLite: statements prepared once and run row by row; there is no way to a server to save.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : Session(connection)
{
    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);

    /// <remarks>SQLite does its work in the calling thread; its asynchronous calls are the same calls.</remarks>
    public override Task<int> ExecuteAsync(string sql, IReadOnlyList<object?[]> rows) => Task.FromResult(RunEach(sql, rows, null));

    public override Task QueryAsync(string sql, IReadOnlyList<object?[]> rows, Action<int, IRow> read)
    {
        // One view of the file for all rows: each statement by itself would lock it, and read anew what others wrote meanwhile.
        var views = Transaction is null && rows.Count > 1;
        if (views)
        {
            Prepared("BEGIN", 0).Run([]);
        }

        try
        {
            RunEach(sql, rows, read);
        }
        finally
        {
            // Some failures have ended it already.
            if (views && raw.sqlite3_get_autocommit(connection.Handle) == 0)
            {
                Prepared("COMMIT", 0).Run([]);
            }
        }

        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        await base.DisposeAsync();
    }

    private int RunEach(string sql, IReadOnlyList<object?[]> rows, Action<int, IRow>? read)
    {
        if (rows.Count == 0)
        {
            return 0;
        }

        var (statement, changed) = (Prepared(sql, rows[0].Length), 0);
        for (var i = 0; i < rows.Count; i++)
        {
            var index = i;
            changed += statement.Run(rows[i], read is null ? null : row => read(index, row));
        }

        return changed;
    }

    private SqliteStatement Prepared(string sql, int parameters) =>
        statements.TryGetValue(sql, out var statement) ? statement : statements[sql] = new SqliteStatement(connection, sql, parameters);
}
