namespace HelpDesk.Language.Client;

/// <summary>A text to be looked at.</summary>
/// <param name="Id">Unique within its request; the answer names it.</param>
/// <param name="Text">At most <see cref="LanguageClient.LongestText"/> text elements.</param>
/// <param name="Language">«ja», «en»; null: the service's default. Not sent where the language is asked for.</param>
public sealed record LanguageDocument(string Id, string Text, string? Language = null);

/// <summary>What the service says of one document: a value, or why there is none.</summary>
/// <typeparam name="T">The kind of answer.</typeparam>
public sealed record DocumentResult<T>(string Id, T? Value, DocumentError? Error)
    where T : class;

/// <param name="Code">The innermost code that the service gives: InvalidDocument, UnsupportedLanguageCode …</param>
public sealed record DocumentError(string Code, string Message);

/// <param name="Code">ISO 639-1, «ja»; «(Unknown)» where the service cannot tell.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record DetectedLanguage(string Name, string Code, double Confidence);

/// <summary>Key phrases in the service's order.</summary>
public sealed record KeyPhrases(IReadOnlyList<string> Phrases);

/// <summary>A place in a text that tells of somebody.</summary>
/// <param name="Category">Person, Organization …</param>
/// <param name="Offset">UTF-16 code units, like an index of a string.</param>
/// <param name="Length">UTF-16 code units.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record PersonalEntity(string Text, string Category, int Offset, int Length, double Confidence);

/// <param name="Redacted">The text as the service masks it.</param>
public sealed record PersonalEntities(string Redacted, IReadOnlyList<PersonalEntity> Entities);

/// <param name="Label">positive, neutral, negative or mixed.</param>
/// <param name="Positive">0 to 1; the three make 1.</param>
public sealed record Sentiment(string Label, double Positive, double Neutral, double Negative);
