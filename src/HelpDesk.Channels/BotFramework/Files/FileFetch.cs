using System.Net;
using System.Net.Http.Headers;
using HelpDesk.Attachments;
using HelpDesk.Channels.BotFramework.Credentials;
using HelpDesk.Channels.BotFramework.Hosts;
using HelpDesk.Channels.Files;

namespace HelpDesk.Channels.BotFramework.Files;

/// <summary>What came of fetching a file; exactly one of the two is there.</summary>
/// <param name="Content">At its beginning.</param>
/// <param name="Code">For the log: host.not-allowed, too-large, not-a-file, http.NNN, redirects, token.…, connection.….</param>
internal sealed record Fetched(MemoryStream? Content, string? Code)
{
    public const string TooLarge = "too-large";

    public static Fetched Not(string code) => new(null, code);
}

/// <summary>
/// Fetches a file: what stands in a OneDrive from the hosts of the list and without any token, for the address is key enough; a
/// pasted picture from the connector with the bot's token, and only from hosts that may have it.
/// </summary>
/// <param name="http">Follows no redirects and keeps no cookies.</param>
internal sealed class FileFetch(HttpClient http, IConnectorCredential credential, ServiceHosts services, FileHosts hosts)
{
    /// <summary>Redirects that are followed, each to an allowed host.</summary>
    public const int MostRedirects = 3;

    private const string Attachments = "/v3/attachments/";
    private const string NotAllowed = "host.not-allowed";

    /// <exception cref="OperationCanceledException">The caller waits no longer.</exception>
    public async Task<Fetched> FetchAsync(TeamsFile file, CancellationToken cancellation)
    {
        try
        {
            return file.Pasted ? await PastedAsync(file.Address, cancellation) : await SharedAsync(file.Address, cancellation);
        }
        catch (HttpRequestException e)
        {
            return Fetched.Not("connection." + e.HttpRequestError);
        }
        catch (UriFormatException)
        {
            return Fetched.Not(NotAllowed);
        }
        catch (IOException)
        {
            return Fetched.Not("connection.cut");
        }
    }

    private async Task<Fetched> SharedAsync(string? address, CancellationToken cancellation)
    {
        var at = hosts.Find(address);
        for (var redirects = 0; at is not null && redirects <= MostRedirects; redirects++)
        {
            using var response = await AskAsync(at, null, cancellation);
            if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
            {
                // A link for sharing, which some of Teams' clients give, leads to a page and not to the file.
                return response.Content.Headers.ContentType?.MediaType == "text/html" ? Fetched.Not("not-a-file") : await ReadAsync(response, cancellation);
            }

            at = Uri.TryCreate(at, response.Headers.Location, out var to) ? hosts.Find(to) : null;
        }

        return Fetched.Not(at is null ? NotAllowed : "redirects");
    }

    private async Task<Fetched> PastedAsync(string? address, CancellationToken cancellation)
    {
        if (services.Find(address) is not { } at || !at.AbsolutePath.Contains(Attachments, StringComparison.Ordinal))
        {
            return Fetched.Not(NotAllowed);
        }

        for (var renewed = false; ; renewed = true)
        {
            var token = await credential.TokenAsync(renewed, cancellation);
            if (token is NoToken none)
            {
                return Fetched.Not("token." + none.Code);
            }

            using var response = await AskAsync(at, token as TokenHeld, cancellation);
            if (response.StatusCode != HttpStatusCode.Unauthorized || renewed)
            {
                return await ReadAsync(response, cancellation);
            }
        }
    }

    private async Task<HttpResponseMessage> AskAsync(Uri at, TokenHeld? token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, at);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token.Value);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("HelpDesk", "1"));
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    private static async Task<Fetched> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return Fetched.Not(FormattableString.Invariant($"http.{(int)response.StatusCode}"));
        }

        if (response.Content.Headers.ContentLength > AttachmentLimits.LongestFile)
        {
            return Fetched.Not(Fetched.TooLarge);
        }

        var (content, read) = (await response.Content.ReadAsStreamAsync(cancellation), new MemoryStream());
        await using var limited = new LimitedStream(content, AttachmentLimits.LongestFile);
        await limited.CopyToAsync(read, cancellation);
        read.Position = 0;
        return limited.IsOver ? Fetched.Not(Fetched.TooLarge) : new Fetched(read, null);
    }
}
