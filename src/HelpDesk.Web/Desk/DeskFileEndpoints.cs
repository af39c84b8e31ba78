using HelpDesk.Attachments.Store;
using HelpDesk.Desk;
using HelpDesk.Desk.Hosting;
using HelpDesk.Storage.Files;
using HelpDesk.Storage.People;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.People;
using HelpDesk.Web.Files;

namespace HelpDesk.Web.Desk;

/// <summary>
/// Files that stand in an inquiry, for agents who may see personal data there: a screenshot is full of it, so each opening is in the audit.
/// Absent and forbidden look the same.
/// </summary>
internal static class DeskFileEndpoints
{
    public static void MapDeskFiles(this IEndpointRouteBuilder app) =>
        app.MapGet(DeskSetup.Root + "/files/{id}", ServeAsync).RequireAuthorization(DeskClaims.Policy).WithMetadata(FileEndpoints.Nothing).ExcludeFromDescription();

    private static async Task<IResult> ServeAsync(HttpContext context, string id, FileRegister register, FileStore store, TicketDesk desk, DeskAudit audit, CancellationToken cancellation)
    {
        if (!FileStore.IsStoredName(id) || DeskClaims.Read(context.User) is not { } person || Viewer.Of(person) is not { } viewer
            || await register.FindAsync(id, viewer, cancellation) is not { Ticket: { } number } file
            || await desk.FindAsync(number, viewer, cancellation) is not { } view || !person.May(DeskRight.SeeNumbers, view.Ticket.Team)
            || store.Open(id) is not { } content)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "private, no-store";
        await audit.WriteAsync(person.Name, "read-personal-data", number, context.Connection.RemoteIpAddress?.ToString(), cancellation);
        return FileEndpoints.Serve(context, file, content);
    }
}
