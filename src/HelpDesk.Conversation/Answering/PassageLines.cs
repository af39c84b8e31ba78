using System.Collections.Concurrent;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Answering;

/// <summary>
/// The passages of an article: which of them hold a term, and which say what kinds of thing. There are few kinds, and looking costs more than the rest.
/// </summary>
internal sealed class PassageLines
{
    /// <summary>Fields that are compared, from the first.</summary>
    public const int FieldsUsed = 6;

    /// <summary>Letters that two English words of one root share at least.</summary>
    private const int ShortestRoot = 5;

    private readonly ConcurrentDictionary<LinearPattern, bool[]> says = [];

    /// <summary>By field and term the places of those that have it.</summary>
    private readonly Dictionary<string, List<int>>[] holders = [.. Enumerable.Range(0, FieldsUsed).Select(_ => new Dictionary<string, List<int>>(StringComparer.Ordinal))];

    private readonly Dictionary<string, List<int>> words = new(StringComparer.Ordinal);
    private readonly List<(string Term, List<int> Places)> roots;

    public PassageLines(IReadOnlyList<(PassageLine Line, TextFeatures Read)> all)
    {
        All = [.. all.Select(one => one.Line with { Words = one.Read.ContentWords.Count })];
        for (var i = 0; i < All.Length; i++)
        {
            Add(words, all[i].Read.ContentWords, i);
            for (var field = 0; field < FieldsUsed; field++)
            {
                Add(holders[field], all[i].Read[(Field)field].Keys, i);
            }
        }

        roots = [.. holders[(int)Field.English].Where(pair => pair.Key.Length >= ShortestRoot).Select(pair => (pair.Key, pair.Value))];
    }

    public PassageLine[] All { get; }

    public bool[] Say(LinearPattern type) => says.GetOrAdd(type, static (one, lines) => Array.ConvertAll(lines, line => one.IsMatch(line.Folded)), All);

    /// <summary>Those that have a term; an English one in any of its endings.</summary>
    /// <param name="has">One for each; all are set.</param>
    /// <returns>How many.</returns>
    public int Mark(string term, Field field, bool[] has)
    {
        has.AsSpan().Clear();
        Mark(holders[(int)field].GetValueOrDefault(term), has);
        if (field == Field.English && term.Length >= ShortestRoot)
        {
            foreach (var (other, places) in roots)
            {
                if (IsOfRoot(other, term))
                {
                    Mark(places, has);
                }
            }
        }

        return has.AsSpan().Count(true);
    }

    /// <summary>How many of the words each has only in other words of the same meaning.</summary>
    public int[] Synonyms(IReadOnlyList<(string Word, IReadOnlyList<string> Synonyms)> asked)
    {
        var (counts, has) = (new int[All.Length], new bool[All.Length]);
        foreach (var (word, synonyms) in asked)
        {
            has.AsSpan().Clear();
            foreach (var same in synonyms)
            {
                Mark(words.GetValueOrDefault(same), has);
            }

            Mark(words.GetValueOrDefault(word), has, false);

            for (var i = 0; i < has.Length; i++)
            {
                counts[i] += has[i] ? 1 : 0;
            }
        }

        return counts;
    }

    /// <summary>English words of one root end in several ways that stemming leaves apart (expir-ed, expiri = expiry).</summary>
    private static bool IsOfRoot(string other, string term) =>
        other.AsSpan().CommonPrefixLength(term) is var common && common >= Math.Max(term.Length, other.Length) - 2 && common >= ShortestRoot;

    private static void Mark(List<int>? places, bool[] has, bool value = true)
    {
        if (places is null)
        {
            return;
        }

        foreach (var place in places)
        {
            has[place] = value;
        }
    }

    private static void Add(Dictionary<string, List<int>> to, IEnumerable<string> terms, int place)
    {
        foreach (var term in terms)
        {
            if (!to.TryGetValue(term, out var places))
            {
                to[term] = places = [];
            }

            places.Add(place);
        }
    }
}

/// <param name="Answers">Which of the remembered questions of its article it answers.</param>
internal sealed record PassageLine(string Text, string Folded, bool[] Answers)
{
    /// <summary>How many content words it has.</summary>
    public int Words { get; init; }
}
