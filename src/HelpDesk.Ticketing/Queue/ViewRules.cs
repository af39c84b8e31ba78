using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Ticketing.Queue;

/// <summary>Who sees, makes and changes which view, and what one may be. Pure.</summary>
public static class ViewRules
{
    public const int LongestName = 60;
    public const int LongestFilter = 500;

    /// <summary>Views of one person, of one team, or shared by all.</summary>
    public const int MostOfOne = 30;

    /// <summary>Views beside the queue, each with its count; the others stand on the page of views.</summary>
    public const int MostListed = 40;

    public static bool MaySee(SavedView view, DeskPerson person)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(person);
        return view.Is.Scope switch
        {
            ViewScope.Personal => view.Maker == person.Id && person.May(DeskRight.SeeInquiries),
            ViewScope.Team => view.Is.Team is { } team && person.May(DeskRight.SeeInquiries, team),
            ViewScope.Shared => person.May(DeskRight.SeeInquiries) || person.May(DeskRight.EditSharedViews),
            _ => false,
        };
    }

    /// <summary>Whether somebody may have a view there: their own, a team's, or one for all.</summary>
    public static bool MayMake(ViewScope scope, string? team, DeskPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return scope switch
        {
            ViewScope.Personal => person.May(DeskRight.KeepViews),
            ViewScope.Team => team is not null && person.May(DeskRight.KeepViews, team),
            ViewScope.Shared => person.May(DeskRight.EditSharedViews),
            _ => false,
        };
    }

    /// <summary>A team's view is changed by who made it, as long as they may make one there, and by leads.</summary>
    public static bool MayChange(SavedView view, DeskPerson person)
    {
        ArgumentNullException.ThrowIfNull(view);
        return MaySee(view, person) && MayMake(view.Is.Scope, view.Is.Team, person)
            && (view.Is.Scope != ViewScope.Team || view.Maker == person.Id || person.Scope(DeskRight.KeepViews) == RightScope.All);
    }

    /// <summary>Nobody's view becomes somebody else's own: only who made it takes it back from a team or from all.</summary>
    public static bool MayBecome(SavedView view, ViewWish wish, DeskPerson person)
    {
        ArgumentNullException.ThrowIfNull(wish);
        return MayChange(view, person) && MayMake(wish.Scope, wish.Team, person) && (wish.Scope != ViewScope.Personal || view.Maker == person.Id);
    }

    /// <summary>As it is kept: the name on one line, the filter without blanks around it, a team only where it is a team's.</summary>
    public static ViewWish Clean(ViewWish wish)
    {
        ArgumentNullException.ThrowIfNull(wish);
        return wish with
        {
            Name = string.Join(' ', wish.Name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            Filter = wish.Filter.Trim(),
            Team = wish.Scope == ViewScope.Team ? wish.Team?.Trim() : null,
        };
    }

    /// <summary>What is wrong with a wish that is <see cref="Clean"/>; null where nothing is. A filter can only be too long.</summary>
    public static ViewFailure? Wrong(ViewWish wish)
    {
        ArgumentNullException.ThrowIfNull(wish);
        return wish.Name.Length == 0 || wish.Name.Any(char.IsControl) ? new ViewFailure("view_name")
            : wish.Name.Length > LongestName ? new ViewFailure("view_name_long", LongestName)
            : wish.Filter.Length > LongestFilter ? new ViewFailure("view_filter_long", LongestFilter)
            : wish.Scope == ViewScope.Team && wish.Team is not { Length: > 0 and <= Ticket.LongestName } ? new ViewFailure("view_team")
            : null;
    }

    /// <summary>
    /// Those that stand beside the queue: the pinned ones first, as they were put, then one's own, one's teams' and the shared ones by
    /// name. Another team's view, which only leads see, stands there once it is pinned.
    /// </summary>
    /// <param name="pinned">Ids in order.</param>
    public static IReadOnlyList<SavedView> Listed(IEnumerable<SavedView> views, IReadOnlyList<long> pinned, DeskPerson person)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(pinned);
        var place = pinned.Index().ToDictionary(pin => pin.Item, pin => pin.Index);
        return
        [
            .. Ordered(views.Where(view => MaySee(view, person)), place)
                .Where(view => place.ContainsKey(view.Id) || view.Is.Scope != ViewScope.Team || person.Teams.Contains(view.Is.Team!))
                .Take(MostListed),
        ];
    }

    /// <summary>The pinned ones as they were put, then the others by whose they are and name.</summary>
    public static IEnumerable<SavedView> Ordered(IEnumerable<SavedView> views, IReadOnlyDictionary<long, int> place) =>
        views.OrderBy(view => place.TryGetValue(view.Id, out var at) ? at : int.MaxValue).ThenBy(view => view.Is.Scope)
            .ThenBy(view => view.Is.Team, StringComparer.Ordinal).ThenBy(view => view.Is.Name, StringComparer.Ordinal).ThenBy(view => view.Id);

    /// <summary>One pin further up or down; at the end nothing changes.</summary>
    public static IReadOnlyList<long> Moved(IReadOnlyList<long> pinned, long id, int by)
    {
        ArgumentNullException.ThrowIfNull(pinned);
        var from = pinned.IndexOf(id);
        var to = from + by;
        if (from < 0 || to < 0 || to >= pinned.Count)
        {
            return pinned;
        }

        List<long> moved = [.. pinned];
        moved.RemoveAt(from);
        moved.Insert(to, id);
        return moved;
    }

    private static int IndexOf(this IReadOnlyList<long> list, long id)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] == id)
            {
                return i;
            }
        }

        return -1;
    }
}
