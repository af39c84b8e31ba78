using System.Data.Common;
using System.Globalization;
using HelpDesk.Storage;
using HelpDesk.Ticketing.Tickets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace HelpDesk.Benchmarks;

/// <summary>
/// Fills a database with inquiries, the same each time: each is opened, answered and settled by the ticket's own verbs, and its rows are
/// written past the mapper (prepared statements, COPY), by columns and conversions of the model. One team in four is the viewer's.
/// </summary>
internal sealed class DeskFill(Database database, string connection)
{
    /// <summary>Of all: what is not settled, all of it the viewer's. A desk with ten times as much has other worries.</summary>
    public const int UnsettledOneIn = 100;

    /// <summary>Of their numbers.</summary>
    public const int Year = 2026;

    private const int Seed = 20261127;
    private const int AtOnce = 5_000;

    private static readonly string[] Teams = [Ticket.HelpDesk, "kanto", "kansai", "kyushu"];

    private readonly List<string> questions = ShippedKb.Questions();
    private readonly Dictionary<Type, long> last = [];

    public async Task RunAsync(int inquiries)
    {
        var (random, now) = (new Random(Seed), TimeProvider.System.GetUtcNow());
        var tables = await TablesAsync();
        await using DbConnection open = database.SqliteFile is null ? new NpgsqlConnection(connection) : new SqliteConnection(connection);
        await open.OpenAsync();

        // What follows inquiries is measured from a full database on: the triggers would tell each of a million.
        await ExecuteAsync(open, database.SqliteFile is null
            ? "SET session_replication_role = replica"
            : "PRAGMA synchronous = OFF; DROP TRIGGER IF EXISTS helpdesk_ticket_opened; DROP TRIGGER IF EXISTS helpdesk_ticket_changed; DROP TRIGGER IF EXISTS helpdesk_ticket_deleted");
        for (var first = 0; first < inquiries; first += AtOnce)
        {
            var some = Enumerable.Range(first, Math.Min(AtOnce, inquiries - first)).Select(i => One(i, inquiries, random, now)).ToList();
            await WriteAsync(open, tables, some, first);
            if ((first + AtOnce) % (inquiries / 10) < AtOnce)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… {first + some.Count} inquiries written"));
            }
        }

        await ExecuteAsync(open, string.Create(CultureInfo.InvariantCulture, $"""INSERT INTO "TicketCounters" ("Year", "Last") VALUES ({Year}, {inquiries})"""));
        if (database.SqliteFile is null)
        {
            await ExecuteAsync(open, "SET session_replication_role = DEFAULT");
            foreach (var (type, id) in last)
            {
                await ExecuteAsync(open, string.Create(CultureInfo.InvariantCulture, $"""SELECT setval(pg_get_serial_sequence('"{tables[type].Name}"', 'Id'), {id})"""));
            }

            // As the server's own housekeeping would have done long before there are so many.
            await ExecuteAsync(open, "VACUUM ANALYZE");
        }

        await open.CloseAsync();
        // Makes the triggers again, and brings the log into the file.
        await database.PrepareAsync(CancellationToken.None);
        await database.CheckpointAsync(CancellationToken.None);
    }

    public static async Task ExecuteAsync(DbConnection open, string sql)
    {
        await using var command = open.CreateCommand();
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // Constants of the benchmark.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private async Task WriteAsync(DbConnection open, Dictionary<Type, Table> tables, List<Ticket> tickets, int first)
    {
        await using var transaction = await open.BeginTransactionAsync();
        await tables[typeof(Ticket)].WriteAsync(open, Numbered<Ticket>(tickets.Select((ticket, i) => (ticket, (long?)(first + 1 + i)))));
        await tables[typeof(TicketMessage)].WriteAsync(open, Numbered(Parts(tickets, first, ticket => ticket.Messages)));
        await tables[typeof(TicketEvent)].WriteAsync(open, Numbered(Parts(tickets, first, ticket => ticket.Events)));
        await transaction.CommitAsync();
    }

    private static IEnumerable<(T Part, long? Ticket)> Parts<T>(List<Ticket> tickets, int first, Func<Ticket, IReadOnlyList<T>> of) =>
        tickets.SelectMany((ticket, i) => of(ticket).Select(part => (part, (long?)(first + 1 + i))));

    private IEnumerable<(object Entity, long Id, long? Parent)> Numbered<T>(IEnumerable<(T Part, long? Ticket)> parts)
        where T : class
    {
        var id = last.GetValueOrDefault(typeof(T));
        foreach (var (part, ticket) in parts)
        {
            yield return (part, ++id, ticket);
        }

        last[typeof(T)] = id;
    }

    private async Task<Dictionary<Type, Table>> TablesAsync()
    {
        await using var context = database.Open();
        return new[] { typeof(Ticket), typeof(TicketMessage), typeof(TicketEvent) }.ToDictionary(type => type, type => new Table(context.Model.FindEntityType(type)!));
    }

    private Ticket One(int i, int inquiries, Random random, DateTimeOffset now)
    {
        string Question() => questions[random.Next(questions.Count)];
        var opened = now - TimeSpan.FromMinutes((inquiries - i) * 5.0);
        var company = random.Next(600);
        var ticket = Ticket.Open(TicketNumber.Format(Year, i + 1), new NewTicket(
            Question(), $"{Question()}\n{Question()}。{Question()}", "login", Ticket.HelpDesk, $"{1 + random.Next(10):00}", "ja", TicketPriority.Normal, "webchat", $"c{i % 20_000}", $"p{i % 20_000}",
            random.Next(3) == 0 ? "ERR_20040" : null,
            new Dictionary<string, string> { ["company"] = $"第{company}電力", ["company-code"] = $"{10_000 + company}", ["supply-point-number"] = $"{1 + random.Next(10):00}{random.NextInt64(0, 99_999_999_999_999_999):00000000000000000000}" }, [], []), opened);
        ticket.MoveToTeam(Teams[i % Teams.Length], "bench", opened);
        ticket.Take($"agent{random.Next(20)}", opened);
        ticket.AddNote(Question(), "bench", opened.AddMinutes(20));
        ticket.Answer($"{Question()}\n{Question()}", "bench", false, opened.AddMinutes(40));
        if (i % UnsettledOneIn != 0 && i < inquiries - 10)
        {
            ticket.Resolve("bench", opened.AddMinutes(60));
            ticket.Close("bench", opened.AddMinutes(90));
        }

        return ticket;
    }

    /// <summary>How an entity becomes a row.</summary>
    private sealed class Table
    {
        private readonly List<string> columns = [];
        private readonly List<Func<object, long, long?, object?>> values = [];

        public Table(IEntityType entity)
        {
            Name = entity.GetTableName()!;
            var table = StoreObjectIdentifier.Table(Name, entity.GetSchema());
            Add(entity, table, whole => whole, isOwned: false);
            foreach (var owned in entity.GetNavigations().Where(navigation => navigation.TargetEntityType.IsOwned() && !navigation.IsCollection))
            {
                Add(owned.TargetEntityType, table, whole => owned.PropertyInfo!.GetValue(whole), isOwned: true);
            }
        }

        public string Name { get; }

        private string Columns => string.Join(", ", columns.Select(column => $"\"{column}\""));

        public async Task WriteAsync(DbConnection open, IEnumerable<(object Entity, long Id, long? Parent)> entities)
        {
            if (open is NpgsqlConnection postgres)
            {
                await using var copy = await postgres.BeginBinaryImportAsync($"COPY \"{Name}\" ({Columns}) FROM STDIN (FORMAT BINARY)");
                foreach (var (entity, id, parent) in entities)
                {
                    await copy.WriteRowAsync(CancellationToken.None, [.. values.Select(value => value(entity, id, parent) ?? DBNull.Value)]);
                }

                await copy.CompleteAsync();
                return;
            }

            await using var insert = open.CreateCommand();
#pragma warning disable CA2100 // Names of the model.
            insert.CommandText = $"INSERT INTO \"{Name}\" ({Columns}) VALUES ({string.Join(", ", columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"${i + 1}")))})";
#pragma warning restore CA2100
            foreach (var i in Enumerable.Range(1, columns.Count))
            {
                insert.Parameters.Add(new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"${i}"), null));
            }

            await insert.PrepareAsync();
            foreach (var (entity, id, parent) in entities)
            {
                for (var i = 0; i < values.Count; i++)
                {
                    insert.Parameters[i].Value = values[i](entity, id, parent) ?? DBNull.Value;
                }

                await insert.ExecuteNonQueryAsync();
            }
        }

        private void Add(IEntityType entity, in StoreObjectIdentifier table, Func<object, object?> part, bool isOwned)
        {
            foreach (var property in entity.GetProperties())
            {
                if (property.IsPrimaryKey() && isOwned)
                {
                    // The same column as its owner's.
                    continue;
                }

                columns.Add(property.GetColumnName(table)!);
                if (property.IsPrimaryKey())
                {
                    values.Add((_, id, _) => id);
                }
                else if (property.IsShadowProperty())
                {
                    values.Add((_, _, parent) => parent);
                }
                else
                {
                    var (read, convert) = (property.PropertyInfo!, property.GetTypeMapping().Converter);
                    values.Add((whole, _, _) => part(whole) is { } holder && read.GetValue(holder) is { } value ? convert is null ? value : convert.ConvertToProvider(value) : null);
                }
            }
        }
    }
}
