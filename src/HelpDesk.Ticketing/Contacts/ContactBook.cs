using HelpDesk.Sources;

namespace HelpDesk.Ticketing.Contacts;

/// <summary>All contacts of all times: of a company there is one a day at most. Pure.</summary>
public sealed class ContactBook(IEnumerable<Contact> contacts)
{
    private readonly List<Contact> all = [.. contacts.OrderBy(one => one.Code.Length).ThenBy(one => one.Code, StringComparer.Ordinal).ThenBy(one => one.ValidFrom)];

    /// <summary>Operators by area, then companies by code; each from the earliest.</summary>
    public IReadOnlyList<Contact> All => all;

    public IEnumerable<Contact> On(DateOnly day) => all.Where(one => one.Holds(day));

    /// <summary>Who is meant by what stands in an inquiry: a code, a name, or a name with something about it.</summary>
    public Contact? Find(string party, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(party);
        var today = On(day).ToList();
        var clean = party.Trim();
        return today.Find(one => one.Code == clean) ?? today.Find(one => string.Equals(one.Name, clean, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// The book with an entry more. One of the same code and first day is replaced; what holds without an end before it ends the day
    /// before.
    /// </summary>
    /// <returns>Null where two would hold on one day.</returns>
    public ContactBook? With(Contact entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var others = all.Where(one => one.Code != entry.Code || one.ValidFrom != entry.ValidFrom)
            .Select(one => one.Code == entry.Code && one.ValidTo is null && one.ValidFrom < entry.ValidFrom ? one with { ValidTo = entry.ValidFrom.AddDays(-1) } : one).ToList();
        var overlaps = others.Exists(one => one.Code == entry.Code && one.ValidFrom <= (entry.ValidTo ?? DateOnly.MaxValue) && entry.ValidFrom <= (one.ValidTo ?? DateOnly.MaxValue));
        return overlaps ? null : new ContactBook([.. others, entry]);
    }

    /// <summary>The book with all entries of a file; each that cannot be is an error at its line, and the book is to be thrown away.</summary>
    public ContactBook WithAll(IEnumerable<ContactLine> lines, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(findings);
        var book = this;
        var seen = new HashSet<(string, DateOnly)>();
        foreach (var line in lines)
        {
            if (!seen.Add((line.Contact.Code, line.Contact.ValidFrom)))
            {
                findings.Error(line.Place, "CON006", line.Contact.Code);
            }
            else if (book.With(line.Contact) is { } more)
            {
                book = more;
            }
            else
            {
                findings.Error(line.Place, "CON005", line.Contact.Code);
            }
        }

        return book;
    }
}
