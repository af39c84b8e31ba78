using System.Text.RegularExpressions;
using HelpDesk.Sources;
using HelpDesk.Sources.Spelling;

namespace HelpDesk.Ticketing.Blocks;

/// <summary>A text that agents insert, in both languages, with places to fill: <c>{{company}}</c> is filled with what is known, <c>{{…}}</c> of any other words by the agent.</summary>
/// <param name="Id">Unique among all.</param>
public sealed partial record TextBlock(string Id, string Title, string TitleEn, string Text, string TextEn)
{
    /// <summary>In a kb folder.</summary>
    public const string FileName = "blocks.yaml";

    public string TitleIn(string language) => language == "en" ? TitleEn : Title;

    public string TextIn(string language) => language == "en" ? TextEn : Text;

    /// <summary>Without the file there are none.</summary>
    public static IReadOnlyList<TextBlock> Read(string kbDirectory, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var path = Path.Combine(kbDirectory, FileName);
        if (!File.Exists(path) || SourceFile.Read(path, FileName, findings) is not { } yaml || YamlMap.Parse(yaml, FileName, findings) is not { } root)
        {
            return [];
        }

        var blocks = new List<TextBlock>();
        foreach (var map in root.MapList("blocks"))
        {
            var (id, title, english, text, textEn) = (map.Required("id"), map.Required("title"), map.Required("title_en"), map.Required("text"), map.Required("text_en"));
            map.RejectUnknownKeys();
            if (id is not null && blocks.Exists(block => block.Id == id))
            {
                findings.Error(map.PlaceOfKey("id"), "KB062", id);
            }
            else if (id is not null && title is not null && english is not null && text is not null && textEn is not null)
            {
                blocks.Add(new TextBlock(id, title, english, text.TrimEnd(), textEn.TrimEnd()));
            }
        }

        root.RejectUnknownKeys();
        return blocks;
    }

    /// <summary>Those whose title or text holds the words, as they are folded; all where there are none. Titles first.</summary>
    public static IEnumerable<TextBlock> Find(IReadOnlyList<TextBlock> blocks, string words, string language)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        var folded = SpelledText.Fold(words);
        return blocks.Select(block => (block, Title: SpelledText.Fold(block.TitleIn(language)), Text: SpelledText.Fold(block.TextIn(language))))
            .Where(one => one.Title.Contains(folded, StringComparison.Ordinal) || one.Text.Contains(folded, StringComparison.Ordinal))
            .OrderBy(one => one.Title.Contains(folded, StringComparison.Ordinal) ? 0 : 1).Select(one => one.block);
    }

    /// <summary>With what is known; what is not stays open.</summary>
    /// <param name="known">By the words between the braces.</param>
    public static string Filled(string text, IReadOnlyDictionary<string, string> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return Place().Replace(text, place => known.TryGetValue(place.Groups[1].Value.Trim(), out var value) && value.Length > 0 ? value : place.Value);
    }

    /// <summary>The first place that nobody has filled; null where none is left. A text that has one is not sent.</summary>
    public static string? Open(string text) => Place().Match(text) is { Success: true } place ? place.Value : null;

    [GeneratedRegex(@"\{\{([^{}\n]{1,60})\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
