using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Language;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>
/// kb/intents.yaml and the labels of the buttons (kb/replies.*): the words that are commands where a message is nothing else. What people mean in
/// words of their own is learned (kb/acts).
/// </summary>
public sealed class Intents
{
    public const string FileName = "intents.yaml";

    private readonly Dictionary<string, HashSet<string>> intents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> buttons = new(StringComparer.Ordinal);

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
                read.intents[id] = [.. map.Texts("whole").Select(one => Key(one.Value)).Where(key => key.Length > 0)];
            }

            map.RejectUnknownKeys();
        }

        root.RejectUnknownKeys();
        return read;
    }

    /// <summary>With the labels of the buttons, in both languages.</summary>
    internal Intents With(Wording wording)
    {
        foreach (var texts in (TextCatalog[])[wording.In("ja"), wording.In("en")])
        {
            foreach (var key in texts.Keys.Where(key => key.StartsWith("choices.", StringComparison.Ordinal)))
            {
                buttons.TryAdd(Key(texts.Get(key)), key["choices.".Length..]);
            }
        }

        foreach (var (id, sayings) in intents)
        {
            foreach (var saying in sayings.Where(_ => id != "english-words"))
            {
                buttons.TryAdd(saying, id);
            }
        }

        return this;
    }

    /// <summary>The button or command whose word the whole message is.</summary>
    public string? Named(string text) => Key(text) is { Length: > 0 } key ? buttons.GetValueOrDefault(key) : null;

    /// <summary>One of the message's words, parted by blanks, is one of the intent's.</summary>
    public bool HasWord(string text, string intent) =>
        intents.TryGetValue(intent, out var sayings) && TextFolding.Fold(text).Split(' ').Any(word => sayings.Contains(Sayings.KeyOf(word)));

    /// <summary>What stands after the label of a button, where the message begins with it and a sign follows («追記: 電話は午後に»); null where it does not.</summary>
    public string? After(string text, string intent)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!intents.TryGetValue(intent, out var sayings))
        {
            return null;
        }

        for (var length = Math.Min(text.Length, Sayings.LongestContaining); length > 0; length--)
        {
            if ((length == text.Length || !char.IsLetterOrDigit(text[length])) && Sayings.KeyOf(text[..length]) is var key && (sayings.Contains(key) || buttons.GetValueOrDefault(key) == intent))
            {
                return text[length..].TrimStart(' ', '\u3000', ':', '\uff1a', '、', ',', '。', '\n', '\r', '-');
            }
        }

        return null;
    }

    internal static string Key(string text) => Sayings.Key(text);
}
