namespace HelpDesk.Knowledge.Language;

/// <summary>Hiragana and katakana: one into the other, and one key for the spellings of a long vowel.</summary>
public static class Kana
{
    private const int Distance = 'ァ' - 'ぁ';
    private const string ARow = "あかさたなはまやらわがざだばぱぁゃ";
    private const string IRow = "いきしちにひみりぎじぢびぴぃ";
    private const string URow = "うくすつぬふむゆるぐずづぶぷぅゅゔ";
    private const string ERow = "えけせてねへめれげぜでべぺぇ";
    private const string ORow = "おこそとのほもよろをごぞどぼぽぉょ";

    public static bool IsHiragana(char c) => c is >= 'ぁ' and <= 'ゖ';

    public static bool IsKatakana(char c) => c is >= 'ァ' and <= 'ヺ' or 'ー';

    public static bool IsKana(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!IsHiragana(c) && !IsKatakana(c))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    public static bool IsKanji(char c) => c is (>= '\u4e00' and <= '\u9fff') or (>= '\u3400' and <= '\u4dbf') or (>= '\uf900' and <= '\ufaff') or '々';

    /// <summary>Hiragana, katakana or kanji.</summary>
    public static bool IsJapanese(char c) => IsHiragana(c) || IsKatakana(c) || IsKanji(c);

    public static string ToHiragana(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = Hiragana(from[i]);
        }
    });

    public static string ToKatakana(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = from[i] is >= 'ぁ' and <= 'ゖ' ? (char)(from[i] + Distance) : from[i];
        }
    });

    /// <summary>
    /// Hiragana with every long vowel written one way: てーあつ and ていあつ, こーあつ and こうあつ give the same key;
    /// ず/づ, じ/ぢ are folded too.
    /// </summary>
    public static string Key(string kana)
    {
        ArgumentNullException.ThrowIfNull(kana);
        return string.Create(kana.Length, kana, static (key, from) =>
        {
            var before = '\0';
            for (var i = 0; i < from.Length; i++)
            {
                var c = Hiragana(from[i]);
                key[i] = before = c switch
                {
                    'ー' => LongVowelAfter(before),
                    'え' when ERow.Contains(before, StringComparison.Ordinal) => 'い',
                    'お' when ORow.Contains(before, StringComparison.Ordinal) => 'う',
                    'づ' => 'ず',
                    'ぢ' => 'じ',
                    'を' => 'お',
                    _ => c,
                };
            }
        });
    }

    private static char Hiragana(char c) => c is >= 'ァ' and <= 'ヶ' ? (char)(c - Distance) : c;

    private static char LongVowelAfter(char before) =>
        ARow.Contains(before, StringComparison.Ordinal) ? 'あ'
        : IRow.Contains(before, StringComparison.Ordinal) ? 'い'
        : URow.Contains(before, StringComparison.Ordinal) ? 'う'
        : ERow.Contains(before, StringComparison.Ordinal) ? 'い'
        : ORow.Contains(before, StringComparison.Ordinal) ? 'う'
        : 'ー';
}
