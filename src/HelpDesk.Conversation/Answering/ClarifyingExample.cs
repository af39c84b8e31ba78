using HelpDesk.Sources;

namespace HelpDesk.Conversation.Answering;

/// <summary>A message of which it is known what is to be asked back: a row of kb/clarifying/*.tsv (clarification, text).</summary>
/// <param name="Text">With «この供給地点» for supply point numbers.</param>
/// <param name="Clarification">Id in kb/clarifications.yaml; null where the message says what it is about («-»).</param>
public sealed record ClarifyingExample(string Text, string? Clarification)
{
    /// <summary>Folder below the kb folder; without it the exact words of kb/clarifications.yaml alone are asked back.</summary>
    public const string Folder = "clarifying";

    private const string None = "-";

    /// <summary>All examples of a kb folder, in the order of file names and lines.</summary>
    public static IReadOnlyList<ClarifyingExample> ReadFolder(string kbDirectory, Clarifications clarifications, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(clarifications);
        ArgumentNullException.ThrowIfNull(findings);
        var folder = Path.Combine(kbDirectory, Folder);
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var examples = new List<ClarifyingExample>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.tsv").Order(StringComparer.Ordinal))
        {
            foreach (var row in CsvSource.Read(file, Folder + "/" + Path.GetFileName(file), findings, "clarification", "text"))
            {
                var id = row["clarification"];
                if (id == None || clarifications.Find(id) is not null)
                {
                    examples.Add(new ClarifyingExample(row["text"], id == None ? null : id));
                }
                else
                {
                    findings.Error(row.Place, "KB008", id, string.Join(", ", clarifications.All.Select(one => one.Id).Append(None)));
                }
            }
        }

        return examples;
    }
}
