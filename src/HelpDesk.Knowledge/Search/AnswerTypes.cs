using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using HelpDesk.Knowledge.Language;
using HelpDesk.Sources;

namespace HelpDesk.Knowledge.Search;

/// <summary>
/// Kinds of answer that a question can ask for (how many digits, how much money, a telephone number), and how a text shows that
/// it holds one. Read from learned/weights.yaml.
/// </summary>
public sealed class AnswerTypes
{
    private const string Counter = "{counter}";

    /// <summary>From so many questions on, one pattern of all says first whether any kind is asked for: building it takes longer than a question to answer.</summary>
    private const int OftenAsked = 64;

    private readonly List<(LinearPattern Asked, string Held)> types = [];
    private readonly List<string[]> counters = [];
    private readonly List<string> asking = [];
    private readonly Lazy<Regex> any;
    private int questions;

    /// <summary>As many as there are types and counters; a pattern takes longer to build than a question to answer.</summary>
    private readonly ConcurrentDictionary<string, LinearPattern> patterns = new(StringComparer.Ordinal);

    private AnswerTypes() => any = new(() => new Regex("(?:" + string.Join(")|(?:", asking) + ")", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking));

    /// <summary>What a question asks for, as a pattern of a text that holds it; several where it asks for several.</summary>
    public IReadOnlyList<LinearPattern> AskedBy(string folded)
    {
        ArgumentNullException.ThrowIfNull(folded);
        if (types.Count == 0 || (IsOftenAsked() && !any.Value.IsMatch(folded)))
        {
            return [];
        }

        var held = new List<LinearPattern>();
        foreach (var (asked, holds) in types)
        {
            var match = asked.Match(folded);
            if (match.Success)
            {
                var counter = match.Groups["counter"].Value;
                var same = counters.Find(forms => Array.IndexOf(forms, counter) >= 0) ?? [counter];
                held.Add(patterns.GetOrAdd(
                    holds.Replace(Counter, "(?:" + string.Join('|', same.Select(Regex.Escape)) + ")", StringComparison.Ordinal),
                    static pattern => new LinearPattern(pattern)));
            }
        }

        return held;
    }

    /// <summary>A race counts some questions as one.</summary>
    private bool IsOftenAsked() => questions >= OftenAsked || ++questions >= OftenAsked;

    internal static AnswerTypes Read(IReadOnlyList<YamlMap> maps, FindingList findings)
    {
        var read = new AnswerTypes();
        foreach (var map in maps)
        {
            var counter = map.Texts("counters").Select(text => TextFolding.Fold(text.Value).Split('|')).ToList();
            read.counters.AddRange(counter);
            var forms = string.Join('|', counter.SelectMany(all => all).OrderByDescending(form => form.Length).Select(Regex.Escape));
            var (asked, held) = (map.Required("asked"), map.Required("held"));
            map.RejectUnknownKeys();
            if (asked is null || held is null)
            {
                continue;
            }

            try
            {
                _ = new LinearPattern(held.Replace(Counter, "x", StringComparison.Ordinal));
                var pattern = asked.Replace(Counter, $"(?<counter>{forms})", StringComparison.Ordinal);
                read.types.Add((new LinearPattern(pattern, RegexOptions.ExplicitCapture), held));
                read.asking.Add(pattern);
            }
            catch (Exception e) when (e is ArgumentException or NotSupportedException)
            {
                findings.Error(map.PlaceOfKey("asked"), "KB092", e.Message);
            }
        }

        return read;
    }
}
