using HelpDesk.Ticketing.Contacts;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Desk;

/// <summary>Who is meant by a name that stands in an inquiry.</summary>
public static class ThirdParties
{
    /// <summary>By name, or an operator by its area: kb names the ten, the book says where they are reached.</summary>
    public static Contact? Find(ContactBook book, AreaFinder areas, string party, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(areas);
        ArgumentNullException.ThrowIfNull(party);
        var area = areas.Areas.FirstOrDefault(area => area.Operator == party.Trim() || area.OperatorEn == party.Trim());
        return book.Find(area?.Code ?? party, day) ?? book.Find(party, day);
    }
}
