namespace HelpDesk.Knowledge.Language;

/// <summary>A word of a text.</summary>
/// <param name="Start">Offset in the text, in UTF-16 units.</param>
/// <param name="Length">Length in UTF-16 units, at least 1.</param>
/// <param name="Kind">For words that are not in the dictionary, what they most probably are.</param>
/// <param name="BaseForm">Dictionary form (動か → 動く); the word itself where it has none.</param>
/// <param name="Reading">Katakana; empty for unknown words that are not kana.</param>
/// <param name="Known">Whether the dictionary has the word.</param>
public readonly record struct Token(int Start, int Length, PartOfSpeech Kind, string BaseForm, string Reading, bool Known)
{
    public int End => Start + Length;

    public ReadOnlySpan<char> In(ReadOnlySpan<char> text) => text.Slice(Start, Length);
}
