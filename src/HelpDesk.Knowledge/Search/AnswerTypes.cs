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

    private readonly List<(LinearPattern Asked, string Held)> types = [];
    private readonly List<string[]> counters = [];

    /// <summary>As many as there are types and counters; a pattern takes longer to build than a question to answer.</summary>
    private readonly ConcurrentDictionary<string, LinearPattern> patterns = new(StringComparer.Ordinal);

    /// <summary>What a question asks for, as a pattern of a text that holds it; several where it asks for several.</summary>
    public IReadOnlyList<LinearPattern> AskedBy(string folded)
    {
        ArgumentNullException.ThrowIfNull(folded);
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
                read.types.Add((new LinearPattern(asked.Replace(Counter, $"(?<counter>{forms})", StringComparison.Ordinal), RegexOptions.ExplicitCapture), held));
            }
            catch (Exception e) when (e is ArgumentException or NotSupportedException)
            {
                findings.Error(map.PlaceOfKey("asked"), "KB092", e.Message);
            }
        }

        return read;
    }
}
