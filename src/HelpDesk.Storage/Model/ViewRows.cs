using HelpDesk.Ticketing.Queue;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Model;

/// <summary>A <see cref="SavedView"/>.</summary>
public sealed class DeskViewRow
{
    public long Id { get; private set; }

    /// <summary>Id of who made it.</summary>
    public required string Maker { get; init; }

    public required ViewScope Scope { get; set; }

    public string? Team { get; set; }

    public required string Name { get; set; }

    public required string Filter { get; set; }

    public QueueView? Within { get; set; }

    public required ViewOrder Order { get; set; }

    public required long Version { get; set; }

    public required string ChangedBy { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }
}

/// <summary>A view that somebody has put on top of their list.</summary>
public sealed class DeskViewPinRow
{
    public required string User { get; init; }

    public required long View { get; init; }

    /// <summary>From 0, the topmost.</summary>
    public required int Position { get; set; }
}

internal static class ViewModel
{
    private const int LongestKey = 200;

    public static void Map(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<DeskViewRow>(view =>
        {
            view.ToTable("DeskViews");
            view.Property(row => row.Maker).HasMaxLength(LongestKey);
            view.Property(row => row.Team).HasMaxLength(Ticket.LongestName);
            view.Property(row => row.Name).HasMaxLength(ViewRules.LongestName);
            view.Property(row => row.Filter).HasMaxLength(ViewRules.LongestFilter);
            view.Property(row => row.Version).IsConcurrencyToken();
            view.HasIndex(row => new { row.Scope, row.Maker });
        });
        modelBuilder.Entity<DeskViewPinRow>(pin =>
        {
            pin.ToTable("DeskViewPins").HasKey(row => new { row.User, row.View });
            pin.Property(row => row.User).HasMaxLength(LongestKey);
        });
    }
}
