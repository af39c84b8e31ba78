using System.Text.RegularExpressions;

namespace HelpDesk.Knowledge.Tests.Articles;

/// <summary>The published FAQ as plain text, cut into its items without any look at the kb.</summary>
internal sealed partial class FaqSource
{
    public const string ReferenceId = "REF";
    private const string ColumnHeads = "質問 回答";
    private const string ReferenceTitle = "(参考)『スイッチング支援システム利用申込書』の申請について";
    private const string PageEnd = "はじめての方へ";

    private static readonly Lazy<FaqSource> Published = new(() =>
        new FaqSource(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Articles", "faq-source.txt"))));

    private FaqSource(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var section = "";
        List<string> into = Chrome;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (line == ReferenceTitle)
            {
                into = Begin(ReferenceId);
                into.Add(line);
            }
            else if (SectionHeading().Match(line) is { Success: true } heading && NextText(lines, i) == ColumnHeads)
            {
                section = heading.Groups["number"].Value;
                Headings.Add((section, heading.Groups["name"].Value));
                into = Chrome;
            }
            else if (section.Length > 0 && ItemNumber().IsMatch(line))
            {
                into = Begin($"{section}-{line}");
            }
            else if (line.EndsWith(PageEnd, StringComparison.Ordinal))
            {
                into.Add(line[..^PageEnd.Length]);
                Chrome.Add(PageEnd);
            }
            else
            {
                (line == ColumnHeads ? Chrome : into).Add(line);
            }
        }
    }

    public static FaqSource Text => Published.Value;

    /// <summary>Lines of each item (question and answer) by article id, in the order of the page.</summary>
    public Dictionary<string, List<string>> Items { get; } = new(StringComparer.Ordinal);

    public List<(string Section, string Name)> Headings { get; } = [];

    /// <summary>Everything before, between and after the items.</summary>
    public List<string> Chrome { get; } = [];

    /// <summary>What an article must say: white space and placeholders out, bullets alike.</summary>
    public string Comparable(string id) => Comparison.Of(Placeholder().Replace(string.Join('\n', Items[id]), ""));

    private static string NextText(string[] lines, int after) =>
        lines.Skip(after + 1).FirstOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? "";

    private List<string> Begin(string id)
    {
        List<string> lines = [];
        Items.Add(id, lines);
        return lines;
    }

    [GeneratedRegex(@"^(?<number>\d)\.(?<name>\D.*)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SectionHeading();

    [GeneratedRegex(@"^\d\d$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ItemNumber();

    [GeneratedRegex("(?:テキスト(?:が入りま(?:す)?)?){2,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

internal static partial class Comparison
{
    /// <summary>Text without any white space, whose bullets are all one character. Numbers and notes stay.</summary>
    public static string Of(string text) => WhiteSpace().Replace(LineBullet().Replace(text, "•"), "");

    [GeneratedRegex(@"(?<=^\s*)・", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LineBullet();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WhiteSpace();
}
