using HelpDesk.Sources;

namespace HelpDesk.Conversation.Evaluation;

/// <summary>What anybody would say by themselves (Phrases.*.yaml): several ways each, and a persona keeps to one of them.</summary>
public sealed class PersonaPhrases
{
    private readonly Dictionary<string, YamlMap> languages = new(StringComparer.Ordinal);

    private PersonaPhrases()
    {
    }

    public static PersonaPhrases Embedded()
    {
        var phrases = new PersonaPhrases();
        foreach (var language in (string[])["ja", "en"])
        {
            var name = $"Phrases.{language}.yaml";
            using var stream = typeof(PersonaPhrases).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"There is no resource {name}.");
            using var reader = new StreamReader(stream);
            var findings = new FindingList();
            phrases.languages[language] = YamlMap.Parse(reader.ReadToEnd(), name, findings) ?? throw new InvalidOperationException($"{name} is no mapping.");
        }

        return phrases;
    }

    public string Say(string name, Persona persona)
    {
        ArgumentNullException.ThrowIfNull(persona);
        var ways = languages[persona.Language == "en" ? "en" : "ja"].Texts(name);
        return ways[persona.Id.Sum(c => c) % ways.Count].Value;
    }
}
