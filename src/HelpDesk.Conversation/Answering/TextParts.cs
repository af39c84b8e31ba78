using System.Globalization;

namespace HelpDesk.Conversation.Answering;

/// <summary>The sentences of a text, as its marks, lines and numbers («①…②…», «1) … 2) …») part them.</summary>
internal static class TextParts
{
    private const int Shortest = 6;
    private const string Ends = "。｡？！?!";

    /// <summary>Commas and line breaks part only what is long enough on both sides to be a sentence of its own.</summary>
    private const int LongClause = 9;

    public static bool IsEnd(char c) => Ends.Contains(c, StringComparison.Ordinal);

    public static List<string> Of(string text) => [.. Ranges(text).Select(part => text[part.From..part.To].Trim()).Where(part => part.Length >= Shortest)];

    /// <summary>All of the text in order, each part with the mark that ends it.</summary>
    public static IEnumerable<string> Verbatim(string text) => Ranges(text).Select(part => text[part.From..part.Next]).Where(part => part.Length > 0);

    private static IEnumerable<(int From, int To, int Next)> Ranges(string text)
    {
        var from = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !IsEnd(text[i]) && !EndsEnglish(text, i) && !EndsClause(text, from, i))
            {
                continue;
            }

            var next = Math.Min(i + 1, text.Length);
            yield return (from, i, next);
            from = next;
        }
    }

    /// <summary>The parts before and behind each number that counts, each with its number; all of the text where there is none.</summary>
    public static IEnumerable<string> Counted(string text)
    {
        // What no one sees may stand between a number and its bracket; folding takes it away elsewhere, but here lines count.
        text = text.Any(IsUnseen) ? string.Concat(text.Where(c => !IsUnseen(c))) : text;
        var from = 0;
        for (var at = 1; at < text.Length; at++)
        {
            if (IsCount(text, at))
            {
                yield return text[from..at];
                from = at;
            }
        }

        yield return text[from..];
    }

    /// <summary>A part without the number that it begins with; null where it begins with none, as what stands before the first does.</summary>
    public static string? WithoutCount(string part)
    {
        var text = part.TrimStart();
        return text.Length == 0 || !IsCount(text, 0) ? null
            : Ordinal(text, 0) is > 0 and var length ? text[length..].TrimStart('、', 'は', ',', ':', '：', ' ', '　')
            : text[(char.IsDigit(text[0]) ? 2 : 1)..].TrimStart();
    }

    /// <summary>Letters of «1つめ», «二件目», «3点目»; 0 where there is none.</summary>
    private static int Ordinal(string text, int at)
    {
        if (!(char.IsDigit(text[at]) || "一二三四五".Contains(text[at], StringComparison.Ordinal)) || at + 2 >= text.Length)
        {
            return 0;
        }

        return text[at + 1] is 'つ' or '点' or '件' or '番' && text[at + 2] is '目' or 'め' ? 3 : 0;
    }

    /// <summary>A number that counts what follows: ①, ⑴, or «1)», «2.» at the beginning of a word.</summary>
    private static bool IsCount(string text, int at) =>
        Ordinal(text, at) > 0 || text[at] is (>= '\u2460' and <= '\u249b') or (>= '\u2776' and <= '\u2793')
        || (char.IsDigit(text[at]) && at + 2 < text.Length && text[at + 1] is '.' or ')' or '．' or '）' && !char.IsDigit(text[at + 2]) && (at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] is '(' or '（'));

    private static bool IsUnseen(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    private static bool EndsEnglish(string text, int at) => text[at] == '.' && at + 1 < text.Length && text[at + 1] == ' ';

    private static bool EndsClause(string text, int from, int at)
    {
        if (text[at] is not ('、' or ',' or '\n'))
        {
            return false;
        }

        var next = text.AsSpan(at + 1).IndexOfAny("、,。？！?!\n");
        return at - from >= LongClause && (next < 0 ? text.Length - at - 1 : next) >= LongClause;
    }
}
