using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Dialogue;

/// <content>Japanese or English.</content>
public sealed partial class Bot
{
    /// <summary>Words that make an English sentence around Japanese words.</summary>
    private const int LeastEnglishWords = 4;

    /// <summary>The language of what was written; a code or a number alone tells nothing, and the one spoken so far stays.</summary>
    private string LanguageOf(string text, DialogueState state, string? hint)
    {
        var english = intents.HasWord(text, "english-words");
        if (english && IsMostlyLatin(text))
        {
            return "en";
        }

        if (text.Any(c => Kana.IsHiragana(c) || c is >= (char)0xff66 and <= (char)0xff9f) || (!english && text.Any(c => Kana.IsKatakana(c) || Kana.IsKanji(c))))
        {
            return "ja";
        }

        // An English sentence may hold the system's own words (スイッチング廃止); a Japanese one does not go without hiragana.
        return english ? "en" : state.Language ?? (hint == "en" ? "en" : "ja");
    }

    /// <summary>More words in Latin letters than a Japanese sentence holds beside so many of its own: a message of the screen quoted in English.</summary>
    private static bool IsMostlyLatin(string text)
    {
        var (words, inWord, japanese) = (0, false, 0);
        foreach (var c in text)
        {
            words += char.IsAsciiLetter(c) && !inWord ? 1 : 0;
            inWord = char.IsAsciiLetter(c) || (inWord && c == '\'');
            japanese += Kana.IsHiragana(c) || Kana.IsKatakana(c) || Kana.IsKanji(c) ? 1 : 0;
        }

        return words >= LeastEnglishWords && words * 2 >= japanese;
    }
}
