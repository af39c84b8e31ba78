namespace HelpDesk.Knowledge.Language;

/// <summary>
/// A text that this thread read, folded and split into words once: acts, facts, names and search all read one message, each by itself,
/// and splitting it costs more than most of what they do with it.
/// </summary>
internal sealed class LatelyRead
{
    /// <summary>A message, its sentences, and what is left of both without numbers and greetings.</summary>
    private const int Kept = 16;

    /// <summary>UTF-16 units; longer texts are read anew, so that a thread keeps little.</summary>
    private const int LongestKept = 512;

    [ThreadStatic]
    private static LatelyRead?[]? ofThread;

    [ThreadStatic]
    private static int next;

    private readonly JapaneseTokenizer tokenizer;
    private string? folded;
    private Token[]? tokens;

    private LatelyRead(string text, JapaneseTokenizer tokenizer)
    {
        Text = text;
        this.tokenizer = tokenizer;
    }

    public string Text { get; }

    public string Folded => folded ??= TextFolding.Fold(Text);

    /// <summary>A race only splits it twice.</summary>
    public ReadOnlySpan<Token> Tokens => tokens ??= Split();

    public static LatelyRead Of(string text, JapaneseTokenizer tokenizer)
    {
        if (text.Length > LongestKept)
        {
            return new LatelyRead(text, tokenizer);
        }

        var kept = ofThread ??= new LatelyRead?[Kept];
        foreach (var one in kept)
        {
            if (one is not null && one.tokenizer == tokenizer && string.Equals(one.Text, text, StringComparison.Ordinal))
            {
                return one;
            }
        }

        next = (next + 1) % Kept;
        return kept[next] = new LatelyRead(text, tokenizer);
    }

    private Token[] Split()
    {
        // One text comes in several spellings: as it was typed, in one width, trimmed.
        foreach (var one in ofThread ?? [])
        {
            if (one is { tokens: { } same } && one.tokenizer == tokenizer && string.Equals(one.folded, Folded, StringComparison.Ordinal))
            {
                return same;
            }
        }

        var list = new List<Token>((Folded.Length / 2) + 1);
        tokenizer.Tokenize(Folded, list);
        return [.. list];
    }
}
