using System.Globalization;
using System.Reflection;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace HelpDesk.Sources;

/// <summary>
/// Texts for people, by key, in one language. They live in YAML beside the code that shows them
/// (embedded <c>NAME.ja.yaml</c>, <c>NAME.en.yaml</c>) or in kb/, so that wording is edited without touching code.
/// </summary>
public sealed class TextCatalog
{
    private readonly Dictionary<string, string> texts;
    private readonly Func<string, string>? shape;

    private TextCatalog(string language, Dictionary<string, string> texts, Func<string, string>? shape = null)
    {
        Language = language;
        this.texts = texts;
        this.shape = shape;
    }

    /// <summary>«ja» or «en».</summary>
    public string Language { get; }

    public IReadOnlyCollection<string> Keys => texts.Keys;

    public static TextCatalog Parse(string language, TextReader yaml)
    {
        var stream = new YamlStream();
        stream.Load(yaml);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode root)
        {
            Flatten(root, "", texts);
        }

        return new TextCatalog(language, texts);
    }

    /// <summary>Reads the embedded resource NAME.LANGUAGE.yaml of an assembly.</summary>
    /// <exception cref="InvalidOperationException">The assembly holds no such resource: a build error, not a user's.</exception>
    public static TextCatalog Embedded(Assembly assembly, string name, string language)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var resource = $"{name}.{language}.yaml";
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} embeds no resource {resource}.");
        using var reader = new StreamReader(stream);
        return Parse(language, reader);
    }

    /// <summary>The same texts; what is filled into them goes through a function first.</summary>
    public TextCatalog Shaping(Func<string, string> argument) => new(Language, texts, argument);

    public bool Has(string key) => texts.ContainsKey(key);

    /// <summary>The text of a key with {0}, {1} … filled in. A missing key is a defect that tests catch; it shows as the key.</summary>
    public string Get(string key, params ReadOnlySpan<string> arguments)
    {
        var text = texts.GetValueOrDefault(key, key);
        return arguments.Length == 0 ? text : Filled(text, arguments);
    }

    /// <summary>In one pass: a «{1}» that a person wrote stays what they wrote.</summary>
    private string Filled(string text, ReadOnlySpan<string> arguments)
    {
        var filled = new StringBuilder(text.Length + 64);
        var from = 0;
        for (int at; (at = text.IndexOf('{', from)) >= 0;)
        {
            var end = text.IndexOf('}', at);
            if (end > at && int.TryParse(text.AsSpan(at + 1, end - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < arguments.Length)
            {
                filled.Append(text, from, at - from).Append(shape is null ? arguments[number] : shape(arguments[number]));
                from = end + 1;
            }
            else
            {
                filled.Append(text, from, at + 1 - from);
                from = at + 1;
            }
        }

        return filled.Append(text, from, text.Length - from).ToString();
    }

    private static void Flatten(YamlMappingNode map, string prefix, Dictionary<string, string> into)
    {
        foreach (var (key, value) in map.Children)
        {
            var name = prefix + ((YamlScalarNode)key).Value;
            if (value is YamlMappingNode nested)
            {
                Flatten(nested, name + ".", into);
            }
            else if (value is YamlScalarNode scalar)
            {
                into[name] = scalar.Value ?? "";
            }
        }
    }
}
