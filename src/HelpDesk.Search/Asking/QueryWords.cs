using HelpDesk.Sources;
using HelpDesk.Sources.Spelling;

namespace HelpDesk.Search.Asking;

/// <summary>The words of the query language, of both languages at once: nobody has to switch.</summary>
public sealed class QueryWords
{
    private readonly Dictionary<string, List<(string Word, string Key)>> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SearchField> fields = new(StringComparer.Ordinal);

    private QueryWords(IEnumerable<TextCatalog> catalogs)
    {
        foreach (var catalog in catalogs)
        {
            foreach (var key in catalog.Keys)
            {
                var (group, name) = (key[..key.IndexOf('.', StringComparison.Ordinal)], key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..]);
                if (!groups.TryGetValue(group, out var words))
                {
                    groups[group] = words = [];
                }

                words.AddRange(catalog.Get(key).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(word => (SpelledText.Fold(word), name)));
            }
        }

        foreach (var (word, key) in groups["field"])
        {
            fields.Add(word, Enum.Parse<SearchField>(key, ignoreCase: true));
        }
    }

    /// <summary>Those that come with the program.</summary>
    public static QueryWords BuiltIn { get; } = new(((string[])["ja", "en"]).Select(language => TextCatalog.Embedded(typeof(QueryWords).Assembly, "Words", language)));

    public SearchField? Field(string folded) => fields.TryGetValue(folded, out var field) ? field : null;

    /// <summary>What a value means: what it is a word for; else what such a word begins with it; else what has it inside. Empty: nothing.</summary>
    /// <param name="group">state, priority, agent or time.</param>
    public IReadOnlyList<string> Meanings(string group, string folded)
    {
        var words = groups[group];
        return Of(word => word == folded) is { Count: > 0 } same ? same
            : Of(word => word.StartsWith(folded, StringComparison.Ordinal)) is { Count: > 0 } begun ? begun
            : Of(word => word.Contains(folded, StringComparison.Ordinal));

        List<string> Of(Func<string, bool> fits) => [.. words.Where(pair => folded.Length > 0 && fits(pair.Word)).Select(pair => pair.Key).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Only what the value is a word for.</summary>
    public string? Meaning(string group, string folded) => groups[group].FirstOrDefault(pair => pair.Word == folded).Key;
}
