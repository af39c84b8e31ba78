using System.Globalization;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Queue;

namespace HelpDesk.Desk;

/// <summary>How the lists of the queue stand in addresses: one key for each, that of a saved view by its id.</summary>
public static class ViewAddress
{
    private const string Own = "own-";

    public static string Key(QueueView view) => view switch
    {
        QueueView.DueSoon => "due-soon",
        QueueView.WaitsForRequester => "waits-for-requester",
        QueueView.WaitsForThirdParty => "waits-for-third-party",
        _ => view.ToString().ToLowerInvariant(),
    };

    public static string Key(SavedView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return Own + view.Id.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>What a saved view is called among commands: nobody's name for one is taken for a command, and whose it is tells two of one name apart.</summary>
    public static string Name(SavedView view, TextCatalog texts)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(texts);
        return view.Is.Scope == ViewScope.Personal ? texts.Get("views.open", view.Is.Name) : texts.Get("views.openOf", view.Is.Name, view.Is.Team ?? texts.Get("views.scope.shared"));
    }

    /// <summary>Null where it is none of the lists that every agent has.</summary>
    public static QueueView? Read(string? key) => Enum.GetValues<QueueView>().Cast<QueueView?>().FirstOrDefault(one => Key(one!.Value) == key);

    /// <summary>Null where it is no key of a saved view.</summary>
    public static long? SavedId(string? key) =>
        key?.StartsWith(Own, StringComparison.Ordinal) == true && long.TryParse(key.AsSpan(Own.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    public static string Of(string key) => "/desk?view=" + key;
}
