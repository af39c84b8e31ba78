using HelpDesk.Desk;
using HelpDesk.Desk.Hosting;
using HelpDesk.Desk.Inquiry;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Blocks;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Web.Desk;

/// <summary>What can be inserted into a text: text blocks filled with what the inquiry knows, articles in the requester's language.</summary>
internal static class DeskInserts
{
    private const int Most = 8;

    /// <summary>UTF-16 units of what is searched for.</summary>
    private const int LongestWords = 200;

    /// <param name="Text">As it is inserted.</param>
    public sealed record Insert(string Title, string Text);

    public static void MapInserts(this IEndpointRouteBuilder app)
    {
        var inserts = app.MapGroup(DeskSetup.Root + "/inserts/{number}").RequireAuthorization(DeskClaims.Policy).ExcludeFromDescription();
        inserts.MapGet("/blocks", (HttpContext context, string number, string? q, CancellationToken cancellation) => FindAsync(context, number, q, Blocks, cancellation));
        inserts.MapGet("/articles", (HttpContext context, string number, string? q, CancellationToken cancellation) => FindAsync(context, number, q, Articles, cancellation));
    }

    private static async Task<IResult> FindAsync(HttpContext context, string number, string? words, Func<HttpContext, DeskPerson, Ticket, string, IEnumerable<Insert>> find, CancellationToken cancellation)
    {
        if (DeskClaims.Read(context.User) is not { } person || Viewer.Of(person) is not { } viewer
            || await context.RequestServices.GetRequiredService<TicketDesk>().FindAsync(number, viewer, cancellation) is not { } view || !person.May(DeskRight.Work, view.Ticket.Team))
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        var asked = words?.Trim() ?? "";
        return TypedResults.Ok(find(context, person, view.Ticket, asked.Length <= LongestWords ? asked : asked[..LongestWords]).Take(Most).ToList());
    }

    private static IEnumerable<Insert> Blocks(HttpContext context, DeskPerson person, Ticket ticket, string words)
    {
        var options = context.RequestServices.GetRequiredService<DeskOptions>();
        var inquiry = new DeskWords(DeskTexts.For(ticket.Language), options);
        var texts = DeskTexts.For(ticket.Language);
        var known = new (string Place, string? Value)[]
        {
            ("number", ticket.Number), ("agent", person.Name), ("area", inquiry.Area(ticket)), ("company", ticket.Facts.GetValueOrDefault("company")),
            ("name", ticket.Facts.GetValueOrDefault("requester-name")), ("point", ticket.SupplyPointNumber),
        }.ToDictionary(one => texts.Get("insert.place_" + one.Place), one => one.Value ?? "", StringComparer.Ordinal);
        return TextBlock.Find(options.Knowledge().Blocks, words, ticket.Language).Select(block => new Insert(block.TitleIn(ticket.Language), TextBlock.Filled(block.TextIn(ticket.Language), known)));
    }

    /// <summary>What fits the inquiry where nothing was typed, else what the words find.</summary>
    private static IEnumerable<Insert> Articles(HttpContext context, DeskPerson person, Ticket ticket, string words)
    {
        var options = context.RequestServices.GetRequiredService<DeskOptions>();
        var knowledge = options.Knowledge();
        var found = words.Length == 0 ? InquiryReader.Fitting(ticket, knowledge)
            : knowledge.Desk is { } desk ? desk.Ask(words) is var answer ? answer.Articles.Concat(answer.Ranking.Select(hit => hit.Article).OfType<Article>()).DistinctBy(article => article.Id) : [] : [];
        return found.Select(article => new Insert(article.HeadingIn(ticket.Language), $"{article.HeadingIn(ticket.Language)}\n{article.BodyIn(ticket.Language).PlainText}\n{options.ArticleAddress(article.Id, ticket.Language)}\n"));
    }
}
