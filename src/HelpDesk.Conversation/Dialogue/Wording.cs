using HelpDesk.Sources;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>The bot's own words: kb/replies.ja.yaml and kb/replies.en.yaml.</summary>
public sealed class Wording
{
    private readonly TextCatalog japanese;
    private readonly TextCatalog english;

    private Wording(TextCatalog japanese, TextCatalog english)
    {
        this.japanese = japanese;
        this.english = english;
    }

    public TextCatalog In(string? language) => language == "en" ? english : japanese;

    /// <summary>Reads both files. A file that is missing or unreadable, or a text that only one has, is a finding.</summary>
    public static Wording Read(string kbDirectory, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var (ja, en) = (ReadOne(kbDirectory, "ja", findings), ReadOne(kbDirectory, "en", findings));
        foreach (var key in ja.Keys.Except(en.Keys).Order(StringComparer.Ordinal))
        {
            findings.Error(new Place("replies.en.yaml", 0, 0), "KB081", key);
        }

        foreach (var key in en.Keys.Except(ja.Keys).Order(StringComparer.Ordinal))
        {
            findings.Error(new Place("replies.ja.yaml", 0, 0), "KB081", key);
        }

        return new Wording(ja, en);
    }

    private static TextCatalog ReadOne(string kbDirectory, string language, FindingList findings)
    {
        var name = $"replies.{language}.yaml";
        var path = Path.Combine(kbDirectory, name);
        var yaml = "";
        if (!File.Exists(path))
        {
            findings.Error(new Place(name, 0, 0), "KB080");
        }
        else if (SourceFile.Read(path, name, findings) is { } text && YamlMap.Parse(text, name, findings) is not null)
        {
            yaml = text;
        }

        using var reader = new StringReader(yaml);
        return TextCatalog.Parse(language, reader);
    }
}
