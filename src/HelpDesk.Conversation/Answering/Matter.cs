using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;
using HelpDesk.Sources.Spelling;

namespace HelpDesk.Conversation.Answering;

/// <summary>
/// What a long text is about, without what mails carry around it: headers, quotations, signatures and notices by their structure,
/// greetings and introductions by what was learned of such lines (learned/lines.tsv).
/// </summary>
internal sealed partial class Matter(JapaneseTokenizer tokenizer, LearnedModel? lines, IReadOnlyList<string> subjectNames)
{
    /// <summary>The class of lines that say what it is about; all other classes are around it.</summary>
    public const string Class = "matter";

    /// <summary>UTF-16 units of a text that may be more than a question.</summary>
    private const int ShortestLong = 40;

    /// <summary>A line that is not the matter, surely …</summary>
    private const float Surely = .8f;

    /// <summary>… or where it stands at the end, with others of its kind.</summary>
    private const float Likely = .5f;

    private const int LongestSignatureLine = 60;

    /// <summary>A line this long that no mark ends goes on in the next.</summary>
    private const int Wrapped = 18;

    /// <summary>Signs that are no longer folded than written: what nearly every question consists of.</summary>
    private static readonly SearchValues<char> AsLongFolded = SearchValues.Create(
        [.. Enumerable.Range(' ', 0x5f).Concat(Enumerable.Range('\u3001', 0x11)).Concat(Enumerable.Range('\u3041', 0x56)).Concat(Enumerable.Range('\u30a1', 0x5a)).Concat(Enumerable.Range('\u4e00', 0x5200)).Concat(Enumerable.Range('\uff01', 0x5d)).Select(c => (char)c)]);

    private readonly int matterClass = lines?.Classes.ToList().IndexOf(Class) ?? -1;

    /// <summary>The matter; the whole text where nothing would be left.</summary>
    public string Of(string text)
    {
        if (text.Length < ShortestLong && !text.AsSpan().ContainsAnyExcept(AsLongFolded))
        {
            return text;
        }

        List<string> all = [.. text.ReplaceLineEndings("\n").Split('\n').Select(Evened)];
        if (all.Sum(line => line.Length) < ShortestLong)
        {
            return text;
        }

        if (all.Count == 1 && !Sentences(all[0]).Skip(1).Any())
        {
            // One sentence is the matter whatever it says.
            return text;
        }

        var kept = WithoutEnd(WithoutQuotations(all));
        var matter = new StringBuilder();
        foreach (var line in Joined(kept))
        {
            foreach (var sentence in Sentences(line))
            {
                if (Around(sentence) < Surely)
                {
                    matter.Append(sentence);
                }
            }

            if (matter.Length > 0 && matter[^1] != '\n')
            {
                matter.Append('\n');
            }
        }

        var said = matter.ToString().Trim();
        return said.Any(char.IsLetterOrDigit) && said.Count(c => c != '\n') < all.Sum(line => line.Length) ? said : text;
    }

    /// <summary>A line as <see cref="SpelledText"/> folds it, so that no way of typing changes what is left out; capitals stay, as names have them.</summary>
    private static string Evened(string line)
    {
        var (folded, origins) = SpelledText.WithOrigins(line);
        return string.Create(folded.Length, (line, folded, origins), static (to, of) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = char.IsUpper(of.line[of.origins[i]]) ? char.ToUpperInvariant(of.folded[i]) : of.folded[i];
            }
        });
    }

    /// <summary>
    /// Leaves out lines that begin with «>», blocks of mail headers (their subject stays), and, where something was said before
    /// such a block, all that follows it: the mail that is answered or passed on.
    /// </summary>
    private List<string> WithoutQuotations(List<string> all)
    {
        var kept = new List<string>();
        for (var i = 0; i < all.Count; i++)
        {
            var header = HeadersFrom(all, i);
            if (header > 0)
            {
                if (kept.Exists(line => Around(line) < Likely && line.Length > 0))
                {
                    break;
                }

                kept.AddRange(all.Skip(i).Take(header).Select(Subject).OfType<string>());
                i += header - 1;
            }
            else if (!all[i].StartsWith('>') && !all[i].StartsWith('＞'))
            {
                kept.Add(Subject(all[i]) ?? all[i]);
            }
        }

        return kept;
    }

    /// <summary>How many header lines stand from here on: at least two «name: value», one of which holds an address or a time.</summary>
    private static int HeadersFrom(List<string> all, int from)
    {
        var count = all.Skip(from).TakeWhile(line => Header().IsMatch(line)).Count();
        return count >= 2 && all.Skip(from).Take(count).Any(line => line.Contains('@', StringComparison.Ordinal) || Time().IsMatch(line)) ? count : 0;
    }

    private string? Subject(string line)
    {
        var colon = line.AsSpan().IndexOfAny(':', '：');
        return colon > 0 && subjectNames.Contains(line[..colon].Trim(), StringComparer.OrdinalIgnoreCase) ? line[(colon + 1)..].Trim() : null;
    }

    /// <summary>Leaves out the signature: from a line of signs on where what follows is mostly none of the matter, and lines at the end that are not.</summary>
    private List<string> WithoutEnd(List<string> all)
    {
        for (var i = 1; i < all.Count; i++)
        {
            if (IsRule(all[i]) && all.Skip(i + 1).Where(line => line.Length > 0 && !IsRule(line)).ToList() is { Count: > 0 } after
                && after.Count(IsContact) * 2 >= after.Count)
            {
                all = [.. all.Take(i)];
                break;
            }
        }

        while (LastParagraph(all) is { } last && last > 0 && IsSignature(all, last))
        {
            all = [.. all.Take(last)];
        }

        var end = all.Count;
        while (end > 1 && (all[end - 1].Length == 0 || IsRule(all[end - 1]) || IsContact(all[end - 1])))
        {
            end--;
        }

        return [.. all.Take(end)];
    }

    /// <summary>Where the last paragraph begins, after the last blank line or line of signs; null where there is but one.</summary>
    private static int? LastParagraph(List<string> all)
    {
        var end = all.FindLastIndex(line => line.Length > 0 && !IsRule(line));
        var gap = end < 0 ? -1 : all.FindLastIndex(end, line => line.Length == 0 || IsRule(line));
        return gap < 0 ? null : gap + 1;
    }

    /// <summary>Short lines that no mark ends, one of which says where or how to reach somebody.</summary>
    private bool IsSignature(List<string> all, int from)
    {
        var lines = all.Skip(from).Where(line => line.Length > 0).ToList();
        return lines.Count > 0 && lines.TrueForAll(line => line.Length <= LongestSignatureLine && !TextParts.IsEnd(line[^1])) && lines.Exists(IsContact);
    }

    private bool IsContact(string line) => !NamesPoint(line) && (ContactMarks().IsMatch(line) || Around(line) >= Likely);

    /// <summary>A supply point number looks like a telephone's, and is the matter.</summary>
    private static bool NamesPoint(string line) => !ReferenceEquals(AnswerDesk.WithPointsNamed(line), line);

    /// <summary>A line of signs, or one that begins as a frame drawn of lines does.</summary>
    private static bool IsRule(string line) =>
        line.Length >= 2 && ((!line.Any(char.IsLetterOrDigit) && line.Distinct().Count() <= 3) || line[0] is >= '\u2500' and <= '\u257F');

    /// <summary>Lines that were wrapped by a mail program are one.</summary>
    private static IEnumerable<string> Joined(List<string> all)
    {
        var line = new StringBuilder();
        foreach (var next in all)
        {
            if (line.Length > 0 && (next.Length == 0 || line.Length < Wrapped || !IsJapanese(line[^1]) || !IsJapanese(next[0])))
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(next);
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }

    private static bool IsJapanese(char c) => Kana.IsJapanese(c) || c == '、';

    private static IEnumerable<string> Sentences(string line)
    {
        var from = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (TextParts.IsEnd(line[i]) && (i + 1 == line.Length || !TextParts.IsEnd(line[i + 1])))
            {
                yield return line[from..(i + 1)];
                from = i + 1;
            }
        }

        if (from < line.Length)
        {
            yield return line[from..];
        }
    }

    /// <summary>How likely a line is none of the matter, 0 to 1.</summary>
    private float Around(string line) =>
        lines is null || matterClass < 0 || line.Length == 0 || NamesPoint(line) ? 0 : 1 - lines.Likelihoods(TextPieces.Of(new ReadText(line, tokenizer)))[matterClass];

    [GeneratedRegex(@"^[\p{L}\-]{1,12}\s?[:：]\s?\S", RegexOptions.NonBacktracking)]
    private static partial Regex Header();

    [GeneratedRegex(@"[0-9]{1,2}:[0-9]{2}|[0-9]{4}[/年-]", RegexOptions.NonBacktracking)]
    private static partial Regex Time();

    [GeneratedRegex(@"\S@\S+\.\S|https?://|www\.|〒|[0-9]{2,4}-[0-9]{2,4}-[0-9]{3,4}|[^0-9\-][0-9]{1,3}(-[0-9]{1,3}){1,2}( |　|$)", RegexOptions.NonBacktracking)]
    private static partial Regex ContactMarks();
}
