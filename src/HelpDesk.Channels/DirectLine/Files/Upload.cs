using HelpDesk.Attachments;
using HelpDesk.Attachments.Names;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.DirectLine.Messages;
using HelpDesk.Channels.DirectLine.Tokens;
using HelpDesk.Channels.DirectLine.Wire;
using HelpDesk.Channels.Files;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace HelpDesk.Channels.DirectLine.Files;

/// <summary>Takes a message that comes with files: the files first, then the message; a message that is not accepted leaves no file behind.</summary>
internal sealed class Upload(IIncomingFiles store, ChatDesk desk)
{
    public const int MostFiles = AttachmentLimits.MostFiles;

    /// <summary>Bytes of one file.</summary>
    public const int LongestFile = AttachmentLimits.LongestFile;

    private const string ActivityType = "application/vnd.microsoft.activity";
    private const int LongestBoundary = 200;
    private const int LongestHeaders = 8 * 1024;
    private const int RoomForHeaders = 64 * 1024;
    private const string NoName = "file";

    /// <summary>Bytes of the whole: all files, the activity, and what stands between them.</summary>
    public const long LongestBody = (MostFiles * (long)LongestFile) + Body.LongestActivity + RoomForHeaders;

    public async Task<Posted> TakeAsync(HttpContext http, ChatToken token)
    {
        if (Boundary(http.Request.ContentType) is not { } boundary)
        {
            return Refusal.Bad("multipart");
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LongestBody;
        }

        var kept = new List<KeptFile>();
        var accepted = false;
        try
        {
            var (activity, refusal) = await ReadAsync(new MultipartReader(boundary, http.Request.Body) { HeadersLengthLimit = LongestHeaders }, token, kept, http.RequestAborted);
            if (refusal is not null)
            {
                return refusal;
            }

            // All has arrived: whether it is accepted must be known, or files of an accepted message would be discarded below.
            var posted = await desk.TakeAsync(token, activity, kept, CancellationToken.None);
            accepted = posted.Kept;
            return posted;
        }
        finally
        {
            if (!accepted)
            {
                await DiscardAsync(kept);
            }
        }
    }

    private static string? Boundary(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is { Length: > 0 and <= LongestBoundary } boundary
            ? boundary
            : null;

    private async Task<(Activity Activity, Refusal? Refusal)> ReadAsync(MultipartReader parts, ChatToken token, List<KeptFile> kept, CancellationToken cancellation)
    {
        var activity = new Activity { Type = "message" };
        try
        {
            while (await parts.ReadNextSectionAsync(cancellation) is { } part)
            {
                Refusal? refusal;
                if (part.ContentType?.StartsWith(ActivityType, StringComparison.OrdinalIgnoreCase) == true)
                {
                    (var read, refusal) = await Body.ActivityAsync(part.Body, cancellation);
                    activity = read ?? activity;
                }
                else
                {
                    refusal = kept.Count == MostFiles ? Refusal.TooManyFiles : await KeepAsync(part, token, kept, cancellation);
                }

                if (refusal is not null)
                {
                    return (activity, refusal);
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException && !cancellation.IsCancellationRequested)
        {
            return (activity, e is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } ? Refusal.FileTooLarge : Refusal.Bad("multipart"));
        }

        return (activity, kept.Count == 0 ? Refusal.Bad("multipart") : null);
    }

    private async Task<Refusal?> KeepAsync(MultipartSection part, ChatToken token, List<KeptFile> kept, CancellationToken cancellation)
    {
        var name = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)
            ? HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString()
            : "";
        await using var content = new LimitedStream(part.Body, LongestFile);
        var outcome = await store.TakeAsync(new FileSender(DirectLineOptions.Channel, token.Conversation, token.User), name.Length > 0 ? name : NoName, content, CancellationToken.None, cancellation);
        if (outcome is KeptFile file)
        {
            kept.Add(file);
        }

        return content.IsOver ? Refusal.TooLargeFile(FileName.Clean(name) is { Length: > 0 and <= AttachmentLimits.LongestName } shown ? shown : NoName)
            : outcome switch
            {
                RefusedFile refused => Refusal.File(refused.Code, refused.About),
                UnkeptFile unkept => Refusal.Unkept(unkept.Name, unkept.Code),
                _ => null,
            };
    }

    /// <summary>Not with the request's own cancellation: a client that has gone must not leave its files behind.</summary>
    private async Task DiscardAsync(List<KeptFile> kept)
    {
        foreach (var file in kept)
        {
            await store.DiscardAsync(file.File, CancellationToken.None);
        }
    }
}
