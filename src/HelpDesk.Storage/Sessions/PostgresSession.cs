using System.Data.Common;
using Npgsql;

namespace HelpDesk.Storage.Sessions;

/// <summary>PostgreSQL: all rows of a statement go in one batch, one way to the server and back.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection) : Session(connection)
{
    public override async Task<int> ExecuteAsync(string sql, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0)
        {
            return 0;
        }

        await using var batch = Batch(sql, rows);
        return await batch.ExecuteNonQueryAsync();
    }

    public override async Task QueryAsync(string sql, IReadOnlyList<object?[]> rows, Action<int, IRow> read)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var batch = Batch(sql, rows);
        await using var reader = await batch.ExecuteReaderAsync();
        var found = new Row(reader);
        for (var i = 0; i < rows.Count; i++)
        {
            while (await reader.ReadAsync())
            {
                read(i, found);
            }

            await reader.NextResultAsync();
        }
    }

    private NpgsqlBatch Batch(string sql, IReadOnlyList<object?[]> rows)
    {
        var batch = new NpgsqlBatch((NpgsqlConnection)Connection, (NpgsqlTransaction?)Transaction);
        foreach (var row in rows)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in row)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
            }

            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    private sealed class Row(DbDataReader reader) : IRow
    {
        public bool IsDBNull(int column) => reader.IsDBNull(column);

        public string GetString(int column) => reader.GetString(column);

        public long GetInt64(int column) => reader.GetInt64(column);

        public int GetInt32(int column) => reader.GetInt32(column);

        public bool GetBoolean(int column) => reader.GetBoolean(column);
    }
}
