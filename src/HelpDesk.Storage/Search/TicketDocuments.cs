using HelpDesk.Search.Asking;
using HelpDesk.Search.Index;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Search;

/// <summary>By what a ticket is found. Pure.</summary>
internal static class TicketDocuments
{
    /// <summary>Need ids of kb/routing.yaml.</summary>
    private const string Company = "company";
    private const string CompanyCode = "company-code";
    private const string Name = "requester-name";
    private const string Contact = "requester-contact";
    private const string Area = "area";

    /// <summary>The state of what goes on elsewhere: no list that asks for a state counts the same matter twice. Nobody types it.</summary>
    private const string Merged = "merged";

    public static SearchDocument Of(TicketView view)
    {
        var ticket = view.Ticket;
        return new SearchDocument
        {
            Id = ticket.Id,
            Subject = ticket.Subject,
            Room = ticket.Team,
            Texts =
            [
                ticket.Number, .. ticket.Messages.Select(message => message.Text), .. ticket.Messages.SelectMany(message => message.Attachments).Concat(ticket.ThirdParty.SelectMany(line => line.Attachments)).Select(file => file.Name),
                .. ticket.Facts.Values, .. ticket.HandOver is { } handed ? (string[])[handed.To, handed.Message] : [], .. ticket.ThirdParty.Select(line => line.Text), .. Some(ticket.Symptom, ticket.SupplyPointNumber, ticket.Agent), .. ticket.Articles, .. ticket.Tags,
            ],
            Keys = new Dictionary<SearchField, IReadOnlyList<string>>
            {
                [SearchField.State] = [ticket.MergedInto is null ? ticket.State.Key() : Merged],
                [SearchField.Agent] = Some(ticket.Agent),
                [SearchField.Team] = [ticket.Team],
                [SearchField.Area] = Some(ticket.AreaCode, ticket.Facts.GetValueOrDefault(Area)),
                [SearchField.Tag] = ticket.Tags,
                [SearchField.Symptom] = Some(ticket.Symptom),
                [SearchField.Priority] = [ticket.Priority.ToString()],
                [SearchField.Owner] = Some(ticket.Owner, ticket.HandOver?.To),
            },
            Person = NameOf(ticket.Facts) is { } name ? new Party(ticket.Channel + "/" + ticket.Requester, [name, .. Some(ContactOf(ticket.Facts))]) : null,
            Company = CompanyOf(ticket.Facts) is { } company ? new Party(ticket.Facts.GetValueOrDefault(CompanyCode) ?? company, [company, .. Some(ticket.Facts.GetValueOrDefault(CompanyCode))]) : null,
            Opened = ticket.OpenedAt,
            Changed = ticket.ChangedAt,
            Due = ticket.State.IsSettled() ? null : view.Next.Due,
        };
    }

    public static string? NameOf(IReadOnlyDictionary<string, string> facts) => facts.GetValueOrDefault(Name) ?? ContactOf(facts);

    public static string? ContactOf(IReadOnlyDictionary<string, string> facts) => facts.GetValueOrDefault(Contact);

    public static string? CompanyOf(IReadOnlyDictionary<string, string> facts) => facts.GetValueOrDefault(Company) ?? facts.GetValueOrDefault(CompanyCode);

    public static string? CodeOf(IReadOnlyDictionary<string, string> facts) => facts.GetValueOrDefault(CompanyCode);

    /// <summary>What due times depend on beside the tickets themselves: where it is another, they are computed anew.</summary>
    public static string StampOf(TicketRules rules)
    {
        var last = rules.Calendar.LastKnownDay ?? new DateOnly(2000, 12, 31);
        var days = string.Concat(Enumerable.Range(0, 3 * 366).Select(i => rules.Calendar.IsBusinessDay(last.AddDays(-i)) ? '1' : '0'));
        var midnight = BusinessCalendar.At(last.AddDays(-30), TimeOnly.MinValue);
        var times = Enum.GetValues<TicketPriority>().Select(rules.Targets.Of).Select(of => $"{of.FirstResponse:c} {of.Resolution:c}");
        var text = FormattableString.Invariant($"{last:O} {days} {rules.Calendar.Add(midnight, TimeSpan.FromMinutes(1)).At:O} {rules.Calendar.Between(midnight, midnight.AddDays(30)).Time:c} {string.Join(';', times)}");
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    private static List<string> Some(params ReadOnlySpan<string?> values)
    {
        var some = new List<string>();
        foreach (var value in values)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                some.Add(value);
            }
        }

        return some;
    }
}
