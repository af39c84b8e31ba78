using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Channels.Tests.BotFramework;

/// <summary>A request as the fake channel saw it.</summary>
internal sealed record Seen(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public JsonElement Json => JsonElement.Parse(Body);
}

/// <summary>What Azure is to a bot, on this machine: metadata, keys, token service and connector. A free port on loopback.</summary>
internal sealed class FakeChannel : IAsyncDisposable
{
    private const string Discovery = """
        {"tenant_discovery_endpoint":"https://login.microsoftonline.com/common/.well-known/openid-configuration","api-version":"1.1",
        "metadata":[{"preferred_network":"login.microsoftonline.com","preferred_cache":"login.windows.net","aliases":["login.microsoftonline.com","login.windows.net"]}]}
        """;

    private readonly WebApplication site;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> answers = new();
    private readonly ConcurrentQueue<Seen> requests = new();
    private readonly ConcurrentQueue<Seen> fetches = new();

    private FakeChannel(WebApplication site) => this.site = site;

    public SigningKeys Keys { get; } = new();

    public string Url { get; private set; } = "";

    public string MetadataUrl => Url + "/v1/.well-known/openidconfiguration";

    /// <summary>What a channel would write into an activity; with the path that Teams has.</summary>
    public string ServiceUrl => Url + "/teams/";

    /// <summary>How often the metadata was asked for.</summary>
    public int MetadataReads { get; private set; }

    public bool MetadataIsDown { get; set; }

    /// <summary>What stands where the metadata should.</summary>
    public string? MetadataInstead { get; set; }

    /// <summary>What stands where the keys should.</summary>
    public string? KeysInstead { get; set; }

    /// <summary>Requests to the connector and to the token services, in order.</summary>
    public IReadOnlyList<Seen> Requests => [.. requests];

    /// <summary>What can be fetched here, by path: attachments of the connector, and files as a OneDrive has them.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Requests for one of <see cref="Files"/>; they are not among <see cref="Requests"/>.</summary>
    public IReadOnlyList<Seen> Fetches => [.. fetches];

    /// <param name="port">0: any that is free.</param>
    public static async Task<FakeChannel> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(FormattableString.Invariant($"http://127.0.0.1:{port}"));
        var site = builder.Build();
        var channel = new FakeChannel(site);
        site.MapGet("/v1/.well-known/openidconfiguration", channel.Metadata);
        site.MapGet("/v1/.well-known/keys", () => Results.Text(channel.KeysInstead ?? channel.Keys.Published(), "application/json"));
        // MSAL asks this once in a process, whichever test is first.
        site.MapGet("/common/discovery/instance", () => Results.Text(Discovery, "application/json"));
        site.MapFallback("{**path}", channel.AnswerAsync);
        await site.StartAsync(TestContext.Current.CancellationToken);
        channel.Url = site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return channel;
    }

    /// <summary>What the next request gets; without any, 200 and an id.</summary>
    public FakeChannel Then(int status, string body = "", string? retryAfter = null) => Then(context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body, context.RequestAborted);
    });

    /// <summary>Has content at a path; its address.</summary>
    public string Has(string path, byte[] content, string type = "application/octet-stream", bool tellLength = true) => Has(path, context =>
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = tellLength ? content.Length : null;
        return context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    });

    public string Has(string path, Func<HttpContext, Task> answer)
    {
        Files[path] = answer;
        return Url + path;
    }

    /// <summary>Status and body for requests that are refused, by what they are; null: as any other.</summary>
    public Func<Seen, (int Status, string Body)?>? Refuse { get; set; }

    /// <summary>Comes before each answer of the connector.</summary>
    public Func<Seen, Task>? Before { get; set; }

    public FakeChannel Then(Func<HttpContext, Task> answer)
    {
        answers.Enqueue(answer);
        return this;
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private IResult Metadata()
    {
        MetadataReads++;
        return MetadataIsDown
            ? Results.StatusCode(503)
            : MetadataInstead is { } other ? Results.Text(other, "application/json")
            : Results.Json(new { issuer = FakeTokens.Issuer, jwks_uri = Url + "/v1/.well-known/keys", id_token_signing_alg_values_supported = new[] { "RS256" } });
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(each => each.Key.ToLowerInvariant(), each => each.Value.ToString());
        var seen = new Seen(context.Request.Method, context.Features.Get<IHttpRequestFeature>()!.RawTarget, headers, body);
        if (Files.TryGetValue(context.Request.Path, out var file))
        {
            fetches.Enqueue(seen);
            await file(context);
            return;
        }

        requests.Enqueue(seen);
        await (Before?.Invoke(seen) ?? Task.CompletedTask);
        if (Refuse?.Invoke(seen) is { } refused)
        {
            context.Response.StatusCode = refused.Status;
            await context.Response.WriteAsync(refused.Body, context.RequestAborted);
            return;
        }

        if (answers.TryDequeue(out var answer))
        {
            await answer(context);
            return;
        }

        await context.Response.WriteAsJsonAsync(new { id = "1:answered" }, context.RequestAborted);
    }
}
