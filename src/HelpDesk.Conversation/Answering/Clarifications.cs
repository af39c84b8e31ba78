using HelpDesk.Sources;

namespace HelpDesk.Conversation.Answering;

/// <summary>A short question back where a message is too short to tell two matters apart (「証明書」: the web's or the API's?).</summary>
/// <param name="Whole">Messages that are nothing but one of these ask it, as <see cref="Sayings.Key"/> folds them; what else does is learned (<see cref="ClarifyingExample"/>).</param>
/// <param name="Ask">The question alone; how to answer it is each surface's own to say.</param>
public sealed record Clarification(string Id, IReadOnlySet<string> Whole, string Ask, string AskEn, IReadOnlyList<ClarifyingOption> Options)
{
    public string AskIn(string? language) => language == "en" ? AskEn : Ask;
}

/// <param name="Question">What is asked of the knowledge base instead of the person's own words.</param>
public sealed record ClarifyingOption(string Label, string LabelEn, string Question, Place Place)
{
    public string LabelIn(string? language) => language == "en" ? LabelEn : Label;
}

/// <summary>kb/clarifications.yaml.</summary>
public sealed class Clarifications
{
    public const string FileName = "clarifications.yaml";

    private readonly List<Clarification> rules = [];

    public static Clarifications Read(string kbDirectory, FindingList findings)
    {
        var read = new Clarifications();
        var path = Path.Combine(kbDirectory, FileName);
        if (!File.Exists(path) || SourceFile.Read(path, FileName, findings) is not { } text || YamlMap.Parse(text, FileName, findings) is not { } root)
        {
            return read;
        }

        foreach (var map in root.MapList("clarifications"))
        {
            var (id, ask, askEn) = (map.Required("id"), map.Required("ask"), map.Required("ask_en"));
            var whole = map.Texts("whole").Select(text => Sayings.Key(text.Value)).Where(key => key.Length > 0).ToHashSet(StringComparer.Ordinal);
            var options = map.MapList("options").Select(Option).OfType<ClarifyingOption>().ToList();
            if (id is not null && ask is not null && askEn is not null)
            {
                read.rules.Add(new Clarification(id, whole, ask, askEn, options));
            }

            map.RejectUnknownKeys();
        }

        root.RejectUnknownKeys();
        return read;
    }

    public IReadOnlyList<Clarification> All => rules;

    /// <summary>What is to be asked back where the text is just its words, whatever else it may mean.</summary>
    /// <param name="text">With «この供給地点» for supply point numbers.</param>
    public Clarification? Of(string text)
    {
        var key = Sayings.Key(text);
        return rules.Find(rule => rule.Whole.Contains(key));
    }

    public Clarification? Find(string? id) => rules.Find(rule => rule.Id == id);

    private static ClarifyingOption? Option(YamlMap map)
    {
        var place = map.PlaceOfKey("question");
        var (label, labelEn, question) = (map.Required("label"), map.Required("label_en"), map.Required("question"));
        map.RejectUnknownKeys();
        return label is null || labelEn is null || question is null ? null : new ClarifyingOption(label, labelEn, question, place);
    }
}
