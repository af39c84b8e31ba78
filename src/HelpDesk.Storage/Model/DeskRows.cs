using HelpDesk.Ticketing.Checks;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Model;

/// <summary>Somebody who signs in here and nowhere else; what Identity keeps of them, and what the desk adds.</summary>
public sealed class DeskUser : IdentityUser
{
    /// <summary>As tickets and journals name them.</summary>
    public required string DisplayName { get; set; }

    public IReadOnlyList<DeskRole> Roles { get; set; } = [];

    public IReadOnlyList<string> Teams { get; set; } = [];

    /// <summary>What they write to requesters waits for somebody else to release it.</summary>
    public bool IsChecked { get; set; }

    /// <summary>May not enter any more; what they did stays theirs.</summary>
    public bool IsDisabled { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A link that lets somebody set their password once.</summary>
public sealed class DeskInvitationRow
{
    /// <summary>SHA-256 of the token, in hexadecimal: whoever reads the database cannot enter by it.</summary>
    public required string Hash { get; init; }

    public required string User { get; init; }

    /// <summary>Who made it, or «console».</summary>
    public required string By { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>What somebody has written and not sent yet; one for each inquiry, kind and person.</summary>
public sealed class DeskDraftRow
{
    public required string Ticket { get; init; }

    /// <summary>reply, note, third-party.</summary>
    public required string Kind { get; init; }

    public required string User { get; init; }

    public required string Text { get; set; }

    /// <summary>The version of the inquiry that they saw when they began.</summary>
    public required long Seen { get; set; }

    /// <summary>To whom and how a letter goes; null where nothing is chosen, and for what is no letter.</summary>
    public LetterPlan? Plan { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }
}

/// <summary>How it stands with a reply that waits to be said.</summary>
public enum DeskSendState
{
    /// <summary>Until <see cref="DeskSendRow.Due"/> its author may take it back.</summary>
    Waiting,

    /// <summary>It is being said, and cannot be taken back any more; after a crash it is said on.</summary>
    Saying,
    Said,
    TakenBack,

    /// <summary>It could not be said any more: its author has it back as a draft.</summary>
    Refused,

    /// <summary>Somebody else must release it first; until then it is never due.</summary>
    Held,

    /// <summary>Not released: it stands before its author until they take it up again.</summary>
    Returned,
}

/// <summary>A reply that is said a few seconds after it was sent, unless its author takes it back.</summary>
public sealed class DeskSendRow
{
    public long Id { get; private set; }

    public required string Ticket { get; init; }

    public required string User { get; init; }

    /// <summary>As the ticket names them.</summary>
    public required string By { get; init; }

    public required string Text { get; set; }

    /// <summary>What follows it: nothing, wait, resolve, hand over.</summary>
    public required string Then { get; init; }

    /// <summary>The letter that hands the matter over with it; null where none does.</summary>
    public string? Letter { get; init; }

    /// <summary>To whom and how <see cref="Letter"/> goes.</summary>
    public LetterPlan? Plan { get; init; }

    /// <summary>The version of the inquiry that its author had seen; null where they send whatever came meanwhile.</summary>
    public long? Seen { get; init; }

    public required DateTimeOffset Due { get; set; }

    public DeskSendState State { get; set; }

    /// <summary>Since when somebody else's release was waited for; null where none was asked for.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>Why a second person's look was asked for.</summary>
    public IReadOnlyList<HoldReason> Why { get; init; } = [];

    /// <summary>Who released it or sent it back, by id; null while nobody has.</summary>
    public string? Checker { get; set; }

    /// <summary>The same as tickets name them.</summary>
    public string? CheckedBy { get; set; }

    /// <summary>What the author was told with what was sent back.</summary>
    public string? Remark { get; set; }
}

/// <summary>A line of what was done at the desk; the database refuses to change or delete one.</summary>
public sealed class DeskAuditRow
{
    public long Id { get; private set; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who, by name; «console» for the command line, where the name is taken as given.</summary>
    public required string By { get; init; }

    /// <summary>A stable verb: signed-in, refused, invited, roles …</summary>
    public required string What { get; init; }

    /// <summary>On whom or what: a name, a ticket's number; null where there is none.</summary>
    public string? On { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    /// <summary>The address it came from.</summary>
    public string? From { get; init; }
}

internal static class DeskModel
{
    private const int LongestKey = 200;
    private const int LongestWord = 40;

    public static void Map(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<DeskUser>(user =>
        {
            user.ToTable("DeskUsers");
            user.HasIndex(row => row.NormalizedUserName).IsUnique();
            user.Property(row => row.NormalizedUserName).HasMaxLength(LongestKey);
            user.Property(row => row.ConcurrencyStamp).IsConcurrencyToken();
            HelpDeskContext.AsJson(user.Property(row => row.Roles));
            HelpDeskContext.AsJson(user.Property(row => row.Teams));
        });
        modelBuilder.Entity<IdentityUserClaim<string>>(claim => claim.ToTable("DeskUserClaims").HasKey(row => row.Id));
        modelBuilder.Entity<IdentityUserLogin<string>>(login =>
        {
            login.ToTable("DeskUserLogins").HasKey(row => new { row.LoginProvider, row.ProviderKey });
            login.HasIndex(row => row.UserId);
        });
        modelBuilder.Entity<IdentityUserToken<string>>(token => token.ToTable("DeskUserTokens").HasKey(row => new { row.UserId, row.LoginProvider, row.Name }));
        modelBuilder.Entity<IdentityUserPasskey<string>>(passkey =>
        {
            passkey.ToTable("DeskUserPasskeys").HasKey(row => row.CredentialId);
            passkey.HasIndex(row => row.UserId);
            passkey.OwnsOne(row => row.Data, data => data.ToJson());
        });
        modelBuilder.Entity<DeskInvitationRow>(invitation =>
        {
            invitation.ToTable("DeskInvitations").HasKey(row => row.Hash);
            invitation.Property(row => row.Hash).HasMaxLength(LongestKey);
            invitation.HasIndex(row => row.User);
        });
        modelBuilder.Entity<DeskDraftRow>(draft =>
        {
            draft.ToTable("DeskDrafts").HasKey(row => new { row.Ticket, row.Kind, row.User });
            draft.Property(row => row.Ticket).HasMaxLength(LongestWord);
            draft.Property(row => row.Kind).HasMaxLength(LongestWord);
            draft.Property(row => row.User).HasMaxLength(LongestKey);
            draft.Property(row => row.Text).HasMaxLength(Ticket.LongestText);
            HelpDeskContext.AsJson(draft.Property(row => row.Plan));
        });
        modelBuilder.Entity<DeskSendRow>(send =>
        {
            send.ToTable("DeskSends");
            send.Property(row => row.Ticket).HasMaxLength(LongestWord);
            send.Property(row => row.Then).HasMaxLength(LongestWord);
            send.HasIndex(row => row.Due).HasFilter("\"State\" IN ('Waiting', 'Saying')").HasDatabaseName("IX_DeskSends_Waiting");
            send.HasIndex(row => row.HeldAt).HasFilter("\"State\" IN ('Held', 'Returned')").HasDatabaseName("IX_DeskSends_Held");
            send.Property(row => row.Checker).HasMaxLength(LongestKey);
            HelpDeskContext.AsJson(send.Property(row => row.Why));
            HelpDeskContext.AsJson(send.Property(row => row.Plan));
            send.Property(row => row.Letter).HasMaxLength(Ticket.LongestText);
            send.HasIndex(row => row.Ticket);
        });
        modelBuilder.Entity<DeskAuditRow>(line =>
        {
            line.ToTable("DeskAudit");
            line.Property(row => row.What).HasMaxLength(LongestWord);
            line.HasIndex(row => row.At);
        });
    }
}
