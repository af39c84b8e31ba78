namespace HelpDesk.Ticketing.Routing;

/// <summary>How a word is denied: by what stands directly behind it («入力ミスは無し»), or before it («not a typo»). Folded as rules are.</summary>
internal sealed record Denials(IReadOnlyList<string> After, IReadOnlyList<string> Before)
{
    public static Denials None { get; } = new([], []);

    /// <summary>Whether a folded text says a word at least once without denying it.</summary>
    public bool Says(string folded, string word)
    {
        for (var at = folded.IndexOf(word, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if (!After.Any(sign => string.CompareOrdinal(folded, end, sign, 0, sign.Length) == 0)
                && !Before.Any(sign => sign.Length <= at && string.CompareOrdinal(folded, at - sign.Length, sign, 0, sign.Length) == 0))
            {
                return true;
            }
        }

        return false;
    }
}
