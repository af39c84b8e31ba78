using System.Globalization;
using HelpDesk.Storage.Desk;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Queue;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Desk.Views;

/// <summary>The saved views somebody sees: made, changed, removed and put in order. What is being typed stays whatever others do.</summary>
public sealed partial class ViewsPage
{
    private const string Personal = "personal";
    private const string Shared = "shared";
    private const string TeamPrefix = "team:";

    private ViewShelf? shelf;
    private IReadOnlyList<string> teams = [];
    private bool looked;
    private SavedView? editing;
    private SavedView? meanwhile;
    private SavedView? kept;
    private long? removing;
    private string name = "";
    private string whose = Personal;
    private string filter = "";
    private string within = "";
    private ViewOrder order;
    private int? count;
    private IReadOnlyList<string> doubts = [];
    private string? told;
    private string? refusal;
    private ElementReference nameField;
    private bool goesToName;
    private (long View, int By)? goesTo;
    private bool isBegun;

    /// <summary>To begin a view with.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    private string? Typed { get; set; }

    /// <inheritdoc cref="Typed"/>
    [SupplyParameterFromQuery(Name = "in")]
    private string? List { get; set; }

    [SupplyParameterFromQuery(Name = "edit")]
    private long? Edited { get; set; }

    /// <summary>The buttons that move a pin, for the focus to go with it.</summary>
    private Dictionary<(long View, int By), ElementReference> Moves { get; } = [];

    /// <summary>Where they may have a view, as the form names it.</summary>
    private IEnumerable<string> Scopes => new[] { Personal }.Concat(teams.Select(team => TeamPrefix + team)).Append(Shared).Where(one => Is(one) is var (scope, team) && ViewRules.MayMake(scope, team, Person!));

    private ViewWish Wish
    {
        get
        {
            var (scope, team) = Is(whose);
            return new ViewWish(name, scope, team, filter, ViewAddress.Read(within), order);
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        await LookAsync();
        looked = true;
        if (isBegun || shelf is null)
        {
            return;
        }

        isBegun = true;
        Clear();
        if (shelf.Views.FirstOrDefault(view => view.Id == Edited) is { } view && ViewRules.MayChange(view, Person!))
        {
            await EditAsync(view);
        }
        else
        {
            (filter, within) = (Typed is { Length: <= ViewRules.LongestFilter } text ? text : "", ViewAddress.Read(List) is { } list ? ViewAddress.Key(list) : "");
            await CountAsync();
        }
    }

    protected override async Task LookAsync()
    {
        if (Person is not { } person || !(person.May(DeskRight.KeepViews) || person.May(DeskRight.EditSharedViews)))
        {
            return;
        }

        shelf = await Views.OfAsync(person, Gone);

        // Whoever may make a view for any team is offered all that there are.
        teams = [.. (person.Scope(DeskRight.KeepViews) == RightScope.All ? (await People.ListAsync(Gone)).SelectMany(user => user.Teams) : []).Concat(person.Teams)
            .Concat(shelf.Views.Select(view => view.Is.Team).OfType<string>()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (goesToName)
        {
            goesToName = false;
            await nameField.FocusAsync();
        }

        if (goesTo is { } button && shelf is { } now)
        {
            goesTo = null;
            var at = now.Pinned.Index().FirstOrDefault(pin => pin.Item == button.View).Index;
            var by = (button.By < 0 && at == 0) || (button.By > 0 && at == now.Pinned.Count - 1) ? -button.By : button.By;
            if (Moves.TryGetValue((button.View, by), out var element))
            {
                await element.FocusAsync();
            }
        }
    }

    private async Task EditAsync(SavedView view)
    {
        Clear();
        (editing, name, filter, order) = (view, view.Is.Name, view.Is.Filter, view.Is.Order);
        (within, whose, goesToName) = (view.Is.Within is { } list ? ViewAddress.Key(list) : "", Key(view.Is), true);
        await CountAsync();
    }

    private void Clear()
    {
        (editing, meanwhile, told, refusal, removing, kept, count, doubts) = (null, null, null, null, null, null, null, []);
        (name, filter, within, order) = ("", "", "", ViewOrder.Due);
        whose = Scopes.FirstOrDefault() ?? Personal;
    }

    /// <summary>Keeps what was typed over what somebody else has kept meanwhile, now that it was seen.</summary>
    private Task OverAsync()
    {
        editing = meanwhile;
        return SaveAsync();
    }

    private async Task SaveAsync()
    {
        (told, refusal, meanwhile, kept) = (null, null, null, null);
        switch (await Views.KeepAsync(editing?.Id, editing?.Version ?? 0, Wish, Person!, Gone))
        {
            case ViewKept done:
                Clear();
                (told, kept) = (Texts.Get("views.kept"), done.View);
                break;
            case ViewChangedMeanwhile other:
                meanwhile = other.Now;
                break;
            case ViewRefused refused:
                refusal = Texts.Get("failure." + refused.Failure.Code, refused.Failure.Most?.ToString(CultureInfo.InvariantCulture) ?? "");
                break;
            default:
                // What was typed stays, to be kept as a new one.
                refusal = Texts.Get(editing is null ? "failure.gone" : "views.lost");
                editing = null;
                break;
        }

        await LookAsync();
    }

    private async Task RemoveAsync(SavedView view)
    {
        (told, removing, kept) = (null, null, null);
        switch (await Views.RemoveAsync(view.Id, view.Version, Person!, Gone))
        {
            case ViewKept:
                told = Texts.Get("views.removed", view.Is.Name);
                break;
            case ViewChangedMeanwhile other:
                told = Texts.Get("failure.changed", other.Now.ChangedBy, Words.At(other.Now.ChangedAt));
                break;
            default:
                told = Texts.Get("failure.gone");
                break;
        }

        await LookAsync();
    }

    private async Task PinAsync(SavedView view, bool isPinned)
    {
        await Views.PinAsync(view.Id, isPinned, Person!, Gone);
        await LookAsync();
    }

    private async Task MoveAsync(SavedView view, int by)
    {
        await Views.MoveAsync(view.Id, by, Person!, Gone);
        goesTo = (view.Id, by);
        await LookAsync();
    }

    /// <summary>How many it would hold now, for whoever looks.</summary>
    private async Task CountAsync()
    {
        if (Viewer is { } viewer)
        {
            var tried = new SavedView(0, Person!.Id, Wish, 0, Person.Name, default);
            var isTooLong = filter.Length > ViewRules.LongestFilter;
            count = isTooLong ? null : (await Queue.LookAsync(QueueView.Mine, null, [tried], Person.Name, viewer, isWoken: false, Gone)).Saved[0];
            doubts = isTooLong ? [] : Queue.Doubts(filter, viewer);
        }
    }

    private string Whose(ViewWish view) => Whose(Key(view));

    private string Whose(string key) => key.StartsWith(TeamPrefix, StringComparison.Ordinal) ? Texts.Get("views.scope.team", key[TeamPrefix.Length..]) : Texts.Get("views.scope." + key);

    private string Within(QueueView? list) => list is { } one ? Texts.Get("queue.view." + ViewAddress.Key(one)) : Texts.Get("views.anywhere");

    private string Order(ViewOrder one) => Texts.Get("views.order." + one.ToString().ToLowerInvariant());

    private static string Key(ViewWish view) => view.Scope switch
    {
        ViewScope.Team => TeamPrefix + view.Team,
        ViewScope.Shared => Shared,
        _ => Personal,
    };

    private static (ViewScope Scope, string? Team) Is(string key) =>
        key.StartsWith(TeamPrefix, StringComparison.Ordinal) ? (ViewScope.Team, key[TeamPrefix.Length..]) : (key == Shared ? ViewScope.Shared : ViewScope.Personal, null);
}
