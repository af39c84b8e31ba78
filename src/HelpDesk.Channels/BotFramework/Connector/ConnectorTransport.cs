using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HelpDesk.Channels.BotFramework.Credentials;
using HelpDesk.Channels.BotFramework.Hosts;

namespace HelpDesk.Channels.BotFramework.Connector;

/// <summary>One call of the connector, before it has an address.</summary>
/// <param name="Path">Parts below /v3, not yet encoded.</param>
internal sealed record ConnectorCall(HttpMethod Method, ConnectorAddress To, IReadOnlyList<string> Path)
{
    public string Query { get; init; } = "";

    public string? Body { get; init; }

    /// <summary>Header x-ms-conversation-id, which Microsoft's client sends with replies.</summary>
    public string? Conversation { get; init; }

    /// <summary>Counts against the limits for reading.</summary>
    public bool Reads { get; init; }

    /// <summary>Twice is the same as once.</summary>
    public bool MayRepeat { get; init; }

    public Door? Door { get; init; }
}

/// <summary>Sends a call: checks where it goes, waits for its place, adds the token, tries again where that is right.</summary>
/// <param name="http">With <see cref="CreateHandler"/>; its own time-out is not used.</param>
public sealed class ConnectorTransport(HttpClient http, IConnectorCredential credential, ServiceHosts hosts, ConnectorPace pace, ConnectorRules rules, TimeProvider clock)
{
    private const int MostAnswer = 1024 * 1024;

    /// <summary>No redirects: they would lead around the allow list.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    internal async Task<ConnectorOutcome> CallAsync(ConnectorCall call, Func<JsonElement?, ConnectorOutcome> read, CancellationToken cancellation)
    {
        if (hosts.Find(call.To.ServiceUrl) is not { } service)
        {
            return new Refused("address.not-allowed", null, ConversationGone: false);
        }

        if (!call.Path.All(PathText.IsSafe))
        {
            return new Refused("address.bad-id", null, ConversationGone: false);
        }

        var uri = new Uri($"{service.AbsoluteUri.TrimEnd('/')}/v3/{string.Join('/', call.Path.Select(PathText.Encode))}{call.Query}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        return await TryAsync(new(call, uri, rules.RequestId()), read, cancellation);
    }

    private async Task<ConnectorOutcome> TryAsync(Attempt attempt, Func<JsonElement?, ConnectorOutcome> read, CancellationToken cancellation)
    {
        var (mayHaveArrived, renewed) = (false, false);
        for (var tried = 1; ; tried++)
        {
            var reply = await OnceAsync(attempt, renewed, cancellation);
            if (reply.Outcome is { } early)
            {
                return mayHaveArrived && early is Later or NotLetGo ? new Ambiguous((early as Later)?.Code ?? "stopped") : early;
            }

            mayHaveArrived |= !attempt.Call.MayRepeat && reply.Verdict is Verdict.AgainUnsure or Verdict.Unsure;
            var after = reply.After;
            var pause = after ?? Pause(tried);
            switch (reply.Verdict)
            {
                case Verdict.Done:
                    return read(reply.Json);
                case Verdict.Never:
                    return new Refused(reply.Code, reply.Status, ConnectorVerdict.IsGone(reply.Status, reply.Code));
                case Verdict.Unauthorized when !renewed:
                    renewed = true;
                    continue;
                case Verdict.Unauthorized:
                    return mayHaveArrived ? new Ambiguous(reply.Code) : new Later(rules.Rest, reply.Code);
                case Verdict.Unsure when !attempt.Call.MayRepeat:
                    return new Ambiguous(reply.Code);
                default:
                    break;
            }

            if (tried >= rules.Tries || pause > rules.LongestPause)
            {
                return mayHaveArrived ? new Ambiguous(reply.Code) : new Later(after, reply.Code);
            }

            await Task.Delay(pause, clock, cancellation);
        }
    }

    private async Task<Reply> OnceAsync(Attempt attempt, bool renewed, CancellationToken cancellation)
    {
        var token = await credential.TokenAsync(renewed, cancellation);
        if (token is NoToken none)
        {
            return new Reply(new Later(rules.Rest, "token." + none.Code));
        }

        var call = attempt.Call;
        if (await pace.WaitAsync(call.To.ConversationId, call.To.TenantId, call.Reads, rules.LongestPause, cancellation) is { } full)
        {
            return new Reply(new Later(full, "pace.full"));
        }

        using var request = Request(attempt, token);
        if (call.Door is { } door && !await door(call.MayRepeat))
        {
            return new Reply(new NotLetGo());
        }

        using var limit = new CancellationTokenSource(rules.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await ReadAsync(response, either.Token);
        }
        catch (HttpRequestException e)
        {
            return new Reply(ConnectorVerdict.Of(e), "connection." + e.HttpRequestError);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Reply(Verdict.Unsure, "connection.timeout");
        }
    }

    private static HttpRequestMessage Request(Attempt attempt, ConnectorToken token)
    {
        var request = new HttpRequestMessage(attempt.Call.Method, attempt.Uri);
        request.Headers.Authorization = token is TokenHeld held ? new AuthenticationHeaderValue("Bearer", held.Value) : null;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("HelpDesk", "1"));
        request.Headers.Add("x-ms-client-request-id", attempt.Id);
        if (attempt.Call.Conversation is { } conversation && conversation.All(c => c is >= ' ' and < '\x7f'))
        {
            request.Headers.TryAddWithoutValidation("x-ms-conversation-id", conversation);
        }

        if (attempt.Call.Body is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return request;
    }

    private async Task<Reply> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var verdict = ConnectorVerdict.Of(response.StatusCode);
        string body;
        try
        {
            body = await BodyAsync(response.Content, cancellation);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            // The status came, so it is known what happened; only the id is lost.
            body = "";
        }

        var status = (int)response.StatusCode;
        return new Reply(verdict, ConnectorVerdict.Code(status, body)) { Status = status, After = After(response), Json = verdict == Verdict.Done ? Parse(body) : null };
    }

    private static async Task<string> BodyAsync(HttpContent content, CancellationToken cancellation)
    {
        await content.LoadIntoBufferAsync(MostAnswer, cancellation);
        return Encoding.UTF8.GetString(await content.ReadAsByteArrayAsync(cancellation));
    }

    private static JsonElement? Parse(string body)
    {
        try
        {
            return body.Length == 0 ? null : JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private TimeSpan? After(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero,
        _ => null,
    };

    private TimeSpan Pause(int tried)
    {
        var pause = rules.FirstPause * Math.Pow(2, tried - 1) * (1 + (rules.Chance() / 2));
        return pause < rules.LongestPause ? pause : rules.LongestPause;
    }

    private sealed record Attempt(ConnectorCall Call, Uri Uri, string Id);

    private sealed record Reply(Verdict Verdict, string Code)
    {
        /// <summary>Nothing was sent.</summary>
        public Reply(ConnectorOutcome outcome)
            : this(Verdict.Never, "") => Outcome = outcome;

        public ConnectorOutcome? Outcome { get; }

        public int Status { get; init; }

        public TimeSpan? After { get; init; }

        public JsonElement? Json { get; init; }
    }
}
