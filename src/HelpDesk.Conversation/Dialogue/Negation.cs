using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>Whether a short answer denies: the closed classes of Japanese auxiliaries and English words of denial. Thread-safe.</summary>
internal sealed class Negation(JapaneseTokenizer tokenizer)
{
    private static readonly string[] English = ["no", "not", "nobody", "none", "nope", "never", "n't", "nobody's", "without", "neither"];

    public bool In(string text)
    {
        var read = new ReadText(text, tokenizer);
        foreach (var token in read.Tokens)
        {
            // いない, いません, ありません, 不在, 無し.
            if ((token.Kind is PartOfSpeech.AuxiliaryVerb && token.BaseForm is "ない" or "ん" or "ぬ") || (token.Kind is PartOfSpeech.Adjective or PartOfSpeech.DependentAdjective && token.BaseForm is "ない")
                || token.BaseForm is "いいえ" or "いえ" or "不在" or "無し" or "なし" or "皆無")
            {
                return true;
            }
        }

        return read.Folded.Split([' ', ',', '.', '!', '?'], StringSplitOptions.RemoveEmptyEntries).Any(word => English.Contains(word, StringComparer.Ordinal) || word.EndsWith("n't", StringComparison.Ordinal));
    }
}
