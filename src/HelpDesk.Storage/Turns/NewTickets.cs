using System.Collections.Concurrent;
using System.Globalization;
using HelpDesk.Storage.Sessions;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace HelpDesk.Storage.Turns;

/// <summary>
/// Writes new tickets with their messages, events and letters by prepared statements made of the model itself, so that columns and
/// conversions stand in one place.
/// </summary>
internal sealed class NewTickets(IModel model)
{
    private static readonly ConcurrentDictionary<IModel, (Table Ticket, Table Message, Table Event, Table ThirdParty)> Made = [];

    private readonly (Table Ticket, Table Message, Table Event, Table ThirdParty) tables = Made.GetOrAdd(model, Make);

    public async Task WriteAsync(Session session, IReadOnlyList<Ticket> tickets)
    {
        if (tickets.Count == 0)
        {
            return;
        }

        var ids = new long[tickets.Count];
        await session.QueryAsync(tables.Ticket.Insert, [.. tickets.Select(ticket => tables.Ticket.Row(ticket, null))], (i, row) => ids[i] = row.GetInt64(0));
        await session.ExecuteAsync(tables.Message.Insert, [.. tickets.SelectMany((ticket, i) => ticket.Messages.Select(message => tables.Message.Row(message, ids[i])))]);
        await session.ExecuteAsync(tables.Event.Insert, [.. tickets.SelectMany((ticket, i) => ticket.Events.Select(e => tables.Event.Row(e, ids[i])))]);
        await session.ExecuteAsync(tables.ThirdParty.Insert, [.. tickets.SelectMany((ticket, i) => ticket.ThirdParty.Select(line => tables.ThirdParty.Row(line, ids[i])))]);
    }

    private static (Table, Table, Table, Table) Make(IModel model) =>
        (Table.Of(model, typeof(Ticket)), Table.Of(model, typeof(TicketMessage)), Table.Of(model, typeof(TicketEvent)), Table.Of(model, typeof(ThirdPartyLine)));

    /// <summary>How an entity becomes the parameters of an INSERT that gives back its id.</summary>
    private sealed class Table
    {
        private readonly List<Func<object, long?, object?>> values = [];

        private Table(IEntityType entity)
        {
            var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
            var columns = new List<string>();
            Add(entity, table, columns, whole => whole);
            foreach (var owned in entity.GetNavigations().Where(navigation => navigation.TargetEntityType.IsOwned() && !navigation.IsCollection))
            {
                Add(owned.TargetEntityType, table, columns, owned.GetGetter().GetClrValue);
            }

            var places = Enumerable.Range(1, columns.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"${i}"));
            Insert = $"""INSERT INTO "{entity.GetTableName()}" ({string.Join(", ", columns)}) VALUES ({string.Join(", ", places)}) RETURNING "Id" """;
        }

        public string Insert { get; }

        public static Table Of(IModel model, Type type) => new(model.FindEntityType(type)!);

        public object?[] Row(object entity, long? parent) => [.. values.Select(value => value(entity, parent))];

        private void Add(IEntityType entity, in StoreObjectIdentifier table, List<string> columns, Func<object, object?> part)
        {
            foreach (var property in entity.GetProperties().Where(property => !property.IsPrimaryKey()))
            {
                columns.Add($"\"{property.GetColumnName(table)}\"");
                if (property.IsShadowProperty())
                {
                    // The only one of ours: whose message or event it is.
                    values.Add((_, parent) => parent);
                    continue;
                }

                var (read, convert) = (property.GetGetter(), property.GetTypeMapping().Converter);
                values.Add((whole, _) =>
                {
                    var value = part(whole) is { } holder ? read.GetClrValue(holder) : null;
                    return value is not null && convert is not null ? convert.ConvertToProvider(value) : value;
                });
            }
        }
    }
}
