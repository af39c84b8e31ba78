using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HelpDesk.Language.Client;

/// <summary>Bodies of POST /language/:analyze-text as api-version 2023-04-01 has them.</summary>
internal static class LanguageWire
{
    /// <summary>Japanese goes as it is, three bytes a character and not six.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    internal sealed record Request(string Kind, Input AnalysisInput, Parameters Parameters);

    internal sealed record Input(IReadOnlyList<LanguageDocument> Documents);

    internal sealed record Parameters(bool? LoggingOptOut, IReadOnlyList<string>? PiiCategories, string? StringIndexType);

    internal sealed record Answer<T>(Results<T>? Results);

    internal sealed record Results<T>(IReadOnlyList<T>? Documents, IReadOnlyList<FailedDocument>? Errors);

    internal sealed record FailedDocument(string Id, Error Error);

    internal sealed record Error(string Code, string? Message, [property: JsonPropertyName("innererror")] Error? Inner)
    {
        public Error Innermost => Inner?.Innermost ?? this;
    }

    internal interface IDocument
    {
        string Id { get; }
    }

    internal sealed record LanguageOf(string Id, Language DetectedLanguage) : IDocument;

    internal sealed record Language(string Name, string Iso6391Name, double ConfidenceScore);

    internal sealed record PhrasesOf(string Id, IReadOnlyList<string> KeyPhrases) : IDocument;

    internal sealed record EntitiesOf(string Id, string RedactedText, IReadOnlyList<Entity> Entities) : IDocument;

    internal sealed record Entity(string Text, string Category, int Offset, int Length, double ConfidenceScore);

    internal sealed record SentimentOf(string Id, string Sentiment, Scores ConfidenceScores) : IDocument;

    internal sealed record Scores(double Positive, double Neutral, double Negative);
}
