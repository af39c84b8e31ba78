using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>The closed class of words for a place in a list: 一番目, 最初, 上, 最後, first, the last one …</summary>
internal static class Ordinals
{
    private static readonly (string Word, int Place)[] Japanese =
    [
        ("真ん中", Middle), ("まんなか", Middle), ("最初", 0), ("いちばん上", 0), ("一番上", 0), ("最後", Last), ("いちばん下", Last), ("一番下", Last), ("先頭", 0), ("一番目", 0), ("一つ目", 0), ("ひとつめ", 0),
        ("二番目", 1), ("二つ目", 1), ("ふたつめ", 1), ("三番目", 2), ("三つ目", 2), ("みっつめ", 2), ("前者", 0), ("後者", Last), ("上", 0), ("下", Last), ("うえ", 0), ("した", Last), ("いちばん", 0), ("にばん", 1), ("さんばん", 2),
    ];

    private static readonly (string Word, int Place)[] English =
    [
        ("first", 0), ("top", 0), ("upper", 0), ("former", 0), ("second", 1), ("third", 2), ("middle", Middle), ("last", Last), ("bottom", Last), ("lower", Last), ("latter", Last),
        ("one", 0), ("two", 1), ("three", 2), ("1st", 0), ("2nd", 1), ("3rd", 2),
    ];

    private const int Last = -1;
    private const int Middle = -2;

    /// <summary>From 0; null where the text names no place, or one that the list does not have.</summary>
    public static int? In(string text, int count)
    {
        var folded = TextFolding.Fold(text);
        foreach (var (word, place) in Japanese)
        {
            if (folded.Contains(word, StringComparison.Ordinal))
            {
                return At(place, count);
            }
        }

        // «the second one»: the first of the English words that is more than «one».
        var words = folded.Split([' ', ',', '.', '!', '?', '-'], StringSplitOptions.RemoveEmptyEntries);
        var named = English.Where(one => words.Contains(one.Word, StringComparer.Ordinal)).ToList();
        if (Digit(folded, count) is { } digit)
        {
            return digit;
        }

        // «the one with …» names none by its place.
        if (named.Count == 1 && named[0].Word == "one" && Array.IndexOf(words, "one") is > 0 and var at && words[at - 1] is "the" or "this" or "that" or "which" or "an" or "other")
        {
            return null;
        }

        return named.Count == 0 ? null : At(named.Find(one => one.Word != "one") is { Word: not null } telling ? telling.Place : named[0].Place, count);
    }

    /// <summary>«2番のほう», «number 2»: the only digit.</summary>
    private static int? Digit(string folded, int count)
    {
        var digits = folded.Where(char.IsAsciiDigit).ToList();
        return digits is [var only] && only - '1' is var index && index >= 0 && index < count ? index : null;
    }

    private static int? At(int place, int count) => place switch
    {
        Last => count - 1,
        Middle => count == 3 ? 1 : null,
        _ => place < count ? place : null,
    };
}
