using HelpDesk.Search.Asking;
using HelpDesk.Search.Terms;

namespace HelpDesk.Search.Extracts;

/// <summary>Finds in texts what was asked for: the query is read once for all of them.</summary>
public sealed class Marker
{
    /// <summary>What is looked for, in the order in which it was asked: Japanese as it stands, a code with its signs left out.</summary>
    private readonly List<(string Text, bool IsCode)> pieces = [];

    private readonly bool hasCodes;

    public Marker(SearchQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        foreach (var asked in query.Texts.Where(text => !text.IsExcluded).Select(text => JoinedText.Of(text.Folded)))
        {
            pieces.AddRange(TextRuns.Of(asked).Where(run => run.Kind == RunKind.Japanese && (!query.IsPasted || run.Length > 1)).Select(run => (asked.Substring(run.Start, run.Length), false)));
            pieces.AddRange(CodeClusters.Of(asked).Where(code => !query.IsPasted || code.Joined.Length > 2).Select(code => (code.Joined, true)));
        }

        hasCodes = pieces.Exists(piece => piece.IsCode);
    }

    /// <summary>Different pieces of the query that stand in the text: what <see cref="Extract.Marks"/> of its extract is, without making one.</summary>
    public int Count(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = JoinedText.Of(text);
        var clusters = Clusters(folded);
        return pieces.Count(piece => piece.IsCode ? clusters.Exists(cluster => cluster.Joined.Contains(piece.Text, StringComparison.Ordinal)) : folded.Contains(piece.Text, StringComparison.Ordinal));
    }

    /// <summary>Marks what was asked for, and cuts the text around where most of it stands.</summary>
    /// <param name="longest">Characters of the extract; the whole text where it has no more.</param>
    public Extract Of(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (folded, origins) = JoinedText.WithOrigins(text);
        var spans = Spans(folded).OrderBy(span => span.Start).ToList();
        var marked = new bool[text.Length];
        foreach (var (start, end, _) in spans)
        {
            var last = end < origins.Count ? origins[end] : text.Length;
            // What folds to nothing behind the last character is not marked with it.
            for (var i = origins[start]; i < Math.Max(origins[end - 1] + 1, Math.Min(last, origins[end - 1] + 2)) && i < text.Length; i++)
            {
                marked[i] = i <= origins[end - 1] || IsPartOf(text, i);
            }
        }

        var (from, until) = Window(text, spans.ConvertAll(span => (origins[span.Start], span.Piece)), longest);
        return new Extract(Cut(text, marked, from, until), spans.Select(span => span.Piece).Distinct().Count());
    }

    /// <summary>Belongs to the character before: the second half of a pair, or a sound mark typed apart.</summary>
    private static bool IsPartOf(string text, int i) => char.IsLowSurrogate(text[i]) || text[i] is '\u3099' or '\u309a' or '\uff9e' or '\uff9f';

    private List<CodeCluster> Clusters(string folded) => hasCodes ? [.. CodeClusters.Of(folded)] : [];

    private IEnumerable<(int Start, int End, int Piece)> Spans(string folded)
    {
        var clusters = Clusters(folded);
        foreach (var (piece, (needle, isCode)) in pieces.Index())
        {
            if (isCode)
            {
                foreach (var span in clusters.SelectMany(cluster => Inside(folded, cluster, needle)))
                {
                    yield return (span.Start, span.End, piece);
                }

                continue;
            }

            for (var at = folded.IndexOf(needle, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(needle, at + needle.Length, StringComparison.Ordinal))
            {
                yield return (at, at + needle.Length, piece);
            }
        }
    }

    /// <summary>Where a code stands in a cluster, the signs between its letters included.</summary>
    private static IEnumerable<(int Start, int End)> Inside(string folded, CodeCluster cluster, string code)
    {
        if (!cluster.Joined.Contains(code, StringComparison.Ordinal))
        {
            yield break;
        }

        var places = Enumerable.Range(cluster.Start, cluster.End - cluster.Start).Where(i => TextRuns.Of(folded.Substring(i, 1)).Any()).ToList();
        for (var at = cluster.Joined.IndexOf(code, StringComparison.Ordinal); at >= 0; at = cluster.Joined.IndexOf(code, at + code.Length, StringComparison.Ordinal))
        {
            yield return (places[at], places[at + code.Length - 1] + 1);
        }
    }

    /// <summary>The window with the most different pieces, begun a little before the first of them.</summary>
    private static (int From, int Until) Window(string text, List<(int At, int Piece)> marks, int longest)
    {
        if (text.Length <= longest)
        {
            return (0, text.Length);
        }

        var best = (Pieces: 0, From: 0);
        for (var i = 0; i < marks.Count; i++)
        {
            var from = Math.Max(0, marks[i].At - (longest / 4));
            var pieces = marks.Skip(i).TakeWhile(mark => mark.At < from + longest).Select(mark => mark.Piece).Distinct().Count();
            best = pieces > best.Pieces ? (pieces, from) : best;
        }

        var start = Math.Min(best.From, text.Length - longest);
        start += start > 0 && char.IsLowSurrogate(text[start]) ? 1 : 0;
        var end = Math.Min(text.Length, start + longest);
        return (start, end < text.Length && char.IsLowSurrogate(text[end]) ? end - 1 : end);
    }

    private static List<ExtractPart> Cut(string text, bool[] marked, int from, int until)
    {
        var parts = new List<ExtractPart>();
        if (from > 0)
        {
            parts.Add(new ExtractPart("…", false));
        }

        for (var i = from; i < until;)
        {
            var start = i;
            while (i < until && marked[i] == marked[start])
            {
                i++;
            }

            parts.Add(new ExtractPart(text[start..i], marked[start]));
        }

        if (until < text.Length)
        {
            parts.Add(new ExtractPart("…", false));
        }

        return parts;
    }
}
