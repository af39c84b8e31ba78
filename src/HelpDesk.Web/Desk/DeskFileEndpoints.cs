using HelpDesk.Attachments;
using HelpDesk.Attachments.Store;
using HelpDesk.Channels.DirectLine;
using HelpDesk.Channels.Files;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Desk;
using HelpDesk.Desk.Hosting;
using HelpDesk.Storage.Desk;
using HelpDesk.Storage.Files;
using HelpDesk.Storage.People;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.People;
using HelpDesk.Web.Files;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace HelpDesk.Web.Desk;

/// <summary>Files of inquiries for agents: those that were sent, for who may see personal data there, and their own, put to what they write. Absent and forbidden look the same.</summary>
internal static class DeskFileEndpoints
{
    /// <summary>A few bytes more than a file may have, so that the limit is said in its own words.</summary>
    private const long LongestBody = AttachmentLimits.LongestFile + 1024;

    /// <summary>What becomes of a file that is put to a draft.</summary>
    /// <param name="Problem">Why it was not taken, and what to do; null where it was.</param>
    public sealed record Taken(string? Problem);

    public static void MapDeskFiles(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup(DeskSetup.Root + "/files").RequireAuthorization(DeskClaims.Policy).ExcludeFromDescription();
        files.MapGet("/{id}", ServeAsync).WithMetadata(FileEndpoints.Nothing);
        files.MapPost("/{number}/{kind}", TakeAsync).WithMetadata(FileEndpoints.Nothing);
        files.MapPost("/{id}/remove", RemoveAsync).WithMetadata(FileEndpoints.Nothing);
    }

    private static async Task<IResult> ServeAsync(HttpContext context, string id, DeskFiles own, FileRegister register, FileStore store, TicketDesk desk, DeskAudit audit, CancellationToken cancellation)
    {
        if (!FileStore.IsStoredName(id) || DeskClaims.Read(context.User) is not { } person || Viewer.Of(person) is not { } viewer)
        {
            return TypedResults.NotFound();
        }

        var file = await own.OwnAsync(id, person.Id, cancellation);
        if (file is null)
        {
            // A screenshot is full of personal data: opened by right only, and each time is in the audit.
            var (found, number) = await register.FindAsync(id, viewer, cancellation) is { Ticket: { } at } said ? (said, at) : await own.ToCheckAsync(id, viewer, cancellation) ?? default;
            if (found is null || await desk.FindAsync(number, viewer, cancellation) is not { } view || !person.May(DeskRight.SeeNumbers, view.Ticket.Team))
            {
                return TypedResults.NotFound();
            }

            file = found;
            await audit.WriteAsync(person.Name, "read-personal-data", number, context.Connection.RemoteIpAddress?.ToString(), cancellation);
        }

        context.Response.Headers.CacheControl = "private, no-store";
        return store.Open(id) is { } content ? FileEndpoints.Serve(context, file, content) : TypedResults.NotFound();
    }

    private static async Task<IResult> TakeAsync(HttpContext context, string number, string kind, string? name, DeskFiles own, IIncomingFiles store, DeskOptions options, TicketDesk desk, IAntiforgery forgery, CancellationToken cancellation)
    {
        if (await WriterAsync(context, number, kind, options, desk, forgery, cancellation) is not { } person)
        {
            return TypedResults.NotFound();
        }

        var language = options.Language(context.Request);
        if ((await own.OfDraftAsync(number, kind, person.Id, cancellation)).Count >= AttachmentLimits.MostFiles)
        {
            return TypedResults.Ok(new Taken(DeskTexts.For(language).Get("files.many", AttachmentLimits.MostFiles.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LongestBody;
        }

        // What a picture says is read for the bot; an agent's is not.
        var outcome = await store.TakeAsync(new FileSender(DeskFiles.Channel, DeskFiles.DraftOf(number, kind), person.Id), name ?? "", context.Request.Body, new CancellationToken(canceled: true), cancellation);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Taken(outcome is KeptFile ? null : DirectLineChannel.WordsOf(outcome, language)));
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, string id, DeskFiles own, IIncomingFiles store, IAntiforgery forgery, CancellationToken cancellation)
    {
        if (DeskClaims.Read(context.User) is not { } person || !await forgery.IsRequestValidAsync(context) || await own.OwnAsync(id, person.Id, cancellation) is not { } file)
        {
            return TypedResults.NotFound();
        }

        await store.DiscardAsync(new IncomingFile(file.Id, file.Name, file.ContentType, file.Size), CancellationToken.None);
        return TypedResults.Ok(new Taken(null));
    }

    /// <summary>Who may write what the file is put to; null for everybody else, and where it could not be delivered.</summary>
    private static async Task<DeskPerson?> WriterAsync(HttpContext context, string number, string kind, DeskOptions options, TicketDesk desk, IAntiforgery forgery, CancellationToken cancellation) =>
        DeskClaims.Read(context.User) is { } person && Viewer.Of(person) is { } viewer && await forgery.IsRequestValidAsync(context)
        && await desk.FindAsync(number, viewer, cancellation) is { } view && view.Ticket.Number == number && person.May(DeskRight.Work, view.Ticket.Team)
        && (kind is DraftKind.Note or DraftKind.ThirdParty || (kind == DraftKind.Reply && options.CarriesFiles(view.Ticket)))
            ? person
            : null;
}
