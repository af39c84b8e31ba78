using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using static HelpDesk.Language.Client.LanguageWire;

namespace HelpDesk.Language.Client;

/// <summary>Pipeline options of <see cref="LanguageClient"/>: retries, transport, time limit of one try.</summary>
public sealed class LanguageClientOptions : ClientOptions;

/// <summary>
/// Azure AI Language by its REST service, api-version 2023-04-01: what Azure.AI.TextAnalytics does of it for us, in the same
/// shapes, so that the package can take its place. Failures of a whole request are <see cref="RequestFailedException"/>, those of
/// a document stand beside the others.
/// </summary>
public sealed class LanguageClient
{
    public const string ApiVersion = "2023-04-01";

    /// <summary>Text elements of a document; of a longer one the service reads nothing.</summary>
    public const int LongestText = 5_120;

    /// <summary>Documents of one request that every kind takes (personal data, the least of them).</summary>
    public const int MostDocuments = 5;

    /// <summary>What a token from Entra must be good for.</summary>
    public const string Scope = "https://cognitiveservices.azure.com/.default";

    /// <summary>What tells of a person or a company; dates, amounts and kinds of people («customer») do not.</summary>
    public static IReadOnlyList<string> PersonalCategories { get; } = ["Person", "Organization", "Address", "PhoneNumber", "Email"];

    private readonly HttpPipeline pipeline;
    private readonly Uri address;

    /// <param name="endpoint">The resource's address in the cloud or a container's on one's own network.</param>
    /// <param name="key">A key of the resource.</param>
    public LanguageClient(Uri endpoint, AzureKeyCredential key, LanguageClientOptions? options = null)
        : this(endpoint, options, new KeyPolicy(key))
    {
    }

    /// <param name="identity">Who we are in Entra; goes by https alone.</param>
    public LanguageClient(Uri endpoint, TokenCredential identity, LanguageClientOptions? options = null)
        : this(endpoint, options, new BearerTokenAuthenticationPolicy(identity, Scope))
    {
    }

    /// <summary>Without a credential: a container on one's own network.</summary>
    public LanguageClient(Uri endpoint, LanguageClientOptions? options = null)
        : this(endpoint, options, null)
    {
    }

    private LanguageClient(Uri endpoint, LanguageClientOptions? options, HttpPipelinePolicy? credential)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        address = new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/language/:analyze-text?api-version={ApiVersion}");
        pipeline = HttpPipelineBuilder.Build(options ?? new LanguageClientOptions(), credential is null ? [] : [credential]);
    }

    /// <exception cref="RequestFailedException">Nothing was looked at; status and code of the service.</exception>
    public Task<IReadOnlyList<DocumentResult<DetectedLanguage>>> DetectLanguageAsync(IReadOnlyList<LanguageDocument> documents, CancellationToken cancellation) =>
        AskAsync<LanguageOf, DetectedLanguage>("LanguageDetection", [.. documents.Select(one => one with { Language = null })], new Parameters(true, null, null),
            one => new DetectedLanguage(one.DetectedLanguage.Name, one.DetectedLanguage.Iso6391Name, one.DetectedLanguage.ConfidenceScore), cancellation);

    /// <exception cref="RequestFailedException">Nothing was looked at; status and code of the service.</exception>
    public Task<IReadOnlyList<DocumentResult<PersonalEntities>>> FindPersonalDataAsync(IReadOnlyList<LanguageDocument> documents, CancellationToken cancellation) =>
        AskAsync<EntitiesOf, PersonalEntities>("PiiEntityRecognition", documents, new Parameters(true, PersonalCategories, "Utf16CodeUnit"),
            one => new PersonalEntities(one.RedactedText, [.. one.Entities.Select(e => new PersonalEntity(e.Text, e.Category, e.Offset, e.Length, e.ConfidenceScore))]), cancellation);

    /// <exception cref="RequestFailedException">Nothing was looked at; status and code of the service.</exception>
    public Task<IReadOnlyList<DocumentResult<KeyPhrases>>> FindKeyPhrasesAsync(IReadOnlyList<LanguageDocument> documents, CancellationToken cancellation) =>
        AskAsync<PhrasesOf, KeyPhrases>("KeyPhraseExtraction", documents, new Parameters(true, null, null), one => new KeyPhrases(one.KeyPhrases), cancellation);

    /// <exception cref="RequestFailedException">Nothing was looked at; status and code of the service.</exception>
    public Task<IReadOnlyList<DocumentResult<Sentiment>>> FindSentimentAsync(IReadOnlyList<LanguageDocument> documents, CancellationToken cancellation) =>
        AskAsync<SentimentOf, Sentiment>("SentimentAnalysis", documents, new Parameters(true, null, "Utf16CodeUnit"),
            one => new Sentiment(one.Sentiment, one.ConfidenceScores.Positive, one.ConfidenceScores.Neutral, one.ConfidenceScores.Negative), cancellation);

    /// <summary>The beginning of a text that the service reads whole: never half a character, nor half of what is seen as one.</summary>
    public static string Cut(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = 0;
        for (var elements = 0; at < text.Length && elements < LongestText; elements++)
        {
            at += StringInfo.GetNextTextElementLength(text, at);
        }

        return text[..at];
    }

    private async Task<IReadOnlyList<DocumentResult<TValue>>> AskAsync<TDocument, TValue>(
        string kind, IReadOnlyList<LanguageDocument> documents, Parameters parameters, Func<TDocument, TValue> valueOf, CancellationToken cancellation)
        where TDocument : class, IDocument
        where TValue : class
    {
        ArgumentNullException.ThrowIfNull(documents);
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(address);
        message.Request.Headers.SetValue("Accept", "application/json");
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(new LanguageWire.Request(kind, new Input(documents), parameters), Json));
        await pipeline.SendAsync(message, cancellation);
        if (message.Response.Status != 200)
        {
            throw new RequestFailedException(message.Response);
        }

        try
        {
            return Read(JsonSerializer.Deserialize<Answer<TDocument>>(message.Response.Content, Json)?.Results, documents, valueOf);
        }
        catch (Exception e) when (e is JsonException or NullReferenceException)
        {
            throw new RequestFailedException(message.Response.Status, "The answer is not what the service's contract says.", "InvalidAnswer", e);
        }
    }

    /// <summary>One result for each document, in their order; one that the service passed over has an error.</summary>
    private static List<DocumentResult<TValue>> Read<TDocument, TValue>(Results<TDocument>? results, IReadOnlyList<LanguageDocument> documents, Func<TDocument, TValue> valueOf)
        where TDocument : class, IDocument
        where TValue : class
    {
        var values = (results?.Documents ?? []).ToDictionary(one => one.Id, StringComparer.Ordinal);
        var errors = (results?.Errors ?? []).ToDictionary(one => one.Id, one => one.Error.Innermost, StringComparer.Ordinal);
        return [.. documents.Select(document => values.TryGetValue(document.Id, out var value)
            ? new DocumentResult<TValue>(document.Id, valueOf(value), null)
            : new DocumentResult<TValue>(document.Id, null, errors.TryGetValue(document.Id, out var error) ? new DocumentError(error.Code, error.Message ?? "") : new DocumentError("Missing", "")))];
    }
}
