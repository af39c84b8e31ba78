using System.Text;

namespace HelpDesk.Sources.Spelling;

/// <summary>
/// Characters that look like another and stand where only the other can: dashes and 一 for ー, kanji inside katakana words
/// (口グイン, 工ラー), katakana inside kanji words (入カ), へ and ヘ, and an «n» that an input method left unfinished
/// (ろぐいnできない). The neighbours decide; a character that could be itself stays. One character becomes one, so that positions stay.
/// </summary>
public static class LookAlikes
{
    private const string Kanji = "口工力二卜八夕才千三厶一";
    private const string Katakana = "ロエカニトハタオチミムー";

    /// <summary>Numbers stand before katakana words as themselves (二パターン), so it takes katakana on both sides, or what no word begins with.</summary>
    private const string Numbers = "二八千三";

    /// <summary>A word begins with none of these.</summary>
    private const string NeverFirst = "ァィゥェォッャュョーン";

    /// <summary>After カ these are counted things or names of places: 三カ月, 六カ所.</summary>
    private const string Counted = "月所国年条村町店ヶケ";

    /// <summary>In lower case and one width already.</summary>
    internal static string Settle(StringBuilder folded)
    {
        var text = folded.ToString();
        char[]? settled = null;
        for (var i = 0; i < text.Length; i++)
        {
            var before = i > 0 ? (settled is null ? text[i - 1] : settled[i - 1]) : '\0';
            var after = i + 1 < text.Length ? text[i + 1] : '\0';
            if (Meant(text[i], before, after) is var meant && meant != text[i])
            {
                settled ??= text.ToCharArray();
                settled[i] = meant;
            }
        }

        return settled is null ? text : new string(settled);
    }

    private static char Meant(char c, char before, char after) => c switch
    {
        '-' => IsLongVowel(before, after) ? 'ー' : c,
        '一' => IsKatakana(before) && before != 'ー' && (IsKatakana(after) || (!IsKanji(after) && !char.IsAsciiLetterOrDigit(after) && after != 'つ')) ? 'ー' : c,
        '口' or '工' or '力' or '卜' or '夕' or '才' or '厶' or '二' or '八' or '千' or '三' => InKatakana(c, before, after),
        'ロ' or 'エ' or 'カ' or 'ト' or 'タ' or 'ニ' or 'ハ' => InKanji(c, before, after),
        'へ' or 'べ' or 'ぺ' => IsKatakana(after) && !IsKatakana(before) && !IsKanji(before) && !char.IsAsciiLetterOrDigit(before) ? (char)(c + 0x60) : c,
        'ヘ' => !IsKatakana(after) ? 'へ' : c,
        'n' => IsKana(before) && before is not ('ん' or 'ン') && !IsVowel(after) && !char.IsAsciiLetterOrDigit(after) && after is not ('-' or '_' or '.') ? Syllable(before) : c,
        _ => c,
    };

    /// <summary>A dash before a letter or a digit joins (ユーザー-1); one after hiragana parts, unless kana follows.</summary>
    private static bool IsLongVowel(char before, char after) =>
        (IsKatakana(before) && before is not ('ー' or 'ッ') && !char.IsAsciiLetterOrDigit(after) && after != '-')
        || (IsHiragana(before) && IsHiragana(after));

    private static char InKatakana(char c, char before, char after)
    {
        var katakana = Katakana[Kanji.IndexOf(c, StringComparison.Ordinal)];
        if (IsKatakana(before))
        {
            // アカウン卜が, デー夕; but システム工事, ガス二基.
            return (IsKatakana(after) && (before != 'ー' || !IsNumber(c) || NeverFirst.Contains(after, StringComparison.Ordinal))) || (!IsNumber(c) && !IsKanji(after)) ? katakana : c;
        }

        return IsKatakana(after) && !IsKanji(before) && !char.IsDigit(before) && (!IsNumber(c) || NeverFirst.Contains(after, StringComparison.Ordinal)) ? katakana : c;
    }

    /// <summary>One katakana with kanji beside it and no kana: 入カ, エ事, 窓ロ.</summary>
    private static char InKanji(char c, char before, char after)
    {
        var beside = IsKanji(before) || IsKanji(after);
        if (!beside || IsKatakana(before) || IsKatakana(after) || char.IsDigit(before) || (c == 'カ' && after != '\0' && Counted.Contains(after, StringComparison.Ordinal)))
        {
            return c;
        }

        return (IsKanji(before) && !IsHiragana(after)) || (IsKanji(after) && !IsHiragana(before)) || c is 'カ' or 'ロ' ? Kanji[Katakana.IndexOf(c, StringComparison.Ordinal)] : c;
    }

    private static bool IsNumber(char c) => Numbers.Contains(c, StringComparison.Ordinal);

    private static char Syllable(char before) => IsKatakana(before) ? 'ン' : 'ん';

    private static bool IsVowel(char c) => c is 'あ' or 'い' or 'う' or 'え' or 'お' or 'ア' or 'イ' or 'ウ' or 'エ' or 'オ';

    private static bool IsHiragana(char c) => c is >= 'ぁ' and <= 'ゖ';

    private static bool IsKatakana(char c) => c is (>= 'ァ' and <= 'ヺ') or 'ー';

    private static bool IsKana(char c) => IsHiragana(c) || IsKatakana(c);

    private static bool IsKanji(char c) => c is (>= '\u4e00' and <= '\u9fff') or (>= '\u3400' and <= '\u4dbf') or '々';
}
