using System.Text;

namespace HelpDesk.Knowledge.Language;

/// <summary>Romaji (Hepburn, Kunrei and as typed) to hiragana.</summary>
public static class Romaji
{
    private static readonly Dictionary<string, string> Syllables = BuildSyllables();

    /// <summary>Converts a whole word; false where any part of it is not romaji.</summary>
    /// <param name="word">Lower-case Latin letters, apostrophes and macrons.</param>
    public static bool TryToHiragana(ReadOnlySpan<char> word, out string hiragana)
    {
        var kana = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length;)
        {
            if (word[i] is '\'' or '-')
            {
                i++;
            }
            else if (IsDoubled(word, i))
            {
                kana.Append('っ');
                i++;
            }
            else if (Syllable(word[i..], out var length) is { } syllable)
            {
                kana.Append(syllable);
                i += length;
            }
            else if (word[i] is 'n' or 'm')
            {
                kana.Append('ん');
                i++;
                // «nn» before a consonant or at the end is one ん, as people type it.
                if (i < word.Length && word[i] == 'n' && word[i - 1] == 'n' && Syllable(word[i..], out _) is null)
                {
                    i++;
                }
            }
            else
            {
                hiragana = "";
                return false;
            }
        }

        hiragana = kana.ToString();
        return hiragana.Length > 0;
    }

    private static bool IsDoubled(ReadOnlySpan<char> word, int at) =>
        at + 1 < word.Length && word[at] is not ('n' or 'a' or 'i' or 'u' or 'e' or 'o')
        && (word[at] == word[at + 1] || (word[at] == 't' && word[at + 1] == 'c'));

    private static string? Syllable(ReadOnlySpan<char> word, out int length)
    {
        var syllables = Syllables.GetAlternateLookup<ReadOnlySpan<char>>();
        for (length = Math.Min(3, word.Length); length > 0; length--)
        {
            if (syllables.TryGetValue(word[..length], out var kana))
            {
                return kana;
            }
        }

        return null;
    }

    private static Dictionary<string, string> BuildSyllables()
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ā"] = "ああ", ["ī"] = "いい", ["ū"] = "うう", ["ē"] = "えい", ["ō"] = "おう",
            ["shi"] = "し", ["chi"] = "ち", ["tsu"] = "つ", ["fu"] = "ふ", ["ji"] = "じ", ["wo"] = "を", ["wa"] = "わ",
            ["sha"] = "しゃ", ["shu"] = "しゅ", ["sho"] = "しょ", ["she"] = "しぇ",
            ["cha"] = "ちゃ", ["chu"] = "ちゅ", ["cho"] = "ちょ", ["che"] = "ちぇ",
            ["ja"] = "じゃ", ["ju"] = "じゅ", ["jo"] = "じょ", ["je"] = "じぇ",
            ["fa"] = "ふぁ", ["fi"] = "ふぃ", ["fe"] = "ふぇ", ["fo"] = "ふぉ", ["thi"] = "てぃ", ["dhi"] = "でぃ",
        };
        string[] rows =
        [
            "あいうえお", "kかきくけこ", "sさしすせそ", "tたちつてと", "nなにぬねの", "hはひふへほ", "mまみむめも",
            "rらりるれろ", "gがぎぐげご", "zざじずぜぞ", "dだぢづでど", "bばびぶべぼ", "pぱぴぷぺぽ", "yや_ゆ_よ",
        ];
        foreach (var row in rows)
        {
            var consonant = char.IsAsciiLetter(row[0]) ? row[..1] : "";
            var kana = row[consonant.Length..];
            for (var i = 0; i < kana.Length; i++)
            {
                if (kana[i] != '_')
                {
                    table.TryAdd(consonant + "aiueo"[i], kana[i].ToString());
                }
            }

            // き + ゃ = kya and so on, for every row that has an い syllable.
            if (consonant.Length > 0 && consonant != "y")
            {
                table.TryAdd(consonant + "ya", kana[1] + "ゃ");
                table.TryAdd(consonant + "yu", kana[1] + "ゅ");
                table.TryAdd(consonant + "yo", kana[1] + "ょ");
            }
        }

        // Long vowels with a macron, of every syllable: kō, shō, ryū.
        foreach (var (syllable, kana) in table.ToList())
        {
            var vowel = "aiueo".IndexOf(syllable[^1], StringComparison.Ordinal);
            if (vowel >= 0)
            {
                table.TryAdd(syllable[..^1] + "āīūēō"[vowel], kana + "あいういう"[vowel]);
            }
        }

        return table;
    }
}
