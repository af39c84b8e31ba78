using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Model;

/// <summary>Who has proved an e-mail address: the same person in every browser.</summary>
public sealed class ProvenEmailRow
{
    /// <summary>In lower case.</summary>
    public required string Email { get; init; }

    /// <summary>The person's identity in the web channel.</summary>
    public required string Person { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>A code that was sent to an e-mail address.</summary>
public sealed class EmailCodeRow
{
    public long Id { get; private set; }

    public required string Email { get; init; }

    /// <summary>The mailbox that the address leads to, by which codes are counted: without a tag («+shop»).</summary>
    public required string Mailbox { get; init; }

    /// <summary>The network that asked, by which codes are counted.</summary>
    public required string Network { get; init; }

    /// <summary>Who asked for it: nobody else's answer counts.</summary>
    public required string Person { get; init; }

    public required byte[] Salt { get; init; }

    /// <summary>HMAC-SHA-256 of the code, keyed by the salt.</summary>
    public required byte[] Hash { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required int TriesLeft { get; set; }
}

/// <summary>
/// Somebody who had themselves forgotten in a conversation: what was given out to them before (cookies, tokens) stands for nobody.
/// Ids of people and conversations only, both random; kept for as long as a cookie lives.
/// </summary>
public sealed class ForgottenRow
{
    /// <summary>Grows: what was given out after it still stands.</summary>
    public long Id { get; private set; }

    public required string Channel { get; init; }

    public required string Person { get; init; }

    public required string Conversation { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>A key that signs and encrypts cookies, shared by all nodes.</summary>
public sealed class CookieKeyRow
{
    public long Id { get; private set; }

    public required string Name { get; init; }

    public required string Xml { get; init; }
}

/// <summary>How the rows of visitors are kept.</summary>
internal static class VisitorModel
{
    /// <summary>Characters of an address at most (RFC 5321).</summary>
    private const int LongestEmail = 254;

    private const int LongestName = 200;

    public static void Map(ModelBuilder model)
    {
        model.Entity<ProvenEmailRow>(proven =>
        {
            proven.HasKey(row => row.Email);
            proven.HasIndex(row => row.Person);
            proven.Property(row => row.Email).HasMaxLength(LongestEmail);
            proven.Property(row => row.Person).HasMaxLength(LongestName);
        });
        model.Entity<EmailCodeRow>(code =>
        {
            code.HasIndex(row => new { row.Email, row.At });
            code.HasIndex(row => new { row.Mailbox, row.At });
            code.Property(row => row.Mailbox).HasMaxLength(LongestEmail).HasDefaultValue("");
            code.Property(row => row.Network).HasMaxLength(LongestName).HasDefaultValue("");
            code.Property(row => row.Email).HasMaxLength(LongestEmail);
            code.Property(row => row.Person).HasMaxLength(LongestName);
        });
        model.Entity<ForgottenRow>(forgotten =>
        {
            forgotten.HasIndex(row => new { row.Channel, row.Person, row.Id });
            forgotten.Property(row => row.Channel).HasMaxLength(LongestName);
            forgotten.Property(row => row.Person).HasMaxLength(LongestName);
            forgotten.Property(row => row.Conversation).HasMaxLength(LongestName);
        });
        model.Entity<CookieKeyRow>(key => key.Property(row => row.Name).HasMaxLength(LongestName));
    }
}
