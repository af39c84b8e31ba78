using System.Text.Json;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HelpDesk.Storage.Model;

/// <summary>The one model of both engines; the derived contexts only carry each engine's migrations.</summary>
public abstract class HelpDeskContext(DbContextOptions options) : DbContext(options)
{
    private const int LongestKey = 200;
    private const int LongestNumber = 40;

    public DbSet<InboxRow> Inbox => Set<InboxRow>();

    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<QuestionRow> Questions => Set<QuestionRow>();

    public DbSet<TicketCounterRow> TicketCounters => Set<TicketCounterRow>();

    public DbSet<SigningKeyRow> SigningKeys => Set<SigningKeyRow>();

    public DbSet<Ticket> Tickets => Set<Ticket>();

    public DbSet<FileRow> Files => Set<FileRow>();

    public DbSet<ProvenEmailRow> ProvenEmails => Set<ProvenEmailRow>();

    public DbSet<EmailCodeRow> EmailCodes => Set<EmailCodeRow>();

    public DbSet<ForgottenRow> Forgotten => Set<ForgottenRow>();

    public DbSet<CookieKeyRow> CookieKeys => Set<CookieKeyRow>();

    public DbSet<HintRow> InquiryHints => Set<HintRow>();

    public DbSet<LanguageDayRow> LanguageDays => Set<LanguageDayRow>();

    public DbSet<DeskUser> DeskUsers => Set<DeskUser>();

    public DbSet<DeskInvitationRow> DeskInvitations => Set<DeskInvitationRow>();

    public DbSet<DeskDraftRow> DeskDrafts => Set<DeskDraftRow>();

    public DbSet<DeskSendRow> DeskSends => Set<DeskSendRow>();

    public DbSet<DeskAuditRow> DeskAudit => Set<DeskAuditRow>();

    public DbSet<DeskSessionRow> DeskSessions => Set<DeskSessionRow>();

    public DbSet<DeskViewRow> DeskViews => Set<DeskViewRow>();

    public DbSet<DeskViewPinRow> DeskViewPins => Set<DeskViewPinRow>();

    public DbSet<ContactRow> Contacts => Set<ContactRow>();

    public DbSet<TicketChangeRow> TicketChanges => Set<TicketChangeRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        // Ticks: SQLite has no time type that sorts, and both engines shall hold the same.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<InboxRow>(inbox => Keyed(inbox, row => new { row.Channel, row.Conversation, row.Activity }));
        modelBuilder.Entity<ConversationRow>(conversation =>
        {
            Keyed(conversation, row => new { row.Channel, row.Conversation });
            conversation.Property(row => row.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<OutboxRow>(outbox =>
        {
            outbox.HasIndex(row => new { row.Channel, row.Conversation, row.Sequence }).IsUnique();
            // What waits is little; what was said is much.
            outbox.HasIndex(row => row.Id).HasFilter("\"State\" IN ('Pending', 'Ambiguous', 'Sending')").HasDatabaseName("IX_Outbox_Waiting");
            outbox.HasIndex(row => row.GivenUpAt).HasFilter("\"State\" = 'Failed'").HasDatabaseName("IX_Outbox_GivenUp");
            outbox.Property(row => row.Ticket).HasMaxLength(LongestNumber);
            outbox.Property(row => row.Code).HasMaxLength(LongestKey);
        });
        modelBuilder.Entity<QuestionRow>(question =>
        {
            question.HasIndex(row => new { row.Channel, row.Conversation, row.Id });
            AsJson(question.Property(row => row.Articles));
        });
        modelBuilder.Entity<TicketCounterRow>(counter =>
        {
            counter.HasKey(row => row.Year);
            counter.Property(row => row.Year).ValueGeneratedNever();
        });
        modelBuilder.Entity<SigningKeyRow>(key =>
        {
            key.HasKey(row => row.Period);
            key.Property(row => row.Period).ValueGeneratedNever();
        });
        modelBuilder.Entity<Ticket>(MapTicket);
        modelBuilder.Entity<TicketEvent>().HasIndex(line => new { line.What, line.At });
        modelBuilder.Entity<TicketMessage>(message => AsJson(message.Property(m => m.Attachments)));
        modelBuilder.Entity<FileRow>(FileRow.Map);
        VisitorModel.Map(modelBuilder);
        LanguageModel.Map(modelBuilder);
        SearchModel.Map(modelBuilder);
        DeskModel.Map(modelBuilder);
        DeskSessionModel.Map(modelBuilder);
        ViewModel.Map(modelBuilder);
        ContactModel.Map(modelBuilder);
    }

    private static void MapTicket(EntityTypeBuilder<Ticket> ticket)
    {
        ticket.HasIndex(t => t.Number).IsUnique();
        ticket.HasIndex(t => new { t.Channel, t.Requester });
        ticket.HasIndex(t => t.SupplyPointNumber);
        // What is unsettled, of all teams or of some: a hundredth of the table. Lists of what changed last, a team's and of all. Figures of a period, a person's and of all.
        ticket.HasIndex(t => new { t.State, t.Team });
        ticket.HasIndex(t => new { t.Team, t.ChangedAt });
        ticket.HasIndex(t => t.ChangedAt);
        ticket.HasIndex(t => new { t.Agent, t.OpenedAt });
        ticket.HasIndex(t => t.OpenedAt);
        ticket.Property(t => t.Team).HasMaxLength(Ticket.LongestName);
        ticket.Property(t => t.ChatAgent).HasMaxLength(Ticket.LongestName);
        ticket.Property(t => t.Conversation).HasMaxLength(LongestKey);
        ticket.Property(t => t.Number).HasMaxLength(LongestNumber);
        ticket.Property(t => t.Version).IsConcurrencyToken();
        AsJson(ticket.Property(t => t.Articles));
        AsJson(ticket.Property(t => t.Tried));
        AsJson(ticket.Property(t => t.Duplicates));
        AsJson(ticket.Property(t => t.Tags));
        AsJson(ticket.Property(t => t.Stops));
        AsJson(ticket.Property(t => t.Feedback));
        ticket.Property(t => t.Facts).HasConversion(
            facts => JsonSerializer.Serialize(facts, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<Dictionary<string, string>>(json, JsonSerializerOptions.Default)!,
            new ValueComparer<IReadOnlyDictionary<string, string>>((a, b) => ReferenceEquals(a, b), facts => facts.Count));
        AsJson(ticket.Property(t => t.Links));
        ticket.Property(t => t.MergedInto).HasMaxLength(LongestNumber);
        ticket.HasIndex(t => t.MergedInto).HasFilter("\"MergedInto\" IS NOT NULL");
        ticket.Ignore(t => t.Asked);
        ticket.OwnsOne(t => t.HandOver);
        ticket.HasMany(t => t.ThirdParty).WithOne().HasForeignKey("TicketId").OnDelete(DeleteBehavior.Cascade);
        ticket.HasMany(t => t.Messages).WithOne().HasForeignKey("TicketId").OnDelete(DeleteBehavior.Cascade);
        ticket.HasMany(t => t.Events).WithOne().HasForeignKey("TicketId").OnDelete(DeleteBehavior.Cascade);
    }

    private static void Keyed<T>(EntityTypeBuilder<T> entity, System.Linq.Expressions.Expression<Func<T, object?>> key)
        where T : class
    {
        entity.HasKey(key);
        foreach (var property in entity.Metadata.FindPrimaryKey()!.Properties)
        {
            property.SetMaxLength(LongestKey);
        }
    }

    internal static void AsJson<T>(PropertyBuilder<IReadOnlyList<T>> property) => property.HasConversion(
        list => JsonSerializer.Serialize(list, JsonSerializerOptions.Default),
        json => ListOf<T>(json),
        new ValueComparer<IReadOnlyList<T>>((a, b) => a!.SequenceEqual(b!), list => list.Count, list => list.ToList()));

    internal static void AsJson(PropertyBuilder<LetterPlan?> property) => property.HasConversion(
        plan => plan == null ? null : JsonSerializer.Serialize(plan, JsonSerializerOptions.Default),
        json => json == null ? null : JsonSerializer.Deserialize<LetterPlan>(json, JsonSerializerOptions.Default));

    /// <summary>Nearly all lists of nearly all rows are empty: they are not parsed.</summary>
    private static List<T> ListOf<T>(string json) => json == "[]" ? [] : JsonSerializer.Deserialize<List<T>>(json, JsonSerializerOptions.Default)!;

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

public sealed class SqliteHelpDeskContext(DbContextOptions<SqliteHelpDeskContext> options) : HelpDeskContext(options);

public sealed class PostgresHelpDeskContext(DbContextOptions<PostgresHelpDeskContext> options) : HelpDeskContext(options);
