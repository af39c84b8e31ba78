using HelpDesk.Sources.Spelling;

namespace HelpDesk.Search.Asking;

/// <summary>
/// Reads what a person typed or pasted into the box. There is no wrong query: what is no filter is text, and an open quote ends
/// with the text. Pure.
/// </summary>
public sealed class QueryReader(QueryWords words)
{
    /// <summary>Characters that are read; nobody types more, and what is pasted is known by its beginning.</summary>
    public const int Longest = 2_000;

    /// <summary>Longer, or of more pieces or lines than a person types, it was pasted.</summary>
    private const int LongestTyped = 60;
    private const int MostTyped = 8;

    public SearchQuery Read(string? typed, Asker asker)
    {
        ArgumentNullException.ThrowIfNull(asker);
        var cut = typed is null ? "" : typed.Length > Longest ? typed[..Longest] : typed;
        var folded = SpelledText.Fold(cut);
        if (cut.AsSpan().Trim().ContainsAny('\n', '\r') || (folded.Length > LongestTyped && Parts(folded).All(part => part.Field is null)))
        {
            return new SearchQuery([new SearchText(folded)], [], IsPasted: true, []);
        }

        var (texts, filters, doubts) = (new List<SearchText>(), new List<SearchFilter>(), new List<string>());
        foreach (var part in Parts(folded))
        {
            if (part.Field is { } field && part.Value.Length > 0 && Filter(field, part, asker) is { } filter)
            {
                filters.Add(filter);
                continue;
            }

            if (part.Field is not null && part.Value.Length > 0)
            {
                doubts.Add(part.Whole);
            }

            texts.Add(part.Field is null ? new SearchText(part.Value, part.IsQuoted, part.IsExcluded) : new SearchText(part.Whole));
        }

        // Only what can be found decides: signs alone are nothing.
        texts.RemoveAll(text => !text.Folded.Any(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c)));
        if (texts.TrueForAll(text => text.IsExcluded) && filters.Count == 0)
        {
            // A dash before the first word was no minus.
            texts = texts.ConvertAll(text => text with { IsExcluded = false });
        }

        return texts.Count > MostTyped && !texts.Exists(text => text.IsPhrase)
            ? new SearchQuery([new SearchText(string.Join(' ', texts.Select(text => text.Folded)))], filters, IsPasted: true, doubts)
            : new SearchQuery(texts, filters, IsPasted: false, doubts);
    }

    private SearchFilter? Filter(SearchField field, Part part, Asker asker)
    {
        var (value, not) = (part.Value, part.IsExcluded);
        switch (field)
        {
            case SearchField.State:
            case SearchField.Priority:
                var keys = words.Meanings(field == SearchField.State ? "state" : "priority", value);
                return keys.Count == 0 ? null : new KeyFilter(field, keys, not);
            case SearchField.Due or SearchField.Opened or SearchField.Changed:
                return TimeWords.Read(value, words, asker.Now) is { } time ? new TimeFilter(field, time.From, time.Until, not) : null;
            case SearchField.Agent when !part.IsQuoted && words.Meaning("agent", value) is { } who:
                return who == "self" ? new KeyFilter(field, [SpelledText.Fold(asker.Name)], not) : new EmptyFilter(field, not);
            case SearchField.Company or SearchField.Person:
                return value.Any(char.IsLetterOrDigit) ? new TextFilter(field, value, not) : null;
            default:
                return new BeginningFilter(field, value, not);
        }
    }

    /// <summary>Pieces between blanks; a quote keeps blanks, and a field takes its value over one blank.</summary>
    private IEnumerable<Part> Parts(string folded)
    {
        for (var at = 0; at < folded.Length;)
        {
            if (folded[at] == ' ')
            {
                at++;
                continue;
            }

            var start = at;
            var minus = folded[at] == '-' && at + 1 < folded.Length && folded[at + 1] != ' ';
            at += minus ? 1 : 0;
            var colon = Colon(folded, at, out var field);
            if (colon >= 0)
            {
                at = colon + 1 < folded.Length && folded[colon + 1] == ' ' ? colon + 2 : colon + 1;
            }

            var (value, quoted) = Value(folded, ref at);
            yield return new Part(field, value, folded[start..at].Trim(), quoted, minus);
        }
    }

    private static (string Value, bool Quoted) Value(string folded, ref int at)
    {
        var from = at;
        if (at < folded.Length && folded[at] == '"')
        {
            var close = folded.IndexOf('"', at + 1);
            at = close < 0 ? folded.Length : close + 1;
            return (folded[(from + 1)..(close < 0 ? folded.Length : close)].Trim(), true);
        }

        while (at < folded.Length && folded[at] is not (' ' or '"'))
        {
            at++;
        }

        // A quote inside a word begins a piece of its own.
        return (folded[from..at], false);
    }

    private int Colon(string folded, int at, out SearchField? field)
    {
        field = null;
        for (var i = at; i < folded.Length && folded[i] is not (' ' or '"'); i++)
        {
            if (folded[i] == ':')
            {
                field = words.Field(folded[at..i]);
                return field is null ? -1 : i;
            }
        }

        return -1;
    }

    private readonly record struct Part(SearchField? Field, string Value, string Whole, bool IsQuoted, bool IsExcluded);
}
