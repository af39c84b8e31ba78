using System.Globalization;
using System.Security.Cryptography;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.DirectLine;
using HelpDesk.Channels.DirectLine.Limits;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Storage.Turns;
using HelpDesk.Storage.Visitors;
using HelpDesk.Web.Http;
using HelpDesk.Web.Knowledge;
using HelpDesk.Web.Pages;
using HelpDesk.Web.Site;
using HelpDesk.Web.Visitors;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HelpDesk.Web.Inquiries;

/// <summary>Asking a person by a form, and how one's inquiries stand: pages that need no script. Who asks is the browser that chats, too.</summary>
internal static class InquiryEndpoints
{
    /// <summary>Bytes of a form that is sent.</summary>
    public const int LongestForm = 128 * 1024;

    private const int KeyLength = 32;
    private const int MostShown = 50;

    public static void AddInquiries(this IServiceCollection services)
    {
        services.AddSingleton<DeskRules>();
        services.TryAddSingleton(provider => new TicketDesk(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<DeskRules>().Now, provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ConversationSignals>(), provider.GetService<AgentsBoard>()));
    }

    public static void MapInquiries(this IEndpointRouteBuilder app)
    {
        foreach (var language in SiteTexts.Languages)
        {
            var pages = app.MapGroup(Addresses.Root(language)).ExcludeFromDescription();
            pages.MapPage("/inquiries", (HttpContext context, VisitorSession session, TicketDesk tickets, DeskRules rules, string? sent, CancellationToken cancellation) =>
                ListAsync(context, session, tickets, rules, language, sent is not null, cancellation));
            pages.MapPage("/inquiries/new", (HttpContext context, IAntiforgery antiforgery, ServedKnowledge knowledge, string? q) =>
                Form(context, antiforgery, knowledge, language, new InquiryForm(CleanText.Of(q ?? ""), NewKey(), new Dictionary<string, string>()), checkedOnce: false));
            app.MapGroup(Addresses.Root(language)).OfOwnSite().ExcludeFromDescription()
                .MapPost("/inquiries/new", (HttpContext context, IAntiforgery antiforgery, ServedKnowledge knowledge, VisitorSession session, TurnDesk desk, ForgottenVisitors forgotten, ConversationLimit limit, CancellationToken cancellation) =>
                    SendAsync(context, antiforgery, knowledge, session, desk, forgotten, limit, language, cancellation))
                .WithMetadata(new RequestSizeLimitAttribute(LongestForm)).RequireRateLimiting(RateLimits.Tokens);
        }
    }

    private static async Task<IResult> SendAsync(
        HttpContext context, IAntiforgery antiforgery, ServedKnowledge knowledge, VisitorSession session, TurnDesk desk, ForgottenVisitors forgotten, ConversationLimit limit, string language,
        CancellationToken cancellation)
    {
        if (await SentForm.ReadAsync(context.Request, cancellation) is not { } form)
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        var sent = InquiryForm.Of(form, knowledge.Loaded.Routing.Needs.Select(need => need.Id), NewKey);
        var fields = knowledge.Bot.Form(language, sent.Values);
        if (sent.Matter.Length is 0 or > Matter.MostSaid || fields.Any(field => field.Error is not null))
        {
            return Form(context, antiforgery, knowledge, language, sent, checkedOnce: true);
        }

        if (!await OwnPages.HasTokenAsync(context))
        {
            // Left open for long, or cookies are refused: nothing that was written is lost by it, and the page that goes back holds a new token.
            return Form(context, antiforgery, knowledge, language, sent, checkedOnce: false, expired: true);
        }

        var visitor = await session.ReadAsync(context.Request, cancellation) ?? VisitorSession.NewVisitor();
        if (await limit.BeginAsync(context, visitor.Conversation) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        await session.KeepAsync(context, visitor, cancellation);
        await desk.AcceptAsync(
            new AcceptedMessage(
                DirectLineChannel.Name, visitor.Conversation, "form|" + sent.Key, visitor.Person, new Incoming(sent.Matter, sent.Values, Language: language, Kind: IncomingKind.Ticket),
                new Person(Anonymous: true), KeepsTranscript: true, Since: await forgotten.SinceAsync(DirectLineChannel.Name, visitor.Person, cancellation)),
            cancellation);
        return TypedResults.Redirect(Addresses.Inquiries(language) + "?sent=1");
    }

    private static RazorComponentResult<InquiryPage> Form(HttpContext context, IAntiforgery antiforgery, ServedKnowledge knowledge, string language, InquiryForm form, bool checkedOnce, bool expired = false)
    {
        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<InquiryPage>(new
        {
            Language = language, Form = form, Fields = knowledge.Bot.Form(language, form.Values), IsChecked = checkedOnce, IsExpired = expired, Antiforgery = antiforgery.GetAndStoreTokens(context),
        })
        { StatusCode = checkedOnce ? StatusCodes.Status422UnprocessableEntity : expired ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK };
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, VisitorSession session, TicketDesk tickets, DeskRules rules, string language, bool sent, CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "no-store";
        var visitor = await session.ReadAsync(context.Request, cancellation);
        IReadOnlyList<TicketView> own = visitor is not null
            ? (await tickets.ListAsync(new TicketQuery { Take = MostShown }, Viewer.Requester(DirectLineChannel.Name, visitor.Person), cancellation)).Tickets
            : [];
        var offersMail = own.Count > 0 && context.RequestServices.GetService<MailNotices>() is { } notices && await notices.AddressAsync(visitor!.Person, cancellation) is null;
        return new RazorComponentResult<InquiriesPage>(new { Language = language, Own = own, IsSent = sent && own.Count > 0, OffersMail = offersMail, States = rules.Now().Wording.In(language) });
    }

    private static string NewKey() => RandomNumberGenerator.GetHexString(KeyLength, lowercase: true);
}

/// <summary>A form as it was filled in.</summary>
/// <param name="Key">The same in a form that is sent twice.</param>
/// <param name="Values">By need id.</param>
public sealed record InquiryForm(string Matter, string Key, IReadOnlyDictionary<string, string> Values)
{
    public static InquiryForm Of(IFormCollection form, IEnumerable<string> needs, Func<string> newKey)
    {
        var key = form["key"].ToString();
        return new InquiryForm(
            CleanText.Of(form["matter"].ToString()).ReplaceLineEndings("\n").Trim(),
            key.Length is > 0 and <= 64 && key.All(char.IsAsciiHexDigitLower) ? key : newKey(),
            needs.Select(need => (need, value: CleanText.Line(form[need].ToString()).Trim())).Where(one => one.value.Length > 0).ToDictionary(one => one.need, one => one.value, StringComparer.Ordinal));
    }
}
