using HelpDesk.Attachments;
using HelpDesk.Attachments.Reading;
using HelpDesk.Knowledge.Search;
using HelpDesk.Web.Knowledge;

namespace HelpDesk.Web.Files;

/// <summary>Reads a screenshot and keeps of its text what recognition knows.</summary>
internal sealed class PictureReader(ScreenText screen, ServedKnowledge knowledge, ILogger<PictureReader> log)
{
    /// <summary>Characters kept of one picture: the desk reads one question, which the pictures of a message share.</summary>
    public const int LongestKept = TextAnalysis.LongestQuestion / AttachmentLimits.MostFiles;

    /// <summary>Lines looked at together: a message, the heading over it, and what stands between them.</summary>
    private const int Window = 6;

    /// <param name="person">Whose turn it takes.</param>
    /// <param name="image">Cleaned.</param>
    /// <returns>Null where nothing could be read, or this machine cannot read.</returns>
    public async Task<string?> ReadAsync(string person, ReadOnlyMemory<byte> image, CancellationToken cancellation)
    {
        var reading = await screen.ReadAsync(person, image, cancellation);
        if (reading.Outcome is ReadingOutcome.Failed or ReadingOutcome.TimedOut)
        {
            log.LogWarning("A picture was not read: {Outcome} {Reason}", reading.Outcome, reading.Reason);
        }

        var text = Kept(reading.Text, IsKnown);
        return text.Length > 0 ? text : null;
    }

    /// <summary>
    /// All of a short text. Of a longer one the lines around what is recognised, as many as fit; where nothing is, its beginning,
    /// which is shown to the person and not searched for.
    /// </summary>
    public static string Kept(string text, Func<string, bool> isKnown)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var whole = string.Join('\n', lines);
        if (whole.Length <= LongestKept)
        {
            return whole;
        }

        var known = new SortedSet<int>();
        for (var from = 0; from < lines.Length; from += Window / 2)
        {
            if (isKnown(string.Join('\n', lines.Skip(from).Take(Window))))
            {
                known.UnionWith(Enumerable.Range(from, Math.Min(Window, lines.Length - from)));
            }
        }

        return Cut(known.Count == 0 ? whole : string.Join('\n', known.Select(line => lines[line])));
    }

    private static string Cut(string text) =>
        text.Length <= LongestKept ? text : text[..(char.IsHighSurrogate(text[LongestKept - 1]) ? LongestKept - 1 : LongestKept)];

    private bool IsKnown(string lines)
    {
        var found = knowledge.Desk.Ask(lines).Recognition;
        return found.Symptoms.Count > 0 || found.UnknownCodes.Count > 0;
    }
}
