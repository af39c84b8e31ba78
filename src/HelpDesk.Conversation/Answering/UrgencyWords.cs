using HelpDesk.Knowledge.Language;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Answering;

/// <summary>kb/urgency.yaml: words by which people say that a matter cannot wait. Without the file nothing does.</summary>
public sealed class UrgencyWords
{
    public const string FileName = "urgency.yaml";

    private readonly IReadOnlyList<string> words;

    private UrgencyWords(IReadOnlyList<string> words) => this.words = words;

    public static UrgencyWords None { get; } = new([]);

    public static UrgencyWords Read(string kbDirectory, FindingList findings)
    {
        var path = Path.Combine(kbDirectory, FileName);
        if (!File.Exists(path) || SourceFile.Read(path, FileName, findings) is not { } text || YamlMap.Parse(text, FileName, findings) is not { } root)
        {
            return new UrgencyWords([]);
        }

        var words = root.Texts("words").Select(one => TextFolding.Fold(one.Value)).Where(word => word.Length > 0).ToList();
        root.RejectUnknownKeys();
        return new UrgencyWords(words);
    }

    /// <summary>The first of the words that the text has; null where it has none.</summary>
    public string? In(string text)
    {
        var folded = TextFolding.Fold(text);
        return words.FirstOrDefault(word => Has(folded, word));
    }

    private static bool Has(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if (!char.IsAsciiLetter(word[0]) || !((at > 0 && char.IsAsciiLetterOrDigit(text[at - 1])) || (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))))
            {
                return true;
            }
        }

        return false;
    }
}
