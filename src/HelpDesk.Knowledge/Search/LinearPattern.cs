using System.Text.RegularExpressions;

namespace HelpDesk.Knowledge.Search;

/// <summary>
/// A pattern of a kb file, matched in time linear in the text whoever wrote it. What is wrong with it is found at once; the automaton
/// that keeps to that time is built when it is first needed, for it takes longer than a question to answer. A pattern of few choices
/// that repeats nothing is matched without, until it was asked for so often that the automaton pays. Thread-safe.
/// </summary>
public sealed class LinearPattern
{
    /// <summary>Groups whose choices can be gone through one by one: each more multiplies them.</summary>
    private const int FewGroups = 3;

    private const int OftenUsed = 32;

    private readonly Lazy<Regex> automaton;
    private readonly Regex? plain;
    private int uses;

    /// <exception cref="ArgumentException">It is no pattern.</exception>
    /// <exception cref="NotSupportedException">It asks for what takes longer: looking around, or again for what a group held.</exception>
    public LinearPattern(string pattern, RegexOptions options = RegexOptions.None)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var bare = pattern.Replace("(?:", "(", StringComparison.Ordinal).Replace("(?<counter>", "(", StringComparison.Ordinal);
        var read = new Regex(pattern, options);
        automaton = new(() => new Regex(pattern, options | RegexOptions.NonBacktracking));
        if (!IsPlain(bare))
        {
            _ = automaton.Value;
        }
        else if (!bare.AsSpan().ContainsAny("*+?{") && bare.AsSpan().Count('(') <= FewGroups)
        {
            plain = read;
        }
    }

    /// <summary>A race counts some uses as one.</summary>
    private Regex Matcher => plain is not null && uses < OftenUsed && ++uses < OftenUsed ? plain : automaton.Value;

    public bool IsMatch(string text) => Matcher.IsMatch(text);

    public Match Match(string text) => Matcher.Match(text);

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
