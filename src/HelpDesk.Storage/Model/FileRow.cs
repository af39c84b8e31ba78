using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Storage.Model;

/// <summary>A file that was sent, what it is and whose; its bytes stand in the store of files under <see cref="Id"/>.</summary>
public sealed class FileRow
{
    private const int LongestId = 64;
    private const int LongestKey = 200;
    private const int LongestNumber = 40;

    /// <summary>Name in the store; random, so that knowing a file means having been told.</summary>
    public required string Id { get; init; }

    /// <summary>Safe to show and to save under.</summary>
    public required string Name { get; init; }

    /// <summary>By its content, with the charset of text.</summary>
    public required string ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    public required string Channel { get; init; }

    public required string Conversation { get; init; }

    /// <summary>Who sent it, by the channel's identity.</summary>
    public required string Person { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>When the message that brought it was accepted, in that message's own transaction; null before.</summary>
    public DateTimeOffset? AcceptedAt { get; set; }

    /// <summary>Number of the ticket that holds it; null while none does.</summary>
    public string? Ticket { get; set; }

    internal static void Map(EntityTypeBuilder<FileRow> file)
    {
        file.HasKey(row => row.Id);
        file.Property(row => row.Id).HasMaxLength(LongestId);
        file.Property(row => row.Ticket).HasMaxLength(LongestNumber);
        file.Property(row => row.Channel).HasMaxLength(LongestKey);
        file.Property(row => row.Conversation).HasMaxLength(LongestKey);
        file.Property(row => row.Person).HasMaxLength(LongestKey);
        // What one person has sent in a day is counted at each file.
        file.HasIndex(row => new { row.Channel, row.Person, row.At });
        // What no ticket holds is what the sweep looks through; the rest is much.
        file.HasIndex(row => row.At).HasFilter("\"Ticket\" IS NULL").HasDatabaseName("IX_Files_Loose");
    }
}
