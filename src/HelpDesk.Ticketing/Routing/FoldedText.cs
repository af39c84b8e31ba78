using System.Text;
using HelpDesk.Sources.Spelling;

namespace HelpDesk.Ticketing.Routing;

/// <summary>
/// Text as <see cref="SpelledText"/> folds it, and for the names of places and operators evened out further: katakana and
/// hiragana, accents, small ヶ and ヵ. Knows where each folded character stood, so that evidence is shown as the person wrote it.
/// </summary>
internal readonly struct FoldedText
{
    private readonly IReadOnlyList<int> origins;

    private FoldedText(string source, string text, IReadOnlyList<int> origins)
    {
        Source = source;
        Text = text;
        this.origins = origins;
    }

    public string Source { get; }

    public string Text { get; }

    /// <summary>The source's characters from one folded position up to another.</summary>
    public string SourceOf(int from, int to) => Source[OriginOf(from)..OriginOf(to)];

    /// <summary>Where a folded stretch stands in the source.</summary>
    public (int From, int To) SourceRange(int from, int to) => (OriginOf(from), OriginOf(to));

    /// <summary>The source's character at a folded position.</summary>
    public char SourceAt(int at) => Source[origins[at]];

    public static FoldedText Of(string source)
    {
        var (text, origins) = SpelledText.WithOrigins(source);
        return new FoldedText(source, Evened(text), origins);
    }

    /// <summary>A dictionary word in the same folding.</summary>
    public static string Word(string word) => Evened(SpelledText.Fold(word));

    private static string Evened(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = Even(from[i]);
        }
    });

    private int OriginOf(int at) => at < origins.Count ? origins[at] : Source.Length;

    private static char Even(char c) => c switch
    {
        < '\u00c0' => c,
        'ヵ' or 'ゕ' => 'か',
        'ヶ' or 'ゖ' => 'け',
        >= 'ァ' and <= 'ヴ' => (char)(c - 0x60),
        (>= '\u00c0' and <= '\u024f') or (>= '\u1e00' and <= '\u1eff') => WithoutAccent(c),
        _ => c,
    };

    /// <summary>What is left of an accented letter (ō) is its letter.</summary>
    private static char WithoutAccent(char c) => c.ToString().Normalize(NormalizationForm.FormD)[0];
}
