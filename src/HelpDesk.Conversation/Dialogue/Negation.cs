using System.Text.RegularExpressions;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>Whether a short answer denies: the closed classes of Japanese auxiliaries and English words of denial. Thread-safe.</summary>
internal sealed partial class Negation(JapaneseTokenizer tokenizer)
{
    private static readonly string[] English = ["no", "not", "nobody", "none", "nope", "never", "n't", "nobody's", "without", "neither", "zero"];

    /// <summary>The number 0 by itself: «0人», no digit of 10.</summary>
    private static bool IsZero(Token token, string folded) => token.In(folded) is "0" && (token.Start == 0 || !char.IsAsciiLetterOrDigit(folded[token.Start - 1])) && (token.End == folded.Length || !(char.IsAsciiLetterOrDigit(folded[token.End]) || folded[token.End] is '-' or '.'));

    /// <summary>«…しか…ない», «…だけです», «I am the only one»: nobody and nothing but that.</summary>
    public bool Excepts(string text)
    {
        var tokens = new ReadText(text.TrimEnd('。', '.', ' ', '、', '!', '！'), tokenizer).Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i] is { Kind: PartOfSpeech.Particle, BaseForm: "しか" } && In(text))
            {
                return true;
            }

            // As what is said of somebody («私だけなんです»), not as who does something («私だけが入れない»).
            if (tokens[i] is { Kind: PartOfSpeech.Particle, BaseForm: "だけ" or "のみ" } && (i + 1 == tokens.Length || tokens[i + 1].Kind is PartOfSpeech.AuxiliaryVerb || (tokens[i + 1].BaseForm is "な" or "で" && i + 2 < tokens.Length && tokens[i + 2].Kind is not PartOfSpeech.Verb)))
            {
                return true;
            }
        }

        return OnlyOne().IsMatch(TextFolding.Fold(text));
    }

    [GeneratedRegex(@"\bthe only (?:one|person|user|admin|administrator|registered|other)\b|\b(?:only|just) me\b|\bonly i\b", RegexOptions.CultureInvariant)]
    private static partial Regex OnlyOne();

    /// <summary>«言いたくない», «I'd rather not»: somebody would, but does not want to.</summary>
    public bool Unwilling(string text)
    {
        var tokens = new ReadText(text, tokenizer).Tokens;
        for (var i = 0; i + 1 < tokens.Length; i++)
        {
            if (tokens[i] is { Kind: PartOfSpeech.AuxiliaryVerb, BaseForm: "たい" } && tokens[i + 1].BaseForm is "ない" or "は" or "も" or "ある" or "ござる")
            {
                return In(text);
            }
        }

        return NotWished().IsMatch(TextFolding.Fold(text));
    }

    [GeneratedRegex(@"\b(?:rather|prefer|want|wish|like|care)(?: to)? not\b|(?:n't|\bnot) (?:want|wish|like|care|prefer|willing|comfortable)\b|\bunwilling\b", RegexOptions.CultureInvariant)]
    private static partial Regex NotWished();

    /// <summary>That somebody is there is denied: «…者がおりません», «誰もいない», «nobody».</summary>
    public bool OfPeople(string text)
    {
        var read = new ReadText(text, tokenizer);
        var tokens = read.Tokens;
        for (var i = 0; i + 1 < tokens.Length; i++)
        {
            if (tokens[i] is { Kind: PartOfSpeech.Verb, BaseForm: "いる" or "おる" or "居る" } && tokens[i + 1].Kind == PartOfSpeech.AuxiliaryVerb && In(read.Folded[tokens[i].Start..]))
            {
                return true;
            }
        }

        return NoOne().IsMatch(read.Folded);
    }

    [GeneratedRegex(@"\b(?:nobody|no one|no-one)\b", RegexOptions.CultureInvariant)]
    private static partial Regex NoOne();

    public bool In(string text)
    {
        var read = new ReadText(text, tokenizer);
        foreach (var token in read.Tokens)
        {
            // いない, いません, ありません, 不在, 無し; none of them is zero of them.
            if ((token.Kind is PartOfSpeech.AuxiliaryVerb && token.BaseForm is "ない" or "ん" or "ぬ") || (token.Kind is PartOfSpeech.Adjective or PartOfSpeech.DependentAdjective && token.BaseForm is "ない")
                || token.BaseForm is "いいえ" or "いえ" or "不在" or "無し" or "なし" or "皆無" or "ゼロ" or "零" || IsZero(token, read.Folded))
            {
                return true;
            }
        }

        return read.Folded.Split([' ', ',', '.', '!', '?'], StringSplitOptions.RemoveEmptyEntries).Any(word => English.Contains(word, StringComparer.Ordinal) || word.EndsWith("n't", StringComparison.Ordinal));
    }
}
