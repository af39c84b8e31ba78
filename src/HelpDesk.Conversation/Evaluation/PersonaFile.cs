using HelpDesk.Sources;

namespace HelpDesk.Conversation.Evaluation;

/// <summary>Reads a conversation file; docs/conversations.md gives the format.</summary>
public static class PersonaFile
{
    /// <summary>Messages of a person where the file names no number.</summary>
    public const int DefaultTurns = 12;

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<Persona> Read(string path, FindingList findings)
    {
        var personas = new List<Persona>();
        if (YamlMap.Parse(File.ReadAllText(path), Path.GetFileName(path), findings) is not { } root)
        {
            return personas;
        }

        foreach (var map in root.MapList("personas"))
        {
            if (One(map, findings) is { } persona)
            {
                personas.Add(persona);
            }

            map.RejectUnknownKeys();
        }

        root.RejectUnknownKeys();
        return personas;
    }

    private static Persona? One(YamlMap map, FindingList findings)
    {
        var (id, about, opening) = (map.Required("id"), map.Optional("about") ?? "", map.Required("says"));
        var language = map.Optional("language") ?? "ja";
        var known = map.Optional("known") == "true";
        var knows = Texts(map.Map("knows"));
        var tells = Names(map, "tells");
        var reactions = map.MapList("does").Select(Reacts).OfType<Reaction>().ToList();
        var end = map.Map("end");
        if (end is null)
        {
            findings.Error(map.PlaceOfKey("end"), "KB004", "end");
        }

        return id is null || opening is null || end is null ? null : new Persona(id, about, language, known, new Said(opening, tells), knows, reactions, Ends(end));
    }

    private static Reaction? Reacts(YamlMap map)
    {
        var (at, say, tells) = (map.Required("at"), map.Required("say"), Names(map, "tells"));
        var agent = map.Map("agent");
        var verb = agent?.Required("verb");
        var does = verb is null ? null : new AgentDoes(verb, agent!.Optional("text") ?? "");
        agent?.RejectUnknownKeys();
        map.RejectUnknownKeys();
        return at is null || say is null ? null : new Reaction(at, new Said(say, tells), does);
    }

    private static Ending Ends(YamlMap map)
    {
        var ending = new Ending(
            Names(map, "shown"), Names(map, "not_shown"), map.Optional("solved") switch { "true" => true, "false" => false, _ => null },
            [.. map.MapList("tickets").Select(Wanted)], Names(map, "says"),
            int.TryParse(map.Optional("turns"), System.Globalization.CultureInfo.InvariantCulture, out var turns) ? turns : DefaultTurns);
        map.RejectUnknownKeys();
        return ending;
    }

    private static WantedTicket Wanted(YamlMap map)
    {
        var wanted = new WantedTicket(map.Optional("owner"), map.Optional("area"), map.Optional("state"), Texts(map.Map("facts")), Names(map, "contains"), Names(map, "lacks"));
        map.RejectUnknownKeys();
        return wanted;
    }

    private static Dictionary<string, string> Texts(YamlMap? map) =>
        map?.Pairs().ToDictionary(pair => pair.Key.Value, pair => pair.Value, StringComparer.Ordinal) ?? [];

    private static List<string> Names(YamlMap map, string key) => [.. map.Texts(key).Select(text => text.Value)];
}
