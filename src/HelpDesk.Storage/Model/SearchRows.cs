using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Model;

/// <summary>
/// That a ticket was opened, changed or deleted. Written by the database itself (<see cref="ChangeTrigger"/>) in the transaction
/// that did it, so that no way of writing tickets can forget it; read by whoever keeps something beside the database.
/// </summary>
public sealed class TicketChangeRow
{
    public long Id { get; private set; }

    /// <summary>The ticket's row; 0 where a node begins to read.</summary>
    public long Ticket { get; private set; }

    /// <summary>PostgreSQL: the transaction, whose numbers tell what is still open. SQLite: 0, where only one writes at a time.</summary>
    public long Mark { get; private set; }

    /// <summary>Random: that it is this row, and not one of the same number in a database that was restored.</summary>
    public long Token { get; private set; }

    /// <summary>Seconds since 1970 by the database's clock.</summary>
    public long At { get; private set; }
}

internal static class SearchModel
{
    public static void Map(ModelBuilder modelBuilder) => modelBuilder.Entity<TicketChangeRow>(change =>
    {
        change.ToTable("TicketChanges");
        change.HasIndex(row => row.Mark);
        change.HasIndex(row => row.At);
    });
}
