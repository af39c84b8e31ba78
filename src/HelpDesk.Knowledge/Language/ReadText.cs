namespace HelpDesk.Knowledge.Language;

/// <summary>A text folded and split into words, once for all that ask about it (recognition, search). Not thread-safe.</summary>
public sealed class ReadText(string text, JapaneseTokenizer tokenizer)
{
    private readonly LatelyRead read = LatelyRead.Of(text, tokenizer);

    /// <summary>As the person wrote it.</summary>
    public string Text => read.Text;

    /// <summary>As <see cref="TextFolding.Fold"/> gives it.</summary>
    public string Folded => read.Folded;

    /// <summary>
    /// Whether a stretch of <see cref="Text"/> in kana can be a name: it begins where a word does, ends within none that has a
    /// meaning, and is nouns or, as dictionaries hold few names in kana, stands as «… の» before a noun.
    /// </summary>
    public bool CanBeName(int from, int to)
    {
        var (start, end) = (FoldedAt(from), FoldedAt(to));
        var (begins, nouns, before) = (false, true, false);
        foreach (var token in Tokens)
        {
            begins |= token.Start == start;
            before |= token.Start == end + 1 && IsNoun(token) && Folded[end] == 'の';
            if (token.End > start && token.Start < end)
            {
                nouns &= IsNoun(token);
                if (token.End > end && (IsNoun(token) || token.Kind is PartOfSpeech.Verb or PartOfSpeech.Adjective))
                {
                    return false;
                }
            }
        }

        return begins && (nouns || before);
    }

    /// <summary>Nouns, in their dictionary form, that something is said to be of: those before «の» («Zoom» in «Zoomの会議»).</summary>
    public IReadOnlyList<string> Owners()
    {
        var owners = new List<string>();
        var owns = false;
        for (var i = Tokens.Length - 1; i >= 0; i--)
        {
            var token = Tokens[i];
            owns = IsNoun(token) ? owns : token.Kind == PartOfSpeech.Particle && token.In(Folded) is "の";
            if (owns && IsNoun(token))
            {
                owners.Add(token.BaseForm);
            }
        }

        return owners;
    }

    private static bool IsNoun(Token token) => token.Kind is PartOfSpeech.Noun or PartOfSpeech.AdverbialNoun or PartOfSpeech.ProperNoun or PartOfSpeech.PersonName
        or PartOfSpeech.VerbalNoun or PartOfSpeech.AdjectivalNoun or PartOfSpeech.NounSuffix;

    /// <summary>Where a place of the text stands in its folded form: folding looks at no more than a character's neighbours.</summary>
    private int FoldedAt(int at) => TextFolding.Fold(Text[..at] + "x").Length - 1;

    /// <summary>The words of the folded text; their offsets are its.</summary>
    public ReadOnlySpan<Token> Tokens => read.Tokens;
}
