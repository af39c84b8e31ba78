using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Language.Tests;

/// <summary>A request as it came.</summary>
internal sealed record SeenRequest(string Method, string Address, IReadOnlyDictionary<string, string> Headers, JsonNode? Body);

/// <summary>
/// Azure AI Language on loopback, made from the published contract (stable/2023-04-01 analyzetext.json, and v3.1 for the older
/// client): authentication, limits, errors of requests and documents, string index types. What it says of texts is simple and known.
/// </summary>
internal sealed class FakeLanguageService : IAsyncDisposable
{
    public const string Key = "a-key-of-the-fake";

    /// <summary>What it takes for names of people and organisations.</summary>
    public static readonly (string Text, string Category)[] Names = [("佐藤太郎", "Person"), ("例電力株式会社", "Organization"), ("𠮷田花子", "Person"), ("Jane Miller", "Person")];

    private readonly WebApplication app;

    private FakeLanguageService(WebApplication app) => this.app = app;

    public ConcurrentQueue<SeenRequest> Seen { get; } = [];

    /// <summary>What the next requests meet in place of an answer, one each; true: it is settled.</summary>
    public ConcurrentQueue<Func<HttpContext, Task<bool>>> Next { get; } = [];

    /// <summary>What every request meets while it is set.</summary>
    public Func<HttpContext, Task<bool>>? Always { get; set; }

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<FakeLanguageService> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var fake = new FakeLanguageService(app);
        app.Run(fake.AnswerAsync);
        await app.StartAsync(CancellationToken.None);
        return fake;
    }

    public static Func<HttpContext, Task<bool>> Failing(int status, string code, int? retryAfter = null, string? inner = null) => async context =>
    {
        if (retryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await FailAsync(context, status, code, inner);
        return true;
    };

    /// <summary>Answers nothing until the caller goes.</summary>
    public static async Task<bool> Hanging(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registered = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, path) = (context.Request, context.Request.Path.Value!);
        JsonNode? body = null;
        try
        {
            body = await JsonNode.ParseAsync(request.Body, cancellationToken: context.RequestAborted);
        }
        catch (System.Text.Json.JsonException)
        {
            // Refused below, as the service does.
        }

        Seen.Enqueue(new SeenRequest(request.Method, path + request.QueryString, request.Headers.ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.OrdinalIgnoreCase), body));
        if ((Always is { } always && await always(context)) || (Next.TryDequeue(out var next) && await next(context)))
        {
            return;
        }

        if (request.Headers["Ocp-Apim-Subscription-Key"] != Key)
        {
            await FailAsync(context, 401, "Unauthorized");
            return;
        }

        if (path == "/language/:analyze-text")
        {
            await AnalyzeAsync(context, body);
        }
        else if (path.StartsWith("/text/analytics/v3.1/", StringComparison.Ordinal) && KindOf(path["/text/analytics/v3.1/".Length..]) is { } kind)
        {
            await LookAsync(context, kind, body?["documents"], request.Query["stringIndexType"], results => results);
        }
        else
        {
            await FailAsync(context, 404, "NotFound");
        }
    }

    private static string? KindOf(string path) => path switch
    {
        "languages" => "LanguageDetection",
        "entities/recognition/pii" => "PiiEntityRecognition",
        "keyPhrases" => "KeyPhraseExtraction",
        "sentiment" => "SentimentAnalysis",
        _ => null,
    };

    private static async Task AnalyzeAsync(HttpContext context, JsonNode? body)
    {
        if (context.Request.Method != "POST" || context.Request.Query["api-version"] != "2023-04-01")
        {
            await FailAsync(context, 400, "InvalidRequest", "InvalidParameterValue");
        }
        else if (body?["kind"]?.GetValue<string>() is not { } kind || DocumentsOf(kind) is not > 0)
        {
            await FailAsync(context, 400, "InvalidRequest", "InvalidRequestBodyFormat");
        }
        else
        {
            await LookAsync(context, kind, body["analysisInput"]?["documents"], body["parameters"]?["stringIndexType"]?.GetValue<string>() ?? "TextElements_v8",
                results => new JsonObject { ["kind"] = kind + "Results", ["results"] = results }, [.. (body["parameters"]?["piiCategories"]?.AsArray() ?? []).Select(one => one!.GetValue<string>())]);
        }
    }

    /// <summary>Documents of one request: «data limits» of the service's documentation.</summary>
    private static int DocumentsOf(string kind) => kind switch { "LanguageDetection" => 1000, "SentimentAnalysis" or "KeyPhraseExtraction" => 10, "PiiEntityRecognition" => 5, _ => 0 };

    private static async Task LookAsync(HttpContext context, string kind, JsonNode? input, string? index, Func<JsonObject, JsonObject> wrapped, string[]? categories = null)
    {
        if (input is not JsonArray documents || documents.Count == 0)
        {
            await FailAsync(context, 400, "InvalidRequest", "MissingInputDocuments");
            return;
        }

        if (documents.Count > DocumentsOf(kind))
        {
            await FailAsync(context, 400, "InvalidRequest", "InvalidDocumentBatch");
            return;
        }

        var (good, bad) = (new JsonArray(), new JsonArray());
        foreach (var document in documents.OfType<JsonObject>())
        {
            var (id, text) = (document["id"]!.GetValue<string>(), document["text"]?.GetValue<string>() ?? "");
            var elements = new StringInfo(text).LengthInTextElements;
            if (elements is 0 or > 5120)
            {
                bad.Add(Failed(id, "InvalidArgument", "InvalidDocument"));
            }
            else if (document["language"]?.GetValue<string>() is { } language && language is not ("ja" or "en" or ""))
            {
                bad.Add(Failed(id, "InvalidArgument", "UnsupportedLanguageCode"));
            }
            else
            {
                var answer = SaidOf(kind, text, index ?? "TextElements_v8", categories ?? []);
                answer["id"] = id;
                answer["warnings"] = new JsonArray();
                good.Add(answer);
            }
        }

        await context.Response.WriteAsJsonAsync(wrapped(new JsonObject { ["documents"] = good, ["errors"] = bad, ["modelVersion"] = "2023-04-01" }), context.RequestAborted);
    }

    private static JsonObject SaidOf(string kind, string text, string index, string[] categories)
    {
        switch (kind)
        {
            case "LanguageDetection":
                var japanese = text.Any(c => c is >= '\u3040' and <= '\u30ff');
                return new JsonObject { ["detectedLanguage"] = new JsonObject { ["name"] = japanese ? "Japanese" : "English", ["iso6391Name"] = japanese ? "ja" : "en", ["confidenceScore"] = .99 } };
            case "KeyPhraseExtraction":
                return new JsonObject { ["keyPhrases"] = new JsonArray([.. text.Split([' ', '、', '。', 'の', 'が', 'を', 'は'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= 2).Take(5).Select(word => (JsonNode)word)]) };
            case "SentimentAnalysis":
                var upset = text.Contains('困') || text.Contains("angry", StringComparison.Ordinal);
                JsonObject Scores() => new() { ["positive"] = .01, ["neutral"] = upset ? .07 : .96, ["negative"] = upset ? .92 : .03 };
                var mood = upset ? "negative" : "neutral";
                return new JsonObject
                {
                    ["sentiment"] = mood, ["confidenceScores"] = Scores(),
                    ["sentences"] = new JsonArray(new JsonObject { ["text"] = text, ["sentiment"] = mood, ["confidenceScores"] = Scores(), ["offset"] = 0, ["length"] = LengthOf(text, index), ["targets"] = new JsonArray(), ["assessments"] = new JsonArray() }),
                };
            default:
                var (entities, redacted) = (new JsonArray(), text);
                foreach (var (name, category) in Names.Where(one => categories.Length == 0 || categories.Contains(one.Category)))
                {
                    for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
                    {
                        entities.Add(new JsonObject { ["text"] = name, ["category"] = category, ["offset"] = LengthOf(text[..at], index), ["length"] = LengthOf(name, index), ["confidenceScore"] = .97 });
                    }

                    redacted = redacted.Replace(name, new string('*', name.Length), StringComparison.Ordinal);
                }

                return new JsonObject { ["redactedText"] = redacted, ["entities"] = entities };
        }
    }

    private static int LengthOf(string text, string index) => index switch
    {
        "Utf16CodeUnit" => text.Length,
        "UnicodeCodePoint" => text.EnumerateRunes().Count(),
        _ => new StringInfo(text).LengthInTextElements,
    };

    private static JsonObject Failed(string id, string code, string inner) =>
        new() { ["id"] = id, ["error"] = new JsonObject { ["code"] = code, ["message"] = code, ["innererror"] = new JsonObject { ["code"] = inner, ["message"] = inner } } };

    private static Task FailAsync(HttpContext context, int status, string code, string? inner = null)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["x-ms-error-code"] = code;
        var error = new JsonObject { ["code"] = code, ["message"] = "The fake's words for " + code };
        if (inner is not null)
        {
            error["innererror"] = new JsonObject { ["code"] = inner, ["message"] = inner };
        }

        return context.Response.WriteAsJsonAsync(new JsonObject { ["error"] = error }, context.RequestAborted);
    }
}
