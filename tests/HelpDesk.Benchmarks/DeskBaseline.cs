using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using HelpDesk.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HelpDesk.Benchmarks;

/// <summary>
/// The database's own means of finding text, asked for ids alone and with the filter of a team: LIKE over subjects and messages, and an
/// index of trigrams over messages (SQLite's FTS5, PostgreSQL's pg_trgm), which knows words of three characters and more only.
/// </summary>
internal sealed class DeskBaseline : IAsyncDisposable
{
    private const string Like = """
        SELECT t."Id" FROM "Tickets" AS t WHERE t."Team" = 'helpdesk'
            AND (t."Subject" LIKE $1 OR EXISTS (SELECT 1 FROM "TicketMessage" AS m WHERE m."TicketId" = t."Id" AND m."Text" LIKE $1))
        ORDER BY t."Id" DESC LIMIT 20
        """;

    private const string SqliteNewest = """
        SELECT DISTINCT t."Id" FROM temp.Trigrams AS f JOIN "TicketMessage" AS m ON m."Id" = f.rowid JOIN "Tickets" AS t ON t."Id" = m."TicketId"
        WHERE f.Trigrams MATCH $1 AND t."Team" = 'helpdesk' ORDER BY t."Id" DESC LIMIT 20
        """;

    private const string SqliteBest = """
        SELECT t."Id" FROM temp.Trigrams AS f JOIN "TicketMessage" AS m ON m."Id" = f.rowid JOIN "Tickets" AS t ON t."Id" = m."TicketId"
        WHERE f.Trigrams MATCH $1 AND t."Team" = 'helpdesk' ORDER BY f.rank LIMIT 20
        """;

    private const string PostgresNewest = """
        SELECT DISTINCT t."Id" FROM trigrams AS f JOIN "Tickets" AS t ON t."Id" = f.ticket WHERE f.text LIKE $1 AND t."Team" = 'helpdesk' ORDER BY t."Id" DESC LIMIT 20
        """;

    private const string PostgresBest = """
        SELECT t."Id" FROM trigrams AS f JOIN "Tickets" AS t ON t."Id" = f.ticket WHERE f.text LIKE $1 AND t."Team" = 'helpdesk' ORDER BY word_similarity($2, f.text) DESC LIMIT 20
        """;

    private readonly DbConnection open;

    private DeskBaseline(DbConnection open) => this.open = open;

    /// <summary>As it is called in what is printed.</summary>
    public string Trigrams => open is SqliteConnection ? "FTS5 trigrams" : "pg_trgm";

    public static async Task<DeskBaseline> OpenAsync(Database database, string connection)
    {
        DbConnection open = database.SqliteFile is null ? new NpgsqlConnection(connection) : new SqliteConnection(connection);
        await open.OpenAsync();
        return new DeskBaseline(open);
    }

    /// <returns>False where the server has no such extension.</returns>
    public async Task<bool> FillAsync()
    {
        var from = Stopwatch.GetTimestamp();
        try
        {
            string[] sql = open is SqliteConnection
                ? ["CREATE VIRTUAL TABLE temp.Trigrams USING fts5(Text, tokenize='trigram', content='')", "INSERT INTO temp.Trigrams (rowid, Text) SELECT \"Id\", \"Text\" FROM \"TicketMessage\""]
                :
                [
                    "CREATE EXTENSION IF NOT EXISTS pg_trgm", "DROP TABLE IF EXISTS trigrams", "CREATE UNLOGGED TABLE trigrams AS SELECT \"TicketId\" AS ticket, \"Text\" AS text FROM \"TicketMessage\"",
                    "SET maintenance_work_mem = '512MB'", "CREATE INDEX ON trigrams USING gin (text gin_trgm_ops)", "VACUUM ANALYZE trigrams",
                ];
            foreach (var one in sql)
            {
                await DeskFill.ExecuteAsync(open, one);
            }
        }
        catch (PostgresException e) when (e.SqlState is "58P01" or "0A000")
        {
            Console.WriteLine($"baseline: pg_trgm cannot be had: {e.MessageText}");
            return false;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"baseline: {Trigrams} filled in {Stopwatch.GetElapsedTime(from).TotalSeconds:0.0} s"));
        return true;
    }

    /// <summary>Newest first.</summary>
    public Task<int> LikeAsync(string word) => AskAsync(Like, Anywhere(word));

    /// <inheritdoc cref="LikeAsync"/>
    public Task<int> NewestAsync(string word) => open is SqliteConnection ? AskAsync(SqliteNewest, Quoted(word)) : AskAsync(PostgresNewest, Anywhere(word));

    public Task<int> BestAsync(string word) => open is SqliteConnection ? AskAsync(SqliteBest, Quoted(word)) : AskAsync(PostgresBest, Anywhere(word), word);

    public async ValueTask DisposeAsync()
    {
        if (open is NpgsqlConnection)
        {
            await DeskFill.ExecuteAsync(open, "DROP TABLE IF EXISTS trigrams");
        }

        await open.DisposeAsync();
    }

    private static string Anywhere(string word) => "%" + word + "%";

    private static string Quoted(string word) => '"' + word + '"';

    private async Task<int> AskAsync(string sql, params string[] texts)
    {
        await using var command = open.CreateCommand();
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var text in texts)
        {
            var parameter = command.CreateParameter();
            if (parameter is SqliteParameter)
            {
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count + 1}");
            }

            parameter.Value = text;
            command.Parameters.Add(parameter);
        }

        await using var rows = await command.ExecuteReaderAsync();
        var count = 0;
        while (await rows.ReadAsync())
        {
            count++;
        }

        return count;
    }
}
