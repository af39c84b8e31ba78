using HelpDesk.Knowledge.Articles;

namespace HelpDesk.Knowledge.Symptoms;

public enum SymptomKind
{
    Code,
    Message,
    Status,
    ListedCode,
}

/// <summary>A symptom found in a question.</summary>
/// <param name="Shown">The symptom as the screen shows it.</param>
/// <param name="Articles">One article, or several where only a missing prefix could tell them apart.</param>
/// <param name="Row">The row of a code list that the help desk has filled in; null where the list does not hold the code.</param>
public sealed record RecognizedSymptom(
    SymptomKind Kind, string Shown, IReadOnlyList<Article> Articles, IReadOnlyList<string> Prefixes, CodeRow? Row = null)
{
    /// <summary>Where a code that the list does not hold is explained, and by whom; null in any other case.</summary>
    public string? NoteIn(string language) =>
        Kind == SymptomKind.ListedCode && Row is null ? Articles[0].CodeListNoteIn(language)?.Replace("{0}", Shown, StringComparison.Ordinal) : null;
}

/// <summary>What recognition found, before any search: symptoms, and codes that the FAQ does not know.</summary>
public sealed record Recognition(IReadOnlyList<RecognizedSymptom> Symptoms, IReadOnlyList<string> UnknownCodes)
{
    public bool IsEmpty => Symptoms.Count == 0 && UnknownCodes.Count == 0;
}
