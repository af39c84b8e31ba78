using HelpDesk.Sources;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.People;
using HelpDesk.Ticketing.Contacts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Desk;

/// <summary>The book of contacts as it is kept: whole changes or none, each with a line in the audit.</summary>
public sealed class DeskContacts(Database database, TimeProvider time)
{
    private const int MostTries = 10;

    public async Task<ContactBook> ReadAsync(CancellationToken cancellation)
    {
        await using var context = database.Open();
        return new ContactBook((await context.Contacts.AsNoTracking().ToListAsync(cancellation)).Select(row => row.ToContact()));
    }

    /// <summary>Takes the lines in, all or none.</summary>
    /// <param name="by">As the audit names who does it.</param>
    /// <param name="what">A stable verb of the audit.</param>
    /// <returns>How many entries are new or other than before; what stops it stands in <paramref name="findings"/>.</returns>
    public async Task<int> TakeInAsync(IReadOnlyList<ContactLine> lines, string by, string what, FindingList findings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(findings);
        if (findings.HasErrors)
        {
            return 0;
        }

        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryAsync(lines, by, what, findings, cancellation);
            }
            catch (Exception e) when (Faults.IsLostRace(e) && tries < MostTries)
            {
                // Somebody else has changed the book: seen anew.
            }
        }
    }

    private async Task<int> TryAsync(IReadOnlyList<ContactLine> lines, string by, string what, FindingList findings, CancellationToken cancellation)
    {
        await using var context = database.Open();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var rows = await context.Contacts.ToDictionaryAsync(row => (row.Code, row.ValidFrom), cancellation);
        var book = new ContactBook(rows.Values.Select(row => row.ToContact())).WithAll(lines, findings);
        if (findings.HasErrors)
        {
            return 0;
        }

        var changed = 0;
        foreach (var contact in book.All)
        {
            var before = rows.TryGetValue((contact.Code, contact.ValidFrom), out var row) ? row.ToContact() : null;
            if (before == contact)
            {
                continue;
            }

            changed++;
            if (row is null)
            {
                row = new ContactRow { Code = contact.Code, ValidFrom = contact.ValidFrom, Name = contact.Name };
                context.Contacts.Add(row);
            }

            (row.Name, row.ValidTo, row.Mail, row.Phone, row.Form, row.Hours, row.AnswerDays) = (contact.Name, contact.ValidTo, contact.Mail, contact.Phone, contact.Form, contact.Hours, contact.AnswerDays);
            DeskAudit.Add(context, time.GetUtcNow(), by, what, contact.Code, before is null ? null : Told(before), Told(contact));
        }

        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return changed;
    }

    private static string Told(Contact contact) => FormattableString.Invariant(
        $"{contact.Name}; {contact.ValidFrom:yyyy-MM-dd}..{contact.ValidTo:yyyy-MM-dd}; {contact.Mail}; {contact.Phone}; {contact.Form}; {contact.Hours}; {contact.AnswerDays}");
}
