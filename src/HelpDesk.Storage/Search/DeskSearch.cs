using HelpDesk.Search.Asking;
using HelpDesk.Search.Extracts;
using HelpDesk.Search.Index;
using HelpDesk.Sources.Spelling;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Search;

/// <summary>
/// The desk's search box: what an agent may see, found by any part of it. The index says which; the rows come from the database,
/// through the viewer, so that an index that is behind can hide something for a moment and show nothing.
/// </summary>
public sealed class DeskSearch(TicketFeed feed, TicketDesk desk, TimeProvider time)
{
    public const int MostAtOnce = 100;
    private const int MostParties = 5;
    private const int ExtractLength = 160;

    private static readonly QueryReader Reader = new(QueryWords.BuiltIn);

    /// <param name="viewer">An agent.</param>
    public async Task<DeskFound> FindAsync(string? typed, Viewer viewer, SearchOrder order, int skip, int take, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var (rights, query) = (new SearchRights(viewer.Teams), Read(typed, viewer, time.GetUtcNow()));
        (skip, take) = (Math.Clamp(skip, 0, 10_000), Math.Clamp(take, 1, MostAtOnce));
        if (query.IsEmpty)
        {
            return new DeskFound(query, [], 0, [], [], false);
        }

        if (feed.Ready is not { } index)
        {
            return await PlainAsync(query, viewer, skip, take, cancellation);
        }

        SearchHits hits;
        IReadOnlyList<PartyHit> people, companies;
        try
        {
            hits = index.Search(query, rights, order, skip, take);
            (people, companies) = skip > 0 ? ([], []) : (index.People(query, rights, MostParties), index.Companies(query, rights, MostParties));
        }
        catch (ObjectDisposedException)
        {
            // Closed in this instant, to be built anew.
            return await PlainAsync(query, viewer, skip, take, cancellation);
        }

        var rows = hits.Ids.Concat(people.Select(hit => hit.Newest)).Concat(companies.Select(hit => hit.Newest)).Distinct().ToList();
        var tickets = (await desk.OfAsync(rows, viewer, cancellation)).ToDictionary(ticket => ticket.Id);
        var marker = new Marker(query);
        var found = hits.Ids.Where(tickets.ContainsKey).Select(id => Shown(tickets[id], marker)).ToList();
        if (Number(typed) is { } number && found.FindIndex(one => one.Ticket.Number == number) is var at and > 0)
        {
            // Whoever types a number wants that inquiry before those that speak of it.
            found.Insert(0, found[at]);
            found.RemoveAt(at + 1);
        }

        return new DeskFound(
            query, found, hits.Total,
            [.. people.Where(hit => tickets.ContainsKey(hit.Newest)).Select(hit => Party(hit, tickets[hit.Newest], TicketDocuments.NameOf, TicketDocuments.ContactOf))],
            [.. companies.Where(hit => tickets.ContainsKey(hit.Newest)).Select(hit => Party(hit, tickets[hit.Newest], TicketDocuments.CompanyOf, TicketDocuments.CodeOf))],
            false);
    }

    /// <summary>Other inquiries of the same company, by its code, else by its whole name; changed last first. Empty where the company is not known, and while the index is built.</summary>
    public async Task<IReadOnlyList<TicketView>> OfCompanyAsync(Ticket ticket, int most, Viewer viewer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(viewer);
        if (CompanyOf(ticket.Facts) is not { } company || feed.Ready is not { } index)
        {
            return [];
        }

        try
        {
            // The index finds every company whose name holds the words: some more than are wanted, which the rows tell apart.
            var hits = index.Search(new SearchQuery([], [new TextFilter(SearchField.Company, company, false)], false, []), new SearchRights(viewer.Teams), SearchOrder.Newest, 0, MostAtOnce);
            return [.. (await desk.ByIdsAsync(hits.Ids, viewer, cancellation)).Where(one => one.Ticket.Number != ticket.Number && CompanyOf(one.Ticket.Facts) == company).Take(most)];
        }
        catch (ObjectDisposedException)
        {
            // Closed in this instant, to be built anew.
            return [];
        }
    }

    private static string? CompanyOf(IReadOnlyDictionary<string, string> facts) => (TicketDocuments.CodeOf(facts) ?? TicketDocuments.CompanyOf(facts)) is { } company ? SpelledText.Fold(company) : null;

    /// <summary>As it was typed, with numbers of inquiries as they are written out: hd-2026-123 is HD-2026-000123.</summary>
    internal static SearchQuery Read(string? typed, Viewer viewer, DateTimeOffset now)
    {
        var query = Reader.Read(typed, new Asker(viewer.Name, now));
        return query with { Texts = [.. query.Texts.Select(text => Number(text.Folded) is { } number ? text with { Folded = SpelledText.Fold(number) } : text)] };
    }

    private static string? Number(string? text) => TicketNumber.TryParse(text, out var number) ? number : null;

    private static FoundParty Party(PartyHit hit, FoundTicket newest, Func<IReadOnlyDictionary<string, string>, string?> name, Func<IReadOnlyDictionary<string, string>, string?> detail) =>
        new(name(newest.Facts) ?? hit.Key, detail(newest.Facts) is { } more && more != name(newest.Facts) ? more : null, hit.Documents, newest);

    /// <summary>Why an inquiry was found: its subject marked, and of its messages the one that shows most.</summary>
    public static FoundInquiry Shown(FoundTicket ticket, Marker marker)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(marker);
        var subject = marker.Of(ticket.Subject, int.MaxValue);
        var (said, marks) = ticket.Messages.Select(message => (message, Marks: marker.Count(message.Text))).DefaultIfEmpty().MaxBy(one => one.Marks);
        return marks > 0 ? new FoundInquiry(ticket, subject, marker.Of(said.Text, ExtractLength), said.Kind) : new FoundInquiry(ticket, subject, null, null);
    }

    /// <summary>Without the index the database is asked: slower, and for text as it is written. It is asked for the first words; a filter that it cannot be asked for finds nothing rather than too much.</summary>
    private async Task<DeskFound> PlainAsync(SearchQuery query, Viewer viewer, int skip, int take, CancellationToken cancellation)
    {
        if (query.Filters.Any(filter => filter is not KeyFilter { IsExcluded: false, Field: SearchField.State or SearchField.Agent }))
        {
            return new DeskFound(query, [], 0, [], [], true);
        }

        var states = query.Filters.OfType<KeyFilter>().Where(filter => filter.Field == SearchField.State).SelectMany(filter => filter.Values).ToList();
        var page = await desk.ListAsync(
            new TicketQuery
            {
                Text = query.Texts.FirstOrDefault(text => !text.IsExcluded)?.Folded,
                States = [.. Enum.GetValues<TicketState>().Where(state => states.Contains(state.Key()))],
                Agent = query.Filters.Any(filter => filter.Field == SearchField.Agent) ? viewer.Name : null,
                Skip = skip,
                Take = take,
            }, viewer, cancellation);
        return new DeskFound(query, [.. page.Tickets.Select(view => new FoundInquiry(Of(view.Ticket), Extract.Of(view.Ticket.Subject, query, int.MaxValue), null, null))], page.Total, [], [], true);
    }

    private static FoundTicket Of(Ticket ticket) => new(ticket.Id, ticket.Number, ticket.Subject, ticket.State, ticket.ChangedAt, ticket.Facts);
}
