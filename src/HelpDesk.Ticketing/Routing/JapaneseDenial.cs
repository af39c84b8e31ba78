using System.Text.RegularExpressions;

namespace HelpDesk.Ticketing.Routing;

/// <summary>
/// How Japanese denies a word, by what stands behind it in one clause: that it is not there («間違いではありません»), was not done («変更していません»), or is done
/// already, alone («会員情報の変更は済み») or at the end of a list («会員情報と広域機関システムの手続きは全部終わりました»). All words folded as rules are.
/// </summary>
internal sealed class JapaneseDenial
{
    /// <summary>Of a list between a word and what is done; a topic or an object of its own ends it.</summary>
    private const string List = "[^。!?;.、はをが]{0,30}?(?:[、と][^。!?;.、はをが]{1,20}?){0,4}?";

    private readonly Lazy<Regex>? absent;
    private readonly Lazy<Regex>? done;
    private readonly Lazy<Regex>? unfinished;

    public JapaneseDenial(IReadOnlyList<string> endings, IReadOnlyList<string> joints, IReadOnlyList<string> absent, IReadOnlyList<string> undone, IReadOnlyList<string> things,
        IReadOnlyList<string> adverbs, IReadOnlyList<string> done, IReadOnlyList<string> unfinished)
    {
        this.absent = absent.Count + undone.Count > 0 ? Linear($"^(?:{AnyOf(endings)}?{AnyOf(joints)}?{AnyOf(absent)}|{AnyOf(joints)}?{AnyOf(undone)})") : null;
        this.done = done.Count > 0 ? Linear($"^{AnyOf(endings)}?(?:{List}){AnyOf(things)}?{AnyOf(joints)}?{AnyOf(adverbs)}?{AnyOf(things)}?{AnyOf(done)}") : null;
        this.unfinished = unfinished.Count > 0 ? Linear($"^[ぁ-ん]{{0,4}}{AnyOf(unfinished)}") : null;
    }

    /// <param name="behind">What follows a word, to the end of the text.</param>
    /// <param name="contrasts">Whether what stands between the word and its denial sets it against something.</param>
    public bool Denies(ReadOnlySpan<char> behind, Func<string, bool> contrasts) => absent?.Value.IsMatch(behind) is true || IsDone(behind, contrasts);

    private bool IsDone(ReadOnlySpan<char> behind, Func<string, bool> contrasts)
    {
        if (done is null)
        {
            return false;
        }

        foreach (var match in done.Value.EnumerateMatches(behind))
        {
            return unfinished?.Value.IsMatch(behind[match.Length..]) is not true && !contrasts(behind[..match.Length].ToString());
        }

        return false;
    }

    /// <summary>Built where a text is first asked about: that takes longer than reading the rest of the rules. All its words are escaped, so no file makes it fail.</summary>
    private static Lazy<Regex> Linear(string pattern) => new(() => new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));

    private static string AnyOf(IReadOnlyList<string> words) => words.Count == 0 ? "(?:)" : "(?:" + string.Join('|', words.OrderByDescending(word => word.Length).Select(Regex.Escape)) + ")";
}
