using System.Globalization;
using HelpDesk.Desk;
using HelpDesk.Sources;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Privacy;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Web.Desk;

/// <summary>Inquiries as rows of a sheet: all cells are text, so that 22 digits and leading noughts live.</summary>
/// <param name="unmasked">Supply point numbers, names and addresses as they are; else masked.</param>
internal sealed class InquirySheet(TextCatalog texts, DeskWords words, bool unmasked)
{
    /// <summary>Keys under «export» of the desk's texts, in the order of the columns.</summary>
    private static readonly string[] Columns =
    [
        "number", "state", "subject", "type", "owner", "area", "company", "companyCode", "person", "contact", "point", "symptom", "facts", "articles", "team", "agent", "priority", "tags", "channel",
        "opened", "firstAnswer", "settled", "closed", "firstTarget", "resolutionTarget", "handedTo",
    ];

    public IReadOnlyList<string> Names => [.. Columns.Select(column => texts.Get("export." + column))];

    public IReadOnlyList<string> Row(TicketView view)
    {
        var ticket = view.Ticket;
        return
        [
            ticket.Number, words.State(ticket.State), Of(ticket.Subject), words.Type(ticket), words.Owner(ticket), words.Area(ticket), ticket.Facts.GetValueOrDefault("company") ?? "",
            ticket.Facts.GetValueOrDefault("company-code") ?? "", Own(ticket, "requester-name"), Own(ticket, "requester-contact"), Own(ticket, "supply-point-number"), Of(ticket.Symptom ?? ""),
            Of(string.Join("; ", ticket.Facts.Where(fact => fact.Key is not ("company" or "company-code" or "requester-name" or "requester-contact" or "supply-point-number")).Select(fact => fact.Key + "=" + fact.Value))),
            string.Join(' ', ticket.Articles), ticket.Team, ticket.Agent ?? "", words.Priority(ticket.Priority), string.Join(' ', ticket.Tags), ticket.Channel,
            At(ticket.OpenedAt), At(ticket.FirstAnswerAt), At(ticket.ResolvedAt), At(ticket.ClosedAt), Target(view.FirstResponse), Target(view.Resolution), ticket.HandOver?.To ?? "",
        ];
    }

    /// <summary>A fact that is about a person: theirs alone, so without the right nothing of it.</summary>
    private string Own(Ticket ticket, string need) => ticket.Facts.GetValueOrDefault(need) is not { } value ? "" : unmasked ? value : texts.Get("export.hidden");

    private string Of(string text) => unmasked ? text : PersonalData.Mask(text);

    /// <summary>Tokyo's, in a form that sorts.</summary>
    private static string At(DateTimeOffset? at) => at?.ToOffset(BusinessCalendar.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    private string Target(TargetStatus target) => texts.Get("export.target_" + target.State.ToString().ToLowerInvariant());
}
