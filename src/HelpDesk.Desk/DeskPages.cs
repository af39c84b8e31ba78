using HelpDesk.Ticketing.People;

namespace HelpDesk.Desk;

/// <summary>A page of the desk that everything leads to.</summary>
/// <param name="Title">Key of its name.</param>
/// <param name="Key">By which it is opened; null: by none.</param>
public sealed record DeskPageLink(string Address, string Title, string? Key = null);

/// <summary>The pages that a person may open; what each shows it decides itself.</summary>
public static class DeskPages
{
    public static DeskPageLink Queue { get; } = new("/desk", "desk.queue");

    public static IEnumerable<DeskPageLink> Of(DeskPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        var sees = person.May(DeskRight.SeeInquiries);
        return new (bool May, DeskPageLink Page)[]
        {
            (sees, Queue),
            (sees && person.May(DeskRight.SeeReports), new("/desk/reports", "reports.title", "f")),
            (sees || person.May(DeskRight.EditContacts), new("/desk/contacts", "contacts.title")),
            (!sees && person.May(DeskRight.EditSharedViews), new("/desk/views", "views.title")),
            (person.May(DeskRight.ManagePeople), new("/desk/people", "people.title")),
            (person.Scope(DeskRight.SeeAudit) == RightScope.All, new("/desk/audit", "audit.title")),
        }.Where(one => one.May).Select(one => one.Page);
    }
}
