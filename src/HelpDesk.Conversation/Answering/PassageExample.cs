using HelpDesk.Sources;

namespace HelpDesk.Conversation.Answering;

/// <summary>A question about a shown article, and the passage that answers it: a row of kb/passages/*.tsv (id, article, language, question, passage).</summary>
/// <param name="Passages">How a passage that answers begins, or any of several; empty where the article does not say.</param>
public sealed record PassageExample(string Id, string Article, string Language, string Question, IReadOnlyList<string> Passages)
{
    public const string Folder = "passages";

    /// <summary>Whether a passage is one of those that answer.</summary>
    public bool IsAnsweredBy(string passage) => Passages.Any(begins => passage.Contains(begins, StringComparison.Ordinal));

    /// <summary>All examples of a kb folder, in the order of file names and lines; none where it has none.</summary>
    public static IReadOnlyList<PassageExample> ReadFolder(string kbDirectory, FindingList findings)
    {
        var folder = Path.Combine(kbDirectory, Folder);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.tsv").Order(StringComparer.Ordinal).SelectMany(file => Read(file, Folder + "/" + Path.GetFileName(file), findings))]
            : [];
    }

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<PassageExample> Read(string path, string shownAs, FindingList findings) =>
        [.. CsvSource.Read(path, shownAs, findings, "id", "article", "language", "question", "passage").Select(row => new PassageExample(
            row["id"], row["article"], row["language"], row["question"], row["passage"] == "-" ? [] : row["passage"].Split(" | ")))];
}
