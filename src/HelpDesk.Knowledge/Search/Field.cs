using System.Runtime.InteropServices;

namespace HelpDesk.Knowledge.Search;

/// <summary>One way of looking at a text; each has an index of its own.</summary>
public enum Field
{
    /// <summary>Content words in their dictionary form.</summary>
    Words,

    /// <summary>Character pairs inside runs of kanji, katakana or letters.</summary>
    Runs,

    /// <summary>Single kanji.</summary>
    Kanji,

    /// <summary>Pairs of kana of the reading: finds kana-only, romaji and homophones.</summary>
    Reading,

    /// <summary>Glossary terms, whichever variant is written.</summary>
    Concepts,

    /// <summary>English word stems.</summary>
    English,
}

/// <summary>The terms of a text by field, each with its weight (a count in documents, an importance in queries).</summary>
public sealed class TextFeatures
{
    private const int MostAtFirst = 64;

    private readonly Dictionary<string, float>[] byField = new Dictionary<string, float>[FieldCount];

    /// <param name="length">Of the text, in UTF-16 units; the fields of its characters begin large enough for most questions.</param>
    public TextFeatures(int length = 0)
    {
        for (var i = 0; i < byField.Length; i++)
        {
            byField[i] = new Dictionary<string, float>((Field)i is Field.Concepts or Field.English ? 0 : Math.Min(length, MostAtFirst), StringComparer.Ordinal);
        }
    }

    public static int FieldCount { get; } = Enum.GetValues<Field>().Length;

    public IReadOnlyDictionary<string, float> this[Field field] => byField[(int)field];

    /// <summary>Content words as they are, without synonyms: what a confidence is measured on.</summary>
    public HashSet<string> ContentWords { get; } = new(StringComparer.Ordinal);

    public void Add(Field field, string term, float weight = 1)
    {
        Of(field, term) += weight;
    }

    /// <summary>Adds a term that is only as good as another spelling of what stands in the text: the best weight counts, not the sum.</summary>
    public void AddAtMost(Field field, string term, float weight)
    {
        ref var held = ref Of(field, term);
        held = Math.Max(held, weight);
    }

    /// <summary>For the loops that look at every term.</summary>
    internal Dictionary<string, float> Terms(Field field) => byField[(int)field];

    private ref float Of(Field field, string term) => ref CollectionsMarshal.GetValueRefOrAddDefault(byField[(int)field], term, out _);
}
