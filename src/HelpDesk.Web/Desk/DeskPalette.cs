using System.Globalization;
using HelpDesk.Conversation.Answering;
using HelpDesk.Desk.Hosting;
using HelpDesk.Desk.Palette;
using HelpDesk.Desk;
using HelpDesk.Knowledge.Language;
using HelpDesk.Storage.Desk;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Web.Desk;

/// <summary>What feeds the palette of commands beside the page itself. It is read only: what is done, the page's own buttons do.</summary>
internal static class DeskPalette
{
    /// <summary>UTF-16 units of what is looked for.</summary>
    private const int LongestWords = 60;

    /// <summary>Digits of a counter that somebody types without its year.</summary>
    private const int MostDigits = 6;

    /// <param name="Number">As it is written out.</param>
    public sealed record Inquiry(string Number, string Subject, string Address);

    public static void MapPalette(this IEndpointRouteBuilder app)
    {
        var palette = app.MapGroup(DeskSetup.Root + "/palette").RequireAuthorization(DeskClaims.Policy).ExcludeFromDescription();
        palette.MapGet("", ListAsync);
        palette.MapGet("/inquiries", FindAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, DeskOptions options, DeskViews views, LanguageTools language, CancellationToken cancellation)
    {
        if (DeskClaims.Read(context.User) is not { } person)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        var shelf = await views.OfAsync(person, cancellation);
        return TypedResults.Ok(PaletteList.Of(person, DeskTexts.For(options.Language(context.Request)), shelf.Views, name => Reading(name, language.Tokenizer)));
    }

    /// <summary>In kana, as far as the dictionary has the words; the rest as it is written.</summary>
    internal static string Reading(string name, JapaneseTokenizer tokenizer)
    {
        var words = new List<Token>();
        tokenizer.Tokenize(name, words);
        return Kana.ToHiragana(string.Concat(words.Select(word => word.Reading.Length > 0 ? word.Reading : name.Substring(word.Start, word.Length))));
    }

    /// <summary>The inquiry of a number, as far as the person may see it; of digits alone those of this year and the last. A merged one leads to where its matter goes on.</summary>
    private static async Task<IResult> FindAsync(HttpContext context, string? q, TicketDesk tickets, TimeProvider time, CancellationToken cancellation)
    {
        if (DeskClaims.Read(context.User) is not { } person || Viewer.Of(person) is not { } viewer)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        var found = new List<Inquiry>();
        foreach (var number in q is { Length: <= LongestWords } ? Numbers(q, BusinessCalendar.DateOf(time.GetUtcNow()).Year) : [])
        {
            if (await tickets.FindAsync(number, viewer, cancellation) is { } view)
            {
                found.Add(new Inquiry(view.Ticket.Number, DeskWords.Masked(view.Ticket.Subject), "/desk/inquiries/" + view.Ticket.Number));
            }
        }

        return TypedResults.Ok(found);
    }

    /// <summary>What a person may mean by what they typed.</summary>
    internal static IEnumerable<string> Numbers(string typed, int year)
    {
        if (TicketNumber.TryParse(typed, out var number))
        {
            return [number];
        }

        var digits = string.Concat(typed.Trim().Select(c => c is >= '０' and <= '９' ? (char)(c - '０' + '0') : c));
        return digits.Length is > 0 and <= MostDigits && digits.All(char.IsAsciiDigit) && int.Parse(digits, CultureInfo.InvariantCulture) is > 0 and var n ? [TicketNumber.Format(year, n), TicketNumber.Format(year - 1, n)] : [];
    }
}
