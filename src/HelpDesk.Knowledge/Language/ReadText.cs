using System.Runtime.InteropServices;

namespace HelpDesk.Knowledge.Language;

/// <summary>A text folded and split into words, once for all that ask about it (recognition, search). Not thread-safe.</summary>
public sealed class ReadText(string text, JapaneseTokenizer tokenizer)
{
    private string? folded;
    private List<Token>? tokens;

    /// <summary>As the person wrote it.</summary>
    public string Text { get; } = text;

    /// <summary>As <see cref="TextFolding.Fold"/> gives it.</summary>
    public string Folded => folded ??= TextFolding.Fold(Text);

    /// <summary>The words of the folded text; their offsets are its.</summary>
    public ReadOnlySpan<Token> Tokens
    {
        get
        {
            if (tokens is null)
            {
                tokens = new List<Token>((Folded.Length / 2) + 1);
                tokenizer.Tokenize(Folded, tokens);
            }

            return CollectionsMarshal.AsSpan(tokens);
        }
    }
}
