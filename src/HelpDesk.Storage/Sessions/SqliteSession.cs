using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace HelpDesk.Storage.Sessions;

/// <summary>SQLite: statements prepared once and run row by row; there is no way to a server to save.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : Session(connection)
{
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

    /// <remarks>SQLite does its work in the calling thread; its asynchronous calls are the same calls.</remarks>
    public override Task<int> ExecuteAsync(string sql, IReadOnlyList<object?[]> rows) => Task.FromResult(RunEach(sql, rows));

    public override Task QueryAsync(string sql, IReadOnlyList<object?[]> rows, Action<int, DbDataReader> read)
    {
        ReadEach(sql, rows, read);
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var command in prepared.Values)
        {
            await command.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    private int RunEach(string sql, IReadOnlyList<object?[]> rows)
    {
        var changed = 0;
        foreach (var row in rows)
        {
            changed += With(sql, row).ExecuteNonQuery();
        }

        return changed;
    }

    private void ReadEach(string sql, IReadOnlyList<object?[]> rows, Action<int, DbDataReader> read)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            using var reader = With(sql, rows[i]).ExecuteReader();
            while (reader.Read())
            {
                read(i, reader);
            }
        }
    }

    private SqliteCommand With(string sql, object?[] row)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = ((SqliteConnection)Connection).CreateCommand();
#pragma warning disable CA2100 // Constants of this assembly; what varies is in the parameters.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < row.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"${i + 1}") });
            }

            prepared[sql] = command;
        }

        for (var i = 0; i < row.Length; i++)
        {
            command.Parameters[i].Value = row[i] ?? DBNull.Value;
        }

        command.Transaction = (SqliteTransaction?)Transaction;
        return command;
    }
}
