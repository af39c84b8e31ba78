using System.Text;
using HelpDesk.Knowledge.Language;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Answering;

/// <summary>How people say one thing; all as <see cref="Key"/> folds it.</summary>
/// <param name="Whole">The message is nothing but one of these …</param>
/// <param name="Contains">… or is short and holds one of these …</param>
/// <param name="Unless">… and none of these.</param>
public sealed record Sayings(IReadOnlySet<string> Whole, IReadOnlyList<string> Contains, IReadOnlyList<string> Unless)
{
    /// <summary>Folded characters; a longer message tells a story, in which «担当者» is no wish for one.</summary>
    public const int LongestContaining = 40;

    [ThreadStatic]
    private static string? lastText;

    [ThreadStatic]
    private static string? lastKey;

    /// <summary>Folded, katakana as hiragana, without blanks, punctuation and symbols.</summary>
    public static string Key(string text)
    {
        // One message is asked about in thirty ways, one after the other.
        if (!ReferenceEquals(text, lastText))
        {
            (lastKey, lastText) = (KeyOf(text), text);
        }

        return lastKey!;
    }

    internal static string KeyOf(string text)
    {
        var key = new StringBuilder();
        foreach (var c in TextFolding.Fold(text))
        {
            if (char.IsLetterOrDigit(c) || c == 'ー')
            {
                key.Append(c is >= 'ァ' and <= 'ヶ' ? (char)(c - 0x60) : c);
            }
        }

        return key.ToString();
    }

    public bool Mean(string key) => key.Length > 0
        && (Whole.Contains(key)
            || (key.Length <= LongestContaining
                && Contains.Any(part => key.Contains(part, StringComparison.Ordinal))
                && !Unless.Any(part => key.Contains(part, StringComparison.Ordinal))));

    /// <summary>The lists whole, contains and unless of a kb file's entry.</summary>
    internal static Sayings Read(YamlMap map) => new(Keys(map, "whole").ToHashSet(StringComparer.Ordinal), [.. Keys(map, "contains")], [.. Keys(map, "unless")]);

    private static IEnumerable<string> Keys(YamlMap map, string list) => map.Texts(list).Select(text => Key(text.Value)).Where(key => key.Length > 0);
}
