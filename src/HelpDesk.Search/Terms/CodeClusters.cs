using System.Text;

namespace HelpDesk.Search.Terms;

/// <summary>Words and numbers that belong together, signs between them left out, in whatever way they are written.</summary>
/// <param name="Joined">err20070 of «err_20070»; 0312345678 of «03-1234-5678» and of «03 1234 5678».</param>
public readonly record struct CodeCluster(string Joined, int Start, int End);

/// <summary>
/// Codes, numbers and addresses as one string each, so that every part of them finds them: whatever is asked is the beginning
/// of one of its <see cref="Ends"/>.
/// </summary>
public static class CodeClusters
{
    /// <summary>Signs that join; a blank joins digits only.</summary>
    private const string Joints = "-_./:@#";

    /// <summary>Characters of a cluster.</summary>
    public const int Longest = 64;

    public static IEnumerable<CodeCluster> Of(string folded)
    {
        ArgumentNullException.ThrowIfNull(folded);
        var joined = new StringBuilder();
        var (start, end) = (0, 0);
        foreach (var run in TextRuns.Of(folded).Where(run => run.Kind == RunKind.Word))
        {
            if (joined.Length > 0 && !Joins(folded, end, run))
            {
                yield return new CodeCluster(joined.ToString(), start, end);
                joined.Clear();
            }

            if (joined.Length == 0)
            {
                start = run.Start;
            }

            joined.Append(folded, run.Start, run.Length);
            end = run.End;
        }

        if (joined.Length > 0)
        {
            yield return new CodeCluster(joined.ToString(), start, end);
        }
    }

    /// <summary>Every end of a cluster, itself first; at most <see cref="Longest"/> characters each.</summary>
    public static IEnumerable<string> Ends(string joined)
    {
        ArgumentNullException.ThrowIfNull(joined);
        for (var i = 0; i < joined.Length; i++)
        {
            yield return joined.Substring(i, Math.Min(Longest, joined.Length - i));
        }
    }

    private static bool Joins(string folded, int end, in TextRun run) => run.Start == end + 1
        && (Joints.Contains(folded[end], StringComparison.Ordinal) || (folded[end] == ' ' && char.IsAsciiDigit(folded[end - 1]) && char.IsAsciiDigit(folded[run.Start])));
}
