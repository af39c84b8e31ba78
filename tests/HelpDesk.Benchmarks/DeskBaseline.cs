using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using HelpDesk.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HelpDesk.Benchmarks;

/// <summary>
/// The database's own means of finding text: LIKE over subjects and messages, and an index of trigrams (SQLite's FTS5 in memory, PostgreSQL's
/// pg_trgm with team and time beside the text), which knows words of three characters and more only. They are asked what the search is asked,
/// a team's twenty that changed last or fit best and how many there are in all, and what is asked of them less: twenty by number, whereupon
/// they stop.
/// </summary>
internal sealed class DeskBaseline : IAsyncDisposable
{
    private const string Like = """
        SELECT t."Id", count(*) OVER () FROM "Tickets" AS t WHERE t."Team" = 'helpdesk'
            AND (t."Subject" LIKE $1 OR EXISTS (SELECT 1 FROM "TicketMessage" AS m WHERE m."TicketId" = t."Id" AND m."Text" LIKE $1))
        ORDER BY t."ChangedAt" DESC LIMIT 20
        """;

    private const string LikeStops = """
        SELECT t."Id" FROM "Tickets" AS t WHERE t."Team" = 'helpdesk'
            AND (t."Subject" LIKE $1 OR EXISTS (SELECT 1 FROM "TicketMessage" AS m WHERE m."TicketId" = t."Id" AND m."Text" LIKE $1))
        ORDER BY t."Id" DESC LIMIT 20
        """;

    private const string SqliteNewest = """
        SELECT t."Id", count(*) OVER () FROM temp.Trigrams AS f JOIN "Tickets" AS t ON t."Id" = f.rowid WHERE f.Trigrams MATCH $1 AND t."Team" = 'helpdesk' ORDER BY t."ChangedAt" DESC LIMIT 20
        """;

    private const string SqliteBest = """
        SELECT t."Id", count(*) OVER () FROM temp.Trigrams AS f JOIN "Tickets" AS t ON t."Id" = f.rowid WHERE f.Trigrams MATCH $1 AND t."Team" = 'helpdesk' ORDER BY f.rank LIMIT 20
        """;

    private const string SqliteStops = """
        SELECT t."Id" FROM temp.Trigrams AS f JOIN "Tickets" AS t ON t."Id" = f.rowid WHERE f.Trigrams MATCH $1 AND t."Team" = 'helpdesk' ORDER BY f.rowid DESC LIMIT 20
        """;

    private const string PostgresNewest = """
        SELECT f.ticket, count(*) OVER () FROM trigrams AS f WHERE f.text LIKE $1 AND f.team = 'helpdesk' ORDER BY f.changed DESC LIMIT 20
        """;

    private const string PostgresBest = """
        SELECT f.ticket, count(*) OVER () FROM trigrams AS f WHERE f.text LIKE $1 AND f.team = 'helpdesk' ORDER BY word_similarity($2, f.text) DESC LIMIT 20
        """;

    private const string PostgresStops = """
        SELECT f.ticket FROM trigrams AS f WHERE f.text LIKE $1 AND f.team = 'helpdesk' ORDER BY f.ticket DESC LIMIT 20
        """;

    private const string Texts = """
        SELECT t."Id" AS ticket, t."Team" AS team, t."ChangedAt" AS changed, t."Subject" || ' ' || (SELECT {0} FROM "TicketMessage" AS m WHERE m."TicketId" = t."Id") AS text FROM "Tickets" AS t
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
                ?
                [
                    "PRAGMA temp_store = MEMORY", "PRAGMA cache_size = -524288", "CREATE VIRTUAL TABLE temp.Trigrams USING fts5(Text, tokenize='trigram', content='')",
                    $"INSERT INTO temp.Trigrams (rowid, Text) SELECT ticket, text FROM ({string.Format(CultureInfo.InvariantCulture, Texts, "group_concat(m.\"Text\", ' ')")})",
                    "INSERT INTO temp.Trigrams (Trigrams) VALUES ('optimize')",
                ]
                :
                [
                    "CREATE EXTENSION IF NOT EXISTS pg_trgm", "DROP TABLE IF EXISTS trigrams",
                    $"CREATE UNLOGGED TABLE trigrams AS {string.Format(CultureInfo.InvariantCulture, Texts, "string_agg(m.\"Text\", ' ')")}",
                    "SET maintenance_work_mem = '512MB'", "CREATE INDEX ON trigrams USING gin (text gin_trgm_ops)", "CREATE INDEX ON trigrams (ticket)", "VACUUM ANALYZE trigrams",
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

    /// <summary>Changed last first.</summary>
    /// <returns>Of the twenty.</returns>
    public Task<List<long>> LikeAsync(string word) => AskAsync(Like, Anywhere(word));

    /// <summary>By number, and no more than that.</summary>
    public Task<List<long>> LikeStopsAsync(string word) => AskAsync(LikeStops, Anywhere(word));

    /// <inheritdoc cref="LikeAsync"/>
    public Task<List<long>> NewestAsync(string word) => open is SqliteConnection ? AskAsync(SqliteNewest, Quoted(word)) : AskAsync(PostgresNewest, Anywhere(word));

    public Task<List<long>> BestAsync(string word) => open is SqliteConnection ? AskAsync(SqliteBest, Quoted(word)) : AskAsync(PostgresBest, Anywhere(word), word);

    /// <inheritdoc cref="LikeStopsAsync"/>
    public Task<List<long>> StopsAsync(string word) => open is SqliteConnection ? AskAsync(SqliteStops, Quoted(word)) : AskAsync(PostgresStops, Anywhere(word));

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

    private async Task<List<long>> AskAsync(string sql, params string[] texts)
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
        var ids = new List<long>();
        while (await rows.ReadAsync())
        {
            ids.Add(rows.GetInt64(0));
        }

        return ids;
    }
}
