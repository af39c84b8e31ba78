using HelpDesk.Storage.Model;
using HelpDesk.Storage.People;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Queue;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Desk;

/// <summary>What somebody sees of the saved views.</summary>
/// <param name="Views">The pinned ones as they were put, then the others by whose they are and name.</param>
/// <param name="Pinned">Ids in order.</param>
public sealed record ViewShelf(IReadOnlyList<SavedView> Views, IReadOnlyList<long> Pinned);

/// <summary>What became of a wish about a saved view.</summary>
public abstract record ViewOutcome;

public sealed record ViewKept(SavedView View) : ViewOutcome;

public sealed record ViewRefused(ViewFailure Failure) : ViewOutcome;

/// <summary>Somebody else was first; nothing was kept.</summary>
/// <param name="Now">As they left it.</param>
public sealed record ViewChangedMeanwhile(SavedView Now) : ViewOutcome;

/// <summary>There is none, or it is not theirs to see or to change.</summary>
public sealed record ViewNotFound : ViewOutcome;

/// <summary>
/// Saved views: kept by right, and of two who change one at once the second is told. Changes to what others see stand in the audit.
/// What each person has pinned is their own.
/// </summary>
public sealed class DeskViews(Database database, TimeProvider time)
{
    private const int MostTries = 10;

    /// <summary>In two questions, however many there are.</summary>
    public async Task<ViewShelf> OfAsync(DeskPerson person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        await using var context = database.Open();
        var views = (await Seen(context, person).AsNoTracking().ToListAsync(cancellation)).Select(Of).Where(view => ViewRules.MaySee(view, person)).ToDictionary(view => view.Id);
        var pins = await context.DeskViewPins.AsNoTracking().Where(pin => pin.User == person.Id).OrderBy(pin => pin.Position).ThenBy(pin => pin.View).Select(pin => pin.View).ToListAsync(cancellation);
        List<long> pinned = [.. pins.Where(views.ContainsKey)];
        return new ViewShelf([.. ViewRules.Ordered(views.Values, pinned.Index().ToDictionary(pin => pin.Item, pin => pin.Index))], pinned);
    }

    /// <summary>Makes a view, or changes one.</summary>
    /// <param name="id">Null: a new one.</param>
    /// <param name="seen">The version that is changed.</param>
    public Task<ViewOutcome> KeepAsync(long? id, long seen, ViewWish wish, DeskPerson person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(wish);
        ArgumentNullException.ThrowIfNull(person);
        return TriedAsync(context => TryKeepAsync(context, id, seen, ViewRules.Clean(wish), person, cancellation), cancellation);
    }

    /// <param name="seen">The version that is removed.</param>
    public Task<ViewOutcome> RemoveAsync(long id, long seen, DeskPerson person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        return TriedAsync(context => TryRemoveAsync(context, id, seen, person, cancellation), cancellation);
    }

    /// <summary>On top of their list, below those that are there; or no longer.</summary>
    public Task PinAsync(long id, bool isPinned, DeskPerson person, CancellationToken cancellation) =>
        PinsAsync(person, pinned => pinned.Contains(id) == isPinned ? pinned : isPinned ? [.. pinned, id] : [.. pinned.Where(one => one != id)], cancellation);

    /// <summary>One further up (-1) or down (1) among the pinned ones.</summary>
    public Task MoveAsync(long id, int by, DeskPerson person, CancellationToken cancellation) => PinsAsync(person, pinned => ViewRules.Moved(pinned, id, by), cancellation);

    private async Task<ViewOutcome> TryKeepAsync(HelpDeskContext context, long? id, long seen, ViewWish wish, DeskPerson person, CancellationToken cancellation)
    {
        var row = id is null ? null : await Seen(context, person).FirstOrDefaultAsync(one => one.Id == id, cancellation);
        if (id is null ? !ViewRules.MayMake(wish.Scope, wish.Team, person) : row is null || !ViewRules.MayBecome(Of(row), wish, person))
        {
            return new ViewNotFound();
        }

        if (ViewRules.Wrong(wish) is { } wrong)
        {
            return new ViewRefused(wrong);
        }

        if (row is not null && row.Version != seen)
        {
            return new ViewChangedMeanwhile(Of(row));
        }

        if ((row is null || (row.Scope, row.Team) != (wish.Scope, wish.Team)) && await CountAsync(context, wish, row?.Maker ?? person.Id, cancellation) >= ViewRules.MostOfOne)
        {
            return new ViewRefused(new ViewFailure("view_many", ViewRules.MostOfOne));
        }

        var before = row is null ? null : Of(row);
        if (row is null)
        {
            row = new DeskViewRow { Maker = person.Id, Scope = wish.Scope, Name = wish.Name, Filter = wish.Filter, Order = wish.Order, Version = 0, ChangedBy = person.Name, ChangedAt = default };
            context.DeskViews.Add(row);
        }

        (row.Scope, row.Team, row.Name, row.Filter, row.Within, row.Order) = (wish.Scope, wish.Team, wish.Name, wish.Filter, wish.Within, wish.Order);
        (row.Version, row.ChangedBy, row.ChangedAt) = (row.Version + 1, person.Name, time.GetUtcNow());
        Note(context, before is null ? "view-made" : "view-changed", person, before?.Is, wish);
        await context.SaveChangesAsync(cancellation);
        return new ViewKept(Of(row));
    }

    private async Task<ViewOutcome> TryRemoveAsync(HelpDeskContext context, long id, long seen, DeskPerson person, CancellationToken cancellation)
    {
        if (await Seen(context, person).FirstOrDefaultAsync(one => one.Id == id, cancellation) is not { } row || !ViewRules.MayChange(Of(row), person))
        {
            return new ViewNotFound();
        }

        if (row.Version != seen)
        {
            return new ViewChangedMeanwhile(Of(row));
        }

        context.DeskViews.Remove(row);
        await context.DeskViewPins.Where(pin => pin.View == id).ExecuteDeleteAsync(cancellation);
        Note(context, "view-removed", person, Of(row).Is, null);
        await context.SaveChangesAsync(cancellation);
        return new ViewKept(Of(row));
    }

    private async Task PinsAsync(DeskPerson person, Func<IReadOnlyList<long>, IReadOnlyList<long>> change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        var shelf = await OfAsync(person, cancellation);
        List<long> wanted = [.. change(shelf.Pinned).Where(id => shelf.Views.Any(view => view.Id == id))];
        await TriedAsync(async context =>
        {
            // What they may no longer see goes with it.
            var rows = await context.DeskViewPins.Where(pin => pin.User == person.Id).ToDictionaryAsync(pin => pin.View, cancellation);
            context.DeskViewPins.RemoveRange(rows.Values.Where(pin => !wanted.Contains(pin.View)));
            foreach (var (position, id) in wanted.Index())
            {
                if (rows.TryGetValue(id, out var pin))
                {
                    pin.Position = position;
                }
                else
                {
                    context.DeskViewPins.Add(new DeskViewPinRow { User = person.Id, View = id, Position = position });
                }
            }

            await context.SaveChangesAsync(cancellation);
            return true;
        }, cancellation);
    }

    private async Task<T> TriedAsync<T>(Func<HelpDeskContext, Task<T>> act, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var context = database.Open();
                await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
                var outcome = await act(context);
                await transaction.CommitAsync(cancellation);
                return outcome;
            }
            catch (Exception e) when (Faults.IsLostRace(e) && tries < MostTries)
            {
                // Somebody else was first: seen anew.
            }
        }
    }

    /// <summary>Those that somebody may see, as far as a database can say.</summary>
    private static IQueryable<DeskViewRow> Seen(HelpDeskContext context, DeskPerson person)
    {
        var (all, teams) = (person.Scope(DeskRight.SeeInquiries) == RightScope.All, person.Teams.ToList());
        return context.DeskViews.Where(row => row.Scope == ViewScope.Shared || (row.Scope == ViewScope.Personal && row.Maker == person.Id) || (row.Scope == ViewScope.Team && (all || teams.Contains(row.Team!))));
    }

    private static Task<int> CountAsync(HelpDeskContext context, ViewWish wish, string maker, CancellationToken cancellation) =>
        context.DeskViews.CountAsync(row => row.Scope == wish.Scope && (wish.Scope != ViewScope.Personal || row.Maker == maker) && (wish.Scope != ViewScope.Team || row.Team == wish.Team), cancellation);

    /// <summary>A view that was nobody else's before nor after is nobody else's business.</summary>
    private void Note(HelpDeskContext context, string what, DeskPerson person, ViewWish? before, ViewWish? after)
    {
        if (before is { Scope: not ViewScope.Personal } || after is { Scope: not ViewScope.Personal })
        {
            DeskAudit.Add(context, time.GetUtcNow(), person.Name, what, (after ?? before)!.Name, Told(before), Told(after));
        }
    }

    private static string? Told(ViewWish? view) => view switch
    {
        null => null,
        { Scope: ViewScope.Personal } => "Personal",
        _ => $"{view.Scope} {view.Team}; {view.Name}; {view.Within?.ToString() ?? "*"}; {view.Order}; {view.Filter}",
    };

    private static SavedView Of(DeskViewRow row) => new(row.Id, row.Maker, new ViewWish(row.Name, row.Scope, row.Team, row.Filter, row.Within, row.Order), row.Version, row.ChangedBy, row.ChangedAt);
}
