using System.Text.RegularExpressions;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Dialogue;

/// <content>Japanese or English.</content>
public sealed partial class Bot
{
    /// <summary>Words that make an English sentence around Japanese words.</summary>
    private const int LeastEnglishWords = 4;

    /// <summary>A label of a screen ends within so many signs.</summary>
    private const int LabelWithin = 16;

    /// <summary>Letters of a message of the screen that are no chance.</summary>
    private const int LeastQuoted = 6;

    /// <summary>The language of what was written; a code or a number alone tells nothing, and the one spoken so far stays.</summary>
    private string LanguageOf(string text, DialogueState state, string? hint)
    {
        text = OwnWords(WithoutScreenLines(text));
        text = IsMostlyLatin(text) ? text : WithoutMessages(text);
        var english = intents.HasWord(text, "english-words");
        if (IsMostlyLatin(text) && (english || IsNoRomaji(text)))
        {
            return "en";
        }

        if (english && IsInEnglish(text))
        {
            return "en";
        }

        if (state.Language == "en" && WithoutScreen(text) is var own && own.Length < text.Length && !own.Any(c => Kana.IsHiragana(c) || Kana.IsKanji(c)))
        {
            // Nothing Japanese but what the screen says.
            return "en";
        }

        if (state is { Step: Step.Collecting, Language: "en" } && IsNames(text))
        {
            // A Japanese name in the form does not change the language of who gives it.
            return "en";
        }

        if (text.Any(c => Kana.IsHiragana(c) || c is >= (char)0xff66 and <= (char)0xff9f) || (!english && text.Any(c => Kana.IsKatakana(c) || Kana.IsKanji(c))))
        {
            return "ja";
        }

        // An English sentence may hold the system's own words (スイッチング廃止); a Japanese one does not go without hiragana.
        return english ? "en" : state.Language ?? (hint == "en" ? "en" : "ja");
    }

    /// <summary>English words begin and end it, and what is Japanese stands together between them: a Japanese sentence has its predicate at its end.</summary>
    private static bool IsInEnglish(string text)
    {
        var words = text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var japanese = Enumerable.Range(0, words.Length).Where(at => words[at].Any(Kana.IsJapanese)).ToList();
        return japanese.Count > 0 && japanese[0] > 0 && japanese[^1] < words.Length - 1 && japanese[^1] - japanese[0] + 1 == japanese.Count
            && words.Count(word => word.Trim('.', ',', '?', '!').All(char.IsAsciiLetter)) >= LeastEnglishWords;
    }

    /// <summary>Without what is quoted («…», 「…」): the screen's language is not the person's. The text itself where that leaves no sentence.</summary>
    private static string OwnWords(string text) => Quoted().Replace(text, " ") is var own && own.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(word => word.All(char.IsAsciiLetter)) >= LeastEnglishWords ? own : text;

    /// <summary>Without the lines of a pasted screen (labels, headings, messages), where what is left is English sentences alone. The text itself otherwise.</summary>
    private string WithoutScreenLines(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length < 2)
        {
            return text;
        }

        // What the screen shows is looked for last: that costs most, and few texts hold English sentences.
        var own = string.Join('\n', lines.Where(line => !line.Any(Kana.IsJapanese)));
        return own.Length < text.Length && own.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Count(word => word.Trim('.', ',', '!', '?', ':').All(char.IsAsciiLetter)) >= LeastEnglishWords
            && lines.All(line => !line.Any(Kana.IsJapanese) || line.IndexOfAny([':', '：', '[', '［', '【', '■']) is >= 0 and < LabelWithin || !desk.Recognize(line).IsEmpty) ? own : text;
    }

    /// <summary>Without pieces of messages that the screen shows, where enough of the person's own words is beside them.</summary>
    private string WithoutMessages(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Count(word => word.Trim('.', ',', '?', '!').All(char.IsAsciiLetter)) < LeastEnglishWords)
        {
            return text;
        }

        var shown = desk.Recognize(text).Symptoms.Select(symptom => symptom.Shown).ToList();
        return string.Join(' ', words.Where(word => !shown.Exists(message => message.Contains(word.Trim('「', '」', '。', '.', ','), StringComparison.Ordinal))));
    }

    /// <summary>A sentence without the message that it quotes from the screen: what the screen denies the person does not.</summary>
    private string WithoutScreen(string sentence)
    {
        foreach (var symptom in desk.Recognize(sentence).Symptoms)
        {
            var (from, length) = Common(sentence, symptom.Shown);
            sentence = length >= LeastQuoted ? sentence.Remove(from, length) : sentence;
        }

        return sentence;
    }

    /// <summary>Where the longest piece stands in a text that another holds too, and its length.</summary>
    private static (int From, int Length) Common(string text, string other)
    {
        var (best, end, lengths) = (0, 0, new int[other.Length + 1]);
        for (var i = 0; i < text.Length; i++)
        {
            for (var j = other.Length; j > 0; j--)
            {
                lengths[j] = text[i] == other[j - 1] ? lengths[j - 1] + 1 : 0;
                (best, end) = lengths[j] > best ? (lengths[j], i + 1) : (best, end);
            }
        }

        return (end - best, best);
    }

    [GeneratedRegex("「[^」]{0,400}」|『[^』]{0,400}』|\"[^\"]{0,400}\"|“[^”]{0,400}”|«[^»]{0,400}»", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    /// <summary>Latin words of which a third are no Japanese in Latin letters (romaji), and nothing Japanese beside them.</summary>
    private static bool IsNoRomaji(string text)
    {
        var words = TextFolding.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('.', ',', '!', '?', '\'')).Where(word => word.Length > 1 && word.All(char.IsAsciiLetter)).ToList();
        return words.Count >= LeastEnglishWords && words.Count(word => !Romaji.TryToHiragana(word, out _)) * 3 >= words.Count && !text.Any(Kana.IsJapanese);
    }

    /// <summary>Nouns alone, no sentence.</summary>
    private bool IsNames(string text)
    {
        foreach (var token in new ReadText(text, desk.Tokenizer).Tokens)
        {
            if (token.Kind is PartOfSpeech.Verb or PartOfSpeech.AuxiliaryVerb or PartOfSpeech.Particle or PartOfSpeech.DependentVerb)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>More words in Latin letters than a Japanese sentence holds beside so many of its own: a message of the screen quoted in English.</summary>
    private static bool IsMostlyLatin(string text)
    {
        var (words, inWord, japanese) = (0, false, 0);
        foreach (var c in text)
        {
            words += char.IsAsciiLetter(c) && !inWord ? 1 : 0;
            inWord = char.IsAsciiLetter(c) || (inWord && c == '\'');
            japanese += Kana.IsJapanese(c) ? 1 : 0;
        }

        return words >= LeastEnglishWords && words * 2 >= japanese;
    }
}
