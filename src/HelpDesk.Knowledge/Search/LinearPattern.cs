using System.Text.RegularExpressions;

namespace HelpDesk.Knowledge.Search;

/// <summary>
/// A pattern of a kb file, matched in time linear in the text whoever wrote it. What is wrong with it is found at once; the automaton
/// that keeps to that time is built when it is first needed, for it takes longer than a question to answer, and a pattern of few
/// choices that repeats nothing needs none. Immutable, thread-safe.
/// </summary>
public sealed class LinearPattern
{
    /// <summary>Groups whose choices can be gone through one by one: each more multiplies them.</summary>
    private const int FewGroups = 2;

    private readonly Lazy<Regex> matcher;

    /// <exception cref="ArgumentException">It is no pattern.</exception>
    /// <exception cref="NotSupportedException">It asks for what takes longer: looking around, or again for what a group held.</exception>
    public LinearPattern(string pattern, RegexOptions options = RegexOptions.None)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var plain = pattern.Replace("(?:", "(", StringComparison.Ordinal).Replace("(?<counter>", "(", StringComparison.Ordinal);
        var read = new Regex(pattern, options);
        matcher = !IsPlain(plain) ? new(new Regex(pattern, options | RegexOptions.NonBacktracking))
            : plain.AsSpan().ContainsAny("*+?{") || plain.AsSpan().Count('(') > FewGroups ? new(() => new Regex(pattern, options | RegexOptions.NonBacktracking))
            : new(read);
    }

    public bool IsMatch(string text) => matcher.Value.IsMatch(text);

    public Match Match(string text) => matcher.Value.Match(text);

    /// <summary>Nothing but characters, choices, repetitions and bounds of words and texts: what an automaton always takes.</summary>
    private static bool IsPlain(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
                if (i == pattern.Length || (char.IsAsciiLetterOrDigit(pattern[i]) && !"bBdDsSwWnrt".Contains(pattern[i], StringComparison.Ordinal)))
                {
                    return false;
                }
            }
            else if (pattern[i] == '(' && i + 1 < pattern.Length && pattern[i + 1] == '?')
            {
                return false;
            }
        }

        return true;
    }
}
