using HelpDesk.Ticketing.Contacts;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Model;

/// <summary>A <see cref="Contact"/>: where another company is reached, from a day on.</summary>
public sealed class ContactRow
{
    public required string Code { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; set; }

    public required string Name { get; set; }

    public string? Mail { get; set; }

    public string? Phone { get; set; }

    public string? Form { get; set; }

    public string? Hours { get; set; }

    public int? AnswerDays { get; set; }

    /// <summary>As the rules know it.</summary>
    public Contact ToContact() => new(Code, Name, ValidFrom) { ValidTo = ValidTo, Mail = Mail, Phone = Phone, Form = Form, Hours = Hours, AnswerDays = AnswerDays };
}

/// <summary>What is asked of other companies, and where.</summary>
internal static class ContactModel
{
    private const int LongestCode = 10;

    public static void Map(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ContactRow>(contact =>
        {
            contact.ToTable("Contacts").HasKey(row => new { row.Code, row.ValidFrom });
            contact.Property(row => row.Code).HasMaxLength(LongestCode);
            contact.Property(row => row.Name).HasMaxLength(Contact.Longest);
        });
        modelBuilder.Entity<ThirdPartyLine>(line =>
        {
            line.ToTable("ThirdPartyLines");
            line.Property(row => row.Party).HasMaxLength(Ticket.LongestName);
            line.Property(row => row.Text).HasMaxLength(Ticket.LongestText);
            line.Ignore(row => row.IsRequesters);
            line.Ignore(row => row.IsMail);
            HelpDeskContext.AsJson(line.Property(row => row.Attachments));
        });
    }
}
