using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Language;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>
/// kb/intents.yaml: how people say what they want of the bot itself (yes, a person, cancel …). A message means an intent
/// where, folded and without punctuation, it is one of its «whole» sayings, or is short and holds one of its «contains».
/// </summary>
public sealed class Intents
{
    public const string FileName = "intents.yaml";

    private readonly Dictionary<string, Sayings> intents = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Ids => intents.Keys;

    public static Intents Read(string kbDirectory, FindingList findings)
    {
        var read = new Intents();
        var path = Path.Combine(kbDirectory, FileName);
        if (!File.Exists(path) || SourceFile.Read(path, FileName, findings) is not { } text || YamlMap.Parse(text, FileName, findings) is not { } root)
        {
            return read;
        }

        foreach (var map in root.MapList("intents"))
        {
            if (map.Required("id") is { } id)
            {
                read.intents[id] = Sayings.Read(map);
            }

            map.RejectUnknownKeys();
        }

        root.RejectUnknownKeys();
        return read;
    }

    public bool Means(string text, string intent) => intents.TryGetValue(intent, out var sayings) && sayings.Mean(Key(text));

    /// <summary>The message is nothing but one of the intent's sayings.</summary>
    public bool IsOnly(string text, string intent) => intents.TryGetValue(intent, out var sayings) && sayings.Whole.Contains(Key(text));

    /// <summary>The message begins with one of the intent's «contains» (それ, その, it …).</summary>
    public bool Begins(string text, string intent)
    {
        var key = Key(text);
        return intents.TryGetValue(intent, out var sayings) && sayings.Contains.Any(part => key.StartsWith(part, StringComparison.Ordinal));
    }

    /// <summary>One of the message's words, parted by blanks, is one of the intent's «whole».</summary>
    public bool HasWord(string text, string intent) =>
        intents.TryGetValue(intent, out var sayings) && TextFolding.Fold(text).Split(' ').Any(word => sayings.Whole.Contains(Sayings.KeyOf(word)));

    /// <summary>What stands after the intent's saying, where the message begins with it («追記: 電話は午後に»); null where it does not.</summary>
    public string? After(string text, string intent)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Before every beginning of the text is folded: does it begin with one at all?
        if (!intents.TryGetValue(intent, out var sayings) || !sayings.Whole.Any(saying => Key(text).StartsWith(saying, StringComparison.Ordinal)))
        {
            return null;
        }

        // The longest first: «add to ticket» before «add».
        for (var length = Math.Min(text.Length, Sayings.LongestContaining); length > 0; length--)
        {
            if (sayings.Whole.Contains(Sayings.KeyOf(text[..length])) && (length == text.Length || !char.IsLetterOrDigit(text[length])))
            {
                return text[length..].TrimStart(' ', '\u3000', ':', '\uff1a', '、', ',', '。', '\n', '\r', '-');
            }
        }

        return null;
    }

    internal static string Key(string text) => Sayings.Key(text);
}
