using HelpDesk.Attachments.Names;
using HelpDesk.Attachments.Store;
using HelpDesk.Attachments.Types;
using HelpDesk.Channels.DirectLine;
using HelpDesk.Storage.Files;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Tickets;
using HelpDesk.Web.Http;
using HelpDesk.Web.Pages;
using HelpDesk.Web.Visitors;
using Microsoft.Net.Http.Headers;

namespace HelpDesk.Web.Files;

/// <summary>
/// Files that people sent, for those who may see them; one that is another's and one that is not there are the same 404.
/// Whatever a file holds, a browser runs nothing of it: type by content, never guessed, in a sandbox without sources.
/// </summary>
internal static class FileEndpoints
{
    public const string Path = "/files";

    /// <summary>What a file may do in a browser, whoever opens it.</summary>
    internal static readonly ContentPolicy Nothing = new("default-src 'none'; sandbox");

    public static void MapFiles(this IEndpointRouteBuilder app) =>
        app.MapPage(Path + "/{id}", ServeAsync).WithMetadata(Nothing).ExcludeFromDescription();

    private static async Task<IResult> ServeAsync(string id, HttpContext context, VisitorSession session, FileRegister register, FileStore store, ILogger<FileStore> log, CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "private, no-cache";
        if (!FileStore.IsStoredName(id) || await session.ReadAsync(context.Request, cancellation) is not { } visitor
            || await register.FindAsync(id, Viewer.Requester(DirectLineChannel.Name, visitor.Person), cancellation) is not { } file)
        {
            return Missing(context);
        }

        if (store.Open(id) is not { } content)
        {
            log.LogError("File {Id} is on record and not in the store", id);
            return Missing(context);
        }

        return Serve(context, file, content);
    }

    private static IResult Missing(HttpContext context) => MissingPages.Page(RequestLanguage.Of(context.Request));

    internal static IResult Serve(HttpContext context, FileRow file, Stream content)
    {
        var headers = context.Response.Headers;
        headers.ContentDisposition = FileTypes.ImageOf(file.ContentType) is { } type ? ContentDisposition.For(type, file.Name) : ContentDisposition.Download(file.Name);
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        // Its bytes never change under an id; asked again each time, for who may see it may change.
        return TypedResults.Stream(content, file.ContentType, entityTag: new EntityTagHeaderValue($"\"{file.Id}\""));
    }
}
