using HelpDesk.Storage.Desk;
using HelpDesk.Storage.Search;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Queue;

namespace HelpDesk.Desk.Inquiry;

/// <summary>What stands beside an inquiry in the list from which it was opened, as the list is now.</summary>
public sealed class ListNeighbours(DeskQueue queue, DeskViews views)
{
    /// <param name="list">Its key in addresses.</param>
    /// <param name="by">1: the next; -1: the one before.</param>
    /// <returns>A number; where the inquiry is in the list no more, its first or last. Null at the end of it.</returns>
    public async Task<string?> FindAsync(string list, string number, int by, DeskPerson person, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        var saved = ViewAddress.SavedId(list) is { } id ? (await views.OfAsync(person, cancellation)).Views.FirstOrDefault(view => view.Id == id) : null;
        if (saved is null && ViewAddress.Read(list) is null)
        {
            return null;
        }

        var looked = await queue.LookAsync(ViewAddress.Read(list) ?? QueueView.New, saved, [], person.Name, viewer, isWoken: false, cancellation);
        return Beside([.. looked.Lines.Select(line => line.View.Ticket.Number)], number, by);
    }

    internal static string? Beside(IReadOnlyList<string> numbers, string number, int by)
    {
        var at = numbers.Index().FirstOrDefault(one => one.Item == number, (Index: -1, Item: "")).Index;
        var next = at >= 0 ? at + by : by > 0 ? 0 : numbers.Count - 1;
        return next >= 0 && next < numbers.Count ? numbers[next] : null;
    }
}
