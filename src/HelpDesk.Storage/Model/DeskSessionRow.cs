using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Model;

/// <summary>How somebody signed in.</summary>
public enum SignInWay
{
    /// <summary>Name, password and code.</summary>
    Password,
    Passkey,

    /// <summary>At another provider, which vouched for them.</summary>
    Elsewhere,
}

/// <summary>One sign-in at the desk, until it ends: the row is what makes the cookie count.</summary>
public sealed class DeskSessionRow
{
    /// <summary>SHA-256 of the session's key, in hexadecimal: whoever reads the database cannot enter by it.</summary>
    public required string Hash { get; init; }

    public required string User { get; init; }

    /// <summary>The person's security stamp when they signed in: once it is another, the session has ended.</summary>
    public required string Stamp { get; init; }

    public required SignInWay Way { get; init; }

    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>Written every few minutes, not at every request.</summary>
    public required DateTimeOffset SeenAt { get; set; }

    /// <summary>Moves with <see cref="SeenAt"/> where we keep people ourselves.</summary>
    public required DateTimeOffset EndsAt { get; set; }

    /// <summary>Browser and system in words; null where it named none.</summary>
    public string? Browser { get; init; }

    /// <summary>The address it came from, as the audit keeps it.</summary>
    public string? From { get; init; }
}

internal static class DeskSessionModel
{
    public const int LongestBrowser = 100;
    private const int LongestKey = 200;

    public static void Map(ModelBuilder modelBuilder) => modelBuilder.Entity<DeskSessionRow>(session =>
    {
        session.ToTable("DeskSessions").HasKey(row => row.Hash);
        session.Property(row => row.Hash).HasMaxLength(LongestKey);
        session.Property(row => row.User).HasMaxLength(LongestKey);
        session.Property(row => row.Browser).HasMaxLength(LongestBrowser);
        session.HasIndex(row => row.User);
    });
}
