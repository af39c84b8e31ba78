using HelpDesk.Sources;

namespace HelpDesk.Conversation.Acts;

/// <summary>A message whose acts are known: a row of kb/acts/*.tsv (text, waiting, shown, ticket, acts).</summary>
public sealed record ActExample(string Text, Circumstance At, IReadOnlyList<DialogueAct> Acts)
{
    /// <summary>Folder below the kb folder; without it every act is unsure and the exact words of buttons decide.</summary>
    public const string Folder = "acts";

    private static readonly Dictionary<string, DialogueAct> ActNames = new(StringComparer.Ordinal)
    {
        ["ask"] = DialogueAct.Ask, ["goes-on"] = DialogueAct.GoesOn, ["about-shown"] = DialogueAct.AboutShown, ["unsolved"] = DialogueAct.Unsolved,
        ["solved"] = DialogueAct.Solved, ["thanks"] = DialogueAct.Thanks, ["person"] = DialogueAct.Person, ["give"] = DialogueAct.Give,
        ["refuse"] = DialogueAct.Refuse, ["correct"] = DialogueAct.Correct, ["confirm"] = DialogueAct.Confirm, ["cancel"] = DialogueAct.Cancel,
        ["choose"] = DialogueAct.Choose, ["status"] = DialogueAct.Status, ["add"] = DialogueAct.Add, ["withdraw"] = DialogueAct.Withdraw,
        ["reopen"] = DialogueAct.Reopen, ["who-settles"] = DialogueAct.WhoSettles, ["smalltalk"] = DialogueAct.SmallTalk, ["anger"] = DialogueAct.Anger,
        ["skip-all"] = DialogueAct.SkipAll,
    };

    private static readonly Dictionary<string, Waiting> WaitingNames = new(StringComparer.Ordinal)
    {
        ["none"] = Waiting.Nothing, ["solved"] = Waiting.Solved, ["which"] = Waiting.Which, ["detail"] = Waiting.Detail,
        ["administrator"] = Waiting.Administrator, ["confirm"] = Waiting.Confirm, ["adding"] = Waiting.Adding, ["describe"] = Waiting.Describe,
    };

    private static readonly Dictionary<string, TicketStanding> TicketNames = new(StringComparer.Ordinal)
    {
        ["none"] = TicketStanding.None, ["open"] = TicketStanding.Open, ["waiting"] = TicketStanding.WaitingForRequester, ["resolved"] = TicketStanding.Resolved,
    };

    /// <summary>The name of an act in the files.</summary>
    public static string NameOf(DialogueAct act) => ActNames.First(pair => pair.Value == act).Key;

    /// <summary>All examples of a kb folder, in the order of file names and lines.</summary>
    public static IReadOnlyList<ActExample> ReadFolder(string kbDirectory, FindingList findings)
    {
        var folder = Path.Combine(kbDirectory, Folder);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.tsv").Order(StringComparer.Ordinal).SelectMany(file => Read(file, Folder + "/" + Path.GetFileName(file), findings))]
            : [];
    }

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<ActExample> Read(string path, string shownAs, FindingList findings)
    {
        var examples = new List<ActExample>();
        // Few combinations of acts stand in thousands of rows.
        var read = new Dictionary<string, IReadOnlyList<DialogueAct>?>(StringComparer.Ordinal);
        foreach (var row in CsvSource.Read(path, shownAs, findings, "text", "waiting", "shown", "ticket", "acts"))
        {
            if (Known(WaitingNames, row["waiting"], row, findings) is { } waiting && Known(TicketNames, row["ticket"], row, findings) is { } ticket
                && (read.GetValueOrDefault(row["acts"]) ?? (read[row["acts"]] = ActsOf(row, findings))) is { } acts)
            {
                examples.Add(new ActExample(row["text"], new Circumstance(waiting, row["shown"] is not ("" or "-"), ticket), acts));
            }
        }

        return examples;
    }

    /// <summary>Null, with a finding for each that is no act, where not all are; null where the row names none.</summary>
    private static DialogueAct[]? ActsOf(CsvRow row, FindingList findings)
    {
        var acts = row["acts"].Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(act => Known(ActNames, act, row, findings)).ToList();
        return acts.Count > 0 && acts.TrueForAll(act => act is not null) ? [.. acts.Select(act => act!.Value)] : null;
    }

    private static T? Known<T>(Dictionary<string, T> names, string name, CsvRow row, FindingList findings)
        where T : struct
    {
        if (names.TryGetValue(name, out var value))
        {
            return value;
        }

        findings.Error(row.Place, "KB008", name, string.Join(", ", names.Keys));
        return null;
    }
}
