using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace HelpDesk.Storage.Sessions;

/// <summary>SQLite: statements prepared once and run row by row; there is no way to a server to save.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : Session(connection)
{
    private readonly Dictionary<string, SqliteCommand> queries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);

    /// <remarks>SQLite does its work in the calling thread; its asynchronous calls are the same calls.</remarks>
    public override Task<int> ExecuteAsync(string sql, IReadOnlyList<object?[]> rows) => Task.FromResult(rows.Count == 0 ? 0 : RunEach(sql, rows));

    public override Task QueryAsync(string sql, IReadOnlyList<object?[]> rows, Action<int, DbDataReader> read)
    {
        ReadEach(sql, rows, read);
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        foreach (var command in queries.Values)
        {
            await command.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    private int RunEach(string sql, IReadOnlyList<object?[]> rows)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            statements[sql] = statement = new SqliteStatement(connection, sql, rows[0].Length);
        }

        var changed = 0;
        foreach (var row in rows)
        {
            changed += statement.Run(row);
        }

        return changed;
    }

    private void ReadEach(string sql, IReadOnlyList<object?[]> rows, Action<int, DbDataReader> read)
    {
        // One view of the file for all rows: each statement by itself would lock it, and read anew what others wrote meanwhile.
        using var view = Transaction is null && rows.Count > 1 ? connection.BeginTransaction(deferred: true) : null;
        for (var i = 0; i < rows.Count; i++)
        {
            using var reader = With(sql, rows[i], view ?? (SqliteTransaction?)Transaction).ExecuteReader();
            while (reader.Read())
            {
                read(i, reader);
            }
        }

        view?.Commit();
    }

    private SqliteCommand With(string sql, object?[] row, SqliteTransaction? transaction)
    {
        if (!queries.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this assembly; what varies is in the parameters.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < row.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"${i + 1}") });
            }

            queries[sql] = command;
        }

        for (var i = 0; i < row.Length; i++)
        {
            command.Parameters[i].Value = row[i] ?? DBNull.Value;
        }

        command.Transaction = transaction;
        return command;
    }
}
