namespace HelpDesk.Search.Terms;

/// <summary>A term and how far behind the one before it stands.</summary>
public readonly record struct PlacedTerm(string Text, int Increment);

/// <summary>
/// What a text is found by: each two characters of Japanese that stand side by side (the last of a run also alone, so that
/// every single character is the beginning of a term), and other words whole. A character of Japanese and a word each take one
/// place, so that a phrase has the same places in query and text.
/// </summary>
public static class Pairs
{
    /// <summary>Places between two texts of one document, more than any phrase has.</summary>
    public const int Gap = 1_000;

    private const int LongestWord = 200;

    public static IEnumerable<PlacedTerm> Of(string folded, int first = 1)
    {
        ArgumentNullException.ThrowIfNull(folded);
        var increment = first;
        foreach (var run in TextRuns.Of(folded))
        {
            if (run.Kind == RunKind.Word)
            {
                yield return new PlacedTerm(folded.Substring(run.Start, Math.Min(LongestWord, run.Length)), increment);
                increment = 1;
                continue;
            }

            for (var i = run.Start; i < run.End; i++)
            {
                yield return new PlacedTerm(folded.Substring(i, i + 1 < run.End ? 2 : 1), increment);
                increment = 1;
            }
        }
    }
}
