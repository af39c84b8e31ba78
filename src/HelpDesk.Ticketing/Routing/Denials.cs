namespace HelpDesk.Ticketing.Routing;

/// <summary>How a word is denied: by what stands directly behind it («入力ミスは無し»), or before it («not a typo»). Folded as rules are.</summary>
internal sealed record Denials(IReadOnlyList<string> After, IReadOnlyList<string> Before)
{
    private static readonly char[] SentenceEnds = ['.', '。', '!', '?', ';', '\n'];

    public static Denials None { get; } = new([], []);

    /// <summary>Null: nothing is denied in Japanese.</summary>
    public JapaneseDenial? Behind { get; init; }

    /// <summary>Behind a list in its sentence («METI, membership and koiki system are all done»): what is done already is not what they ask for.</summary>
    public IReadOnlyList<string> DoneAfter { get; init; } = [];

    /// <summary>Before a list in its sentence («finished at METI, OCCTO member and koiki system»).</summary>
    public IReadOnlyList<string> DoneBefore { get; init; } = [];

    /// <summary>Between a word and that it is done: then it is of something else («membership is open, but METI is done»).</summary>
    public IReadOnlyList<string> Contrast { get; init; } = [];

    /// <summary>Whether a folded text says a word at least once without denying it.</summary>
    public bool Says(string folded, string word)
    {
        for (var at = folded.IndexOf(word, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if (!After.Any(sign => string.CompareOrdinal(folded, end, sign, 0, sign.Length) == 0)
                && !Before.Any(sign => sign.Length <= at && string.CompareOrdinal(folded, at - sign.Length, sign, 0, sign.Length) == 0)
                && Behind?.Denies(folded.AsSpan(end), Contrasts) is not true
                && !IsDone(folded, at, end))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsDone(string folded, int at, int end)
    {
        if (DoneAfter.Count == 0 && DoneBefore.Count == 0)
        {
            return false;
        }

        var (from, to) = (folded.AsSpan(0, at).LastIndexOfAny(SentenceEnds) + 1, folded.AsSpan(end).IndexOfAny(SentenceEnds));
        var (before, behind) = (folded[from..at], to < 0 ? folded[end..] : folded[end..(end + to)]);
        return DoneAfter.Any(done => behind.IndexOf(done, StringComparison.Ordinal) is >= 0 and var place && !Contrasts(behind[..place]))
            || DoneBefore.Any(done => before.LastIndexOf(done, StringComparison.Ordinal) is >= 0 and var place && !Contrasts(before[place..]));
    }

    private bool Contrasts(string between) => Contrast.Any(word => between.Contains(word, StringComparison.Ordinal));
}
