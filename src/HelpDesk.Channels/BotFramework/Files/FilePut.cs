using System.Net;
using System.Net.Http.Headers;
using HelpDesk.Channels.BotFramework.Hosts;

namespace HelpDesk.Channels.BotFramework.Files;

/// <summary>
/// Puts a file where its recipient has made room for it, in their OneDrive: to hosts of the list only, and without any token, for the address is key enough.
/// </summary>
/// <param name="http">Follows no redirects and keeps no cookies.</param>
internal sealed class FilePut(HttpClient http, FileHosts hosts)
{
    /// <param name="size">Bytes, at least 1.</param>
    /// <returns>Null where it is there; else why not, for the log: host.not-allowed, http.NNN, connection.….</returns>
    /// <exception cref="OperationCanceledException">The caller waits no longer.</exception>
    public async Task<string?> PutAsync(string? address, Stream content, long size, CancellationToken cancellation)
    {
        if (hosts.Find(address) is not { } at)
        {
            return "host.not-allowed";
        }

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, at) { Content = new StreamContent(content) };
            request.Content.Headers.ContentLength = size;
            request.Content.Headers.ContentRange = new ContentRangeHeaderValue(0, size - 1, size);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("HelpDesk", "1"));
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created ? null : FormattableString.Invariant($"http.{(int)response.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            return "connection." + e.HttpRequestError;
        }
        catch (IOException)
        {
            return "connection.cut";
        }
    }
}
