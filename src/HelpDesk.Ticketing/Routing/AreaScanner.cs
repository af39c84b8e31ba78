namespace HelpDesk.Ticketing.Routing;

/// <summary>How much a mention weighs.</summary>
internal enum MentionWeight
{
    /// <summary>The text says that this is the area meant (東北エリア, 地点は横浜市).</summary>
    Marked,
    Plain,

    /// <summary>Counts only where nothing else names an area (東京支店).</summary>
    Weak,
}

/// <summary>An operator, place or area named in a text.</summary>
/// <param name="From">Folded position of its first character.</param>
/// <param name="To">Folded position after its last.</param>
/// <param name="Words">As the person wrote it.</param>
internal sealed record AreaMention(int From, int To, AreaTerm Term, AreaMeaning Meaning, MentionWeight Weight, string Words);

/// <summary>Walks a text once, the longest name at each place first, and leaves out what only looks like a place.</summary>
internal sealed class AreaScanner(WordTrie<AreaTerm> dictionary, AreaWords words)
{
    private const int ShortReading = 3;

    /// <summary>Kanji between a place and what makes a company's name of it.</summary>
    private const int LongestMiddle = 4;

    public List<AreaMention> Scan(FoldedText folded, Func<int, int, bool>? areNames = null)
    {
        var text = folded.Text;
        var mentions = new List<AreaMention>();
        var candidates = new List<(int End, AreaTerm Term)>();
        var denied = new HashSet<AreaTerm>();
        var lastEnd = -1;
        for (var at = 0; at < text.Length;)
        {
            dictionary.Find(text, at, candidates);
            var next = at + 1;
            for (var i = candidates.Count - 1; i >= 0; i--)
            {
                var (end, term) = candidates[i];
                if (!IsWhole(folded, at, end, term, lastEnd))
                {
                    continue;
                }

                next = end;
                if (IsDenied(text, at, end, term))
                {
                    denied.Add(term);
                }
                else if (WeightOf(text, at, end, term) is { } weight && !IsPieceOfWords(folded, at, end, weight, areNames) && !BeginsCompound(folded, at, end, term, weight))
                {
                    mentions.AddRange(term.Meanings.Select(m => new AreaMention(at, end, term, m, Heavier(weight, m), folded.SourceOf(at, end))));
                    lastEnd = end;
                }

                break;
            }

            at = next;
        }

        // What is taken back is not meant where it was named before either: «東京って書きましたけど東京じゃなくて浜松です».
        mentions.RemoveAll(mention => denied.Contains(mention.Term));
        MarkJoined(mentions, text);
        return mentions;
    }

    /// <summary>東京と大阪の地点: what marks the last of several marks all.</summary>
    private void MarkJoined(List<AreaMention> mentions, string text)
    {
        for (var i = mentions.Count - 2; i >= 0; i--)
        {
            var (mention, next) = (mentions[i], mentions[i + 1]);
            var joined = next.From == mention.From
                || (next.From > mention.To && words.JoinedBy.Contains(text[mention.To..next.From]));
            if (joined && next.Weight == MentionWeight.Marked && mention.Weight == MentionWeight.Plain)
            {
                mentions[i] = mention with { Weight = MentionWeight.Marked };
            }
        }
    }

    /// <summary>A name such as «東北エリア» marks itself; «中国» is weak unless marked.</summary>
    private static MentionWeight Heavier(MentionWeight weight, AreaMeaning meaning) =>
        meaning.Marked ? MentionWeight.Marked
        : meaning.Weak && weight == MentionWeight.Plain ? MentionWeight.Weak
        : weight;

    /// <summary>Is it a word of its own, not a piece of another?</summary>
    private bool IsWhole(FoldedText folded, int from, int to, AreaTerm term, int lastEnd)
    {
        var text = folded.Text;
        var before = from > 0 ? text[from - 1] : ' ';
        var after = to < text.Length ? text[to] : ' ';
        if ((char.IsAsciiLetterOrDigit(text[from]) && char.IsAsciiLetterOrDigit(before))
            || (char.IsAsciiLetterOrDigit(text[to - 1]) && char.IsAsciiLetter(after))
            || (term.NeedsCapital && !char.IsUpper(folded.SourceAt(from)))
            || (term.NeedsPlace && !Follows(words.PlacedAfter, text, to) && !IsPlacedBehind(text, from)))
        {
            return false;
        }

        if (term.Meanings.Count == 0 || from == lastEnd)
        {
            return true;
        }

        if (IsHiragana(text[from]) && to - from <= ShortReading && IsHiragana(before) && !words.KanaBefore.Contains(before, StringComparison.Ordinal))
        {
            return false;
        }

        return !term.NeedsKanjiBefore || !IsKanji(before) || words.KanjiBefore.Contains(before, StringComparison.Ordinal);
    }

    /// <summary>«in Gotemba»: a word of places stands right before.</summary>
    private bool IsPlacedBehind(string text, int from)
    {
        var before = text.AsSpan(0, from).TrimEnd();
        foreach (var word in words.PlacedBefore)
        {
            if (before.EndsWith(word, StringComparison.Ordinal) && (before.Length == word.Length || !char.IsAsciiLetter(before[^(word.Length + 1)])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Kana of other words (早くしろよ, あきたので): unless the text says that an area is meant.</summary>
    private static bool IsPieceOfWords(FoldedText folded, int from, int to, MentionWeight weight, Func<int, int, bool>? areNames)
    {
        if (areNames is null || weight == MentionWeight.Marked)
        {
            return false;
        }

        for (var at = from; at < to; at++)
        {
            if (!IsHiragana(folded.Text[at]))
            {
                return false;
            }
        }

        var (start, end) = folded.SourceRange(from, to);
        return !areNames(start, end);
    }

    /// <summary>A bare place or area directly before katakana or, in Latin letters, two capitals is the first part of a company's name (東海ネクスト電気, Kyoto Lantern Energy), unless that is a word of places.</summary>
    private static bool BeginsCompound(FoldedText folded, int from, int to, AreaTerm term, MentionWeight weight) =>
        weight != MentionWeight.Marked && term.IsPlaceOrArea && to + 1 < folded.Text.Length
            && ((IsKatakana(folded.SourceAt(to)) && !IsKatakana(folded.SourceAt(from)))
                || (char.IsAsciiLetter(folded.Text[from]) && CapitalWordsFrom(folded, to) >= 2));

    /// <summary>How many words follow that begin with a capital: one may be «Prefecture».</summary>
    private static int CapitalWordsFrom(FoldedText folded, int at)
    {
        var words = 0;
        while (at + 1 < folded.Text.Length && folded.Text[at] == ' ' && char.IsAsciiLetter(folded.Text[at + 1]) && char.IsUpper(folded.SourceAt(at + 1)))
        {
            words++;
            for (at++; at < folded.Text.Length && char.IsAsciiLetter(folded.Text[at]); at++)
            {
            }
        }

        return words;
    }

    private static bool IsKatakana(char c) => c is >= '\u30A1' and <= '\u30FA' or '\u30FC' or >= '\uFF66' and <= '\uFF9D';

    /// <summary>What the words round a name make of it; null where it is a person, a company, another place or ruled out.</summary>
    private MentionWeight? WeightOf(string text, int from, int to, AreaTerm term)
    {
        if (term.Meanings.Count == 0)
        {
            return null;
        }

        var marker = Longest(words.MarkedAfter, text, to);
        if (marker > 0)
        {
            return MentionWeight.Marked;
        }

        if (Follows(words.WeakAfter, text, to))
        {
            return MentionWeight.Weak;
        }

        var other = term.IsPlaceOrArea ? IsCompanyOrPerson(text, from, to, term) : Follows(words.RetailerAfter, text, to);
        if (other)
        {
            return null;
        }

        return Precedes(words.MarkedBefore, text, from) ? MentionWeight.Marked : MentionWeight.Plain;
    }

    /// <summary>«東京ではなく», «東京電力さんのエリア、じゃないな», «not in Tokyo».</summary>
    private bool IsDenied(string text, int from, int to, AreaTerm term)
    {
        if (term.Meanings.Count == 0)
        {
            return false;
        }

        var named = term.IsPlaceOrArea ? to : to + Longest(words.PersonAfter, text, to);
        var marked = named + Longest(words.MarkedAfter, text, named);
        var paused = marked < text.Length && text[marked] is '、' or ',' or ' ' ? marked + 1 : marked;
        return Follows(words.NegatedAfter, text, marked) || Follows(words.NegatedAfter, text, paused) || Precedes(words.NegatedBefore, text, from);
    }

    private bool IsCompanyOrPerson(string text, int from, int to, AreaTerm term)
    {
        if (Follows(words.CompanyAfter, text, to))
        {
            return true;
        }

        if (!term.IsBare)
        {
            return false;
        }

        var before = from > 0 ? text[from - 1] : ' ';
        var after = to < text.Length ? text[to] : ' ';
        return Precedes(words.CompanyBefore, text, from)
            || IsCompanyOfMoreWords(text, to)
            || Follows(words.PersonAfter, text, to)
            || Precedes(words.PersonBefore, text, from)
            || (to - from == 2 && words.CompassBefore.Contains(before, StringComparison.Ordinal))
            || words.PlaceAfter.Contains(after, StringComparison.Ordinal)
            || (words.Surnames.Contains(term.Word) && words.PersonJoint.Contains(before, StringComparison.Ordinal)
                && Follows(words.PersonEnd, text, to) && !Precedes(words.MarkedAfter, text, from - 1));
    }

    /// <summary>Other kanji stand between the place and what makes a company's name of it: 長崎出島電力, 富士山麓電気. Not where one of them belongs to no such name (福岡低圧電力).</summary>
    private bool IsCompanyOfMoreWords(string text, int to)
    {
        for (var at = to; at < text.Length && at - to < LongestMiddle && IsKanji(text[at]) && !words.NoCompanyKanji.Contains(text[at], StringComparison.Ordinal);)
        {
            at++;
            if (Follows(words.CompanyAfter, text, at))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Follows(IReadOnlyList<string> words, string text, int at) => Longest(words, text, at) > 0;

    /// <summary>Length of the longest word that begins here (the lists are sorted so); 0 where none does.</summary>
    private static int Longest(IReadOnlyList<string> words, string text, int at)
    {
        if (at >= text.Length)
        {
            return 0;
        }

        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (text[at] == word[0] && string.CompareOrdinal(text, at, word, 0, word.Length) == 0
                && (!char.IsAsciiLetter(word[^1]) || at + word.Length >= text.Length || !char.IsAsciiLetter(text[at + word.Length])))
            {
                return word.Length;
            }
        }

        return 0;
    }

    /// <summary>Does one of the words stand right before, with or without a blank between?</summary>
    private static bool Precedes(IReadOnlyList<string> words, string text, int at)
    {
        var end = at > 0 && text[at - 1] == ' ' ? at - 1 : at;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var start = end - word.Length;
            if (start >= 0 && string.CompareOrdinal(text, start, word, 0, word.Length) == 0
                && (!char.IsAsciiLetter(word[0]) || start == 0 || !char.IsAsciiLetter(text[start - 1])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHiragana(char c) => c is >= '\u3041' and <= '\u3096' or '\u30FC';

    private static bool IsKanji(char c) => c is >= '\u3400' and <= '\u9FFF' or '\u3005';
}
