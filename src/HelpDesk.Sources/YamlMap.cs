using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;
using YamlDotNet.RepresentationModel;

namespace HelpDesk.Sources;

/// <summary>
/// A YAML mapping with the places of its parts, read key by key; what is wrong goes to the finding list with line and column.
/// </summary>
public sealed class YamlMap
{
    private readonly YamlMappingNode node;
    private readonly string file;
    private readonly int lineOffset;
    private readonly FindingList findings;
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    private YamlMap(YamlMappingNode node, string file, int lineOffset, FindingList findings)
    {
        this.node = node;
        this.file = file;
        this.lineOffset = lineOffset;
        this.findings = findings;
    }

    public Place Place => PlaceOf(node);

    /// <summary>Parses a document whose root is a mapping. Null, with a finding, where it is not one.</summary>
    /// <param name="lineOffset">Lines that stand before the YAML in its file (front matter).</param>
    public static YamlMap? Parse(string yaml, string file, FindingList findings, int lineOffset = 0)
    {
        var root = ParseNode(yaml, file, findings, lineOffset);
        if (root is YamlMappingNode map)
        {
            return new YamlMap(map, file, lineOffset, findings);
        }

        if (root is not null)
        {
            findings.Error(new Place(file, (int)root.Start.Line + lineOffset, (int)root.Start.Column), "KB002");
        }

        return null;
    }

    /// <summary>Parses a document whose root is a list of mappings. Empty, with a finding, where it is not one.</summary>
    public static IReadOnlyList<YamlMap> ParseList(string yaml, string file, FindingList findings)
    {
        switch (ParseNode(yaml, file, findings, 0))
        {
            case null:
                return [];
            case YamlSequenceNode list:
                return Maps(list, file, 0, findings);
            case var other:
                findings.Error(new Place(file, (int)other.Start.Line, (int)other.Start.Column), "KB003");
                return [];
        }
    }

    public bool Has(string key) => node.Children.ContainsKey(new YamlScalarNode(key));

    public Place PlaceOfKey(string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? PlaceOf(value) : Place;

    /// <summary>The text under a key; null and an error where it is missing or empty.</summary>
    public string? Required(string key)
    {
        var text = Optional(key);
        if (string.IsNullOrWhiteSpace(text))
        {
            findings.Error(PlaceOfKey(key), "KB004", key);
            return null;
        }

        return text;
    }

    public string? Optional(string key)
    {
        var value = Child(key);
        switch (value)
        {
            case null:
                return null;
            case YamlScalarNode scalar:
                return scalar.Value;
            default:
                findings.Error(PlaceOf(value), "KB005", key);
                return null;
        }
    }

    public IReadOnlyList<Placed<string>> Texts(string key)
    {
        switch (Child(key))
        {
            case null:
            case YamlScalarNode { Value: null or "" }:
                return [];
            case YamlSequenceNode list:
                var texts = new List<Placed<string>>();
                foreach (var item in list.Children)
                {
                    if (item is YamlScalarNode { Value: { } text } && !string.IsNullOrWhiteSpace(text))
                    {
                        texts.Add(new Placed<string>(text, PlaceOf(item)));
                    }
                    else
                    {
                        findings.Error(PlaceOf(item), "KB006", key);
                    }
                }

                return texts;
            case var other:
                findings.Error(PlaceOf(other), "KB007", key);
                return [];
        }
    }

    public IReadOnlyList<YamlMap> MapList(string key)
    {
        switch (Child(key))
        {
            case null:
            case YamlScalarNode { Value: null or "" }:
                return [];
            case YamlSequenceNode list:
                return Maps(list, file, lineOffset, findings);
            case var other:
                findings.Error(PlaceOf(other), "KB003", key);
                return [];
        }
    }

    /// <summary>The mapping under a key; null where there is none, with a finding where it is something else.</summary>
    public YamlMap? Map(string key)
    {
        switch (Child(key))
        {
            case null:
                return null;
            case YamlMappingNode map:
                return new YamlMap(map, file, lineOffset, findings);
            case var other:
                findings.Error(PlaceOf(other), "KB002");
                return null;
        }
    }

    /// <summary>All pairs of text and text, in the file's order, where the keys are data; an empty value is an error.</summary>
    public IReadOnlyList<(Placed<string> Key, string Value)> Pairs()
    {
        var pairs = new List<(Placed<string>, string)>();
        foreach (var key in node.Children.Keys)
        {
            if (key is YamlScalarNode { Value: { } name } && Required(name) is { } value)
            {
                pairs.Add((new Placed<string>(name, PlaceOf(key)), value));
            }
        }

        return pairs;
    }

    /// <summary>Reports keys that nothing has read: a misspelt key would otherwise be lost in silence.</summary>
    public void RejectUnknownKeys()
    {
        foreach (var key in node.Children.Keys)
        {
            if (key is YamlScalarNode { Value: { } name } && !read.Contains(name))
            {
                findings.Error(PlaceOf(key), "KB008", name, string.Join(", ", read.Order(StringComparer.Ordinal)));
            }
        }
    }

    private static List<YamlMap> Maps(YamlSequenceNode list, string file, int lineOffset, FindingList findings)
    {
        var maps = new List<YamlMap>();
        foreach (var item in list.Children)
        {
            if (item is YamlMappingNode map)
            {
                maps.Add(new YamlMap(map, file, lineOffset, findings));
            }
            else
            {
                findings.Error(new Place(file, (int)item.Start.Line + lineOffset, (int)item.Start.Column), "KB002");
            }
        }

        return maps;
    }

    private static YamlNode? ParseNode(string yaml, string file, FindingList findings, int lineOffset)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new LimitedYaml(new Parser(new StringReader(yaml))));
            if (stream.Documents.Count > 0)
            {
                WarnOfLostEnds(yaml, file, findings, lineOffset);
                return stream.Documents[0].RootNode;
            }

            findings.Error(new Place(file, 1 + lineOffset, 1), "KB001", "empty");
        }
        catch (YamlNotTakenException e)
        {
            findings.Error(new Place(file, (int)e.Start.Line + lineOffset, (int)e.Start.Column), e.Code, LimitedYaml.Deepest.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (YamlException e)
        {
            findings.Error(new Place(file, (int)e.Start.Line + lineOffset, (int)e.Start.Column), "KB001", e.Message);
        }

        return null;
    }

    /// <summary>«title: C# in #1»: without quotes YAML takes « #1» for a remark, and the text loses its end. Remarks have a blank behind their sign.</summary>
    private static void WarnOfLostEnds(string yaml, string file, FindingList findings, int lineOffset)
    {
        if (!yaml.Contains('#', StringComparison.Ordinal))
        {
            return;
        }

        var scanner = new Scanner(new StringReader(yaml), skipComments: false);
        for (Token? before = null; scanner.MoveNext(); before = scanner.Current)
        {
            if (scanner.Current is Comment { IsInline: true } remark && before is Scalar { Style: ScalarStyle.Plain } value && value.End.Line == remark.Start.Line
                && yaml.AsSpan((int)remark.Start.Index) is ['#', not (' ' or '\t' or '\r' or '\n'), ..])
            {
                findings.Warn(new Place(file, (int)remark.Start.Line + lineOffset, (int)remark.Start.Column), "KB096", value.Value, remark.Value);
            }
        }
    }

    private YamlNode? Child(string key)
    {
        read.Add(key);
        return node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
    }

    private Place PlaceOf(YamlNode of) => new(file, (int)of.Start.Line + lineOffset, (int)of.Start.Column);
}

/// <summary>A value and where it stands.</summary>
public readonly record struct Placed<T>(T Value, Place Place);
