using System.Text.Json;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace HelpDesk.Storage.Model;

/// <summary>What a language service said of an inquiry: for its agents' list, nothing is decided by it.</summary>
public sealed class HintRow
{
    /// <summary>HD-2026-000123.</summary>
    public required string Ticket { get; init; }

    /// <summary>In the service's order; empty where they were not asked for.</summary>
    public required IReadOnlyList<string> KeyPhrases { get; init; }

    /// <summary>positive, neutral, negative or mixed; null where it was not asked for.</summary>
    public string? Sentiment { get; init; }

    /// <summary>0 to 1.</summary>
    public double Negative { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>What was sent to the language service on one day, by all nodes.</summary>
public sealed class LanguageDayRow
{
    /// <summary>20261126, by UTC.</summary>
    public required int Day { get; init; }

    public required int Documents { get; set; }
}

internal static class LanguageModel
{
    private const int LongestNumber = 40;

    public static void Map(ModelBuilder model)
    {
        model.Entity<HintRow>(hint =>
        {
            hint.ToTable("InquiryHints").HasKey(row => row.Ticket);
            hint.Property(row => row.Ticket).HasMaxLength(LongestNumber);
            hint.Property(row => row.Sentiment).HasMaxLength(Ticket.LongestName);
            hint.Property(row => row.KeyPhrases).HasConversion(
                list => JsonSerializer.Serialize(list, JsonSerializerOptions.Default),
                json => JsonSerializer.Deserialize<List<string>>(json, JsonSerializerOptions.Default)!,
                new ValueComparer<IReadOnlyList<string>>((a, b) => a!.SequenceEqual(b!), list => list.Count, list => list.ToList()));
        });
        model.Entity<LanguageDayRow>(day =>
        {
            day.ToTable("LanguageDays").HasKey(row => row.Day);
            day.Property(row => row.Day).ValueGeneratedNever();
        });
    }
}
