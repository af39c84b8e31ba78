using System.Globalization;
using HelpDesk.Sources;

namespace HelpDesk.Ticketing.Routing;

/// <summary>Reads routing.yaml. An entry with a fault is left out or mended to the help desk; the finding says where.</summary>
internal sealed class RoutingFile
{
    public const string Name = "routing.yaml";

    private readonly FindingList findings;
    private readonly Dictionary<string, Owner> owners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Need> needs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, InquiryType> types = new(StringComparer.Ordinal);

    private RoutingFile(FindingList findings) => this.findings = findings;

    public static RoutingRules Parse(string yaml, FindingList findings)
    {
        if (YamlMap.Parse(yaml, Name, findings) is not { } root)
        {
            return RoutingRules.Empty;
        }

        var file = new RoutingFile(findings);
        file.ReadOwners(root);
        file.ReadNeeds(root);
        file.ReadTypes(root);
        var denials = root.Map("denied") is { } denied ? Denied(denied) : Denials.None;
        root.RejectUnknownKeys();
        return new RoutingRules([.. file.owners.Values], [.. file.needs.Values], [.. file.types.Values], denials);
    }

    private static Denials Denied(YamlMap map) => new(Words(map, "after"), Words(map, "before"))
    {
        Behind = new JapaneseDenial(Words(map, "endings"), Words(map, "joints"), Words(map, "absent"), Words(map, "undone"), Words(map, "things"), Words(map, "adverbs"), Words(map, "done"), Words(map, "unfinished")),
        DoneAfter = Words(map, "done_after"), DoneBefore = Words(map, "done_before"), Contrast = Words(map, "contrast"),
    };

    private void ReadOwners(YamlMap root)
    {
        foreach (var map in root.MapList("owners"))
        {
            if (Named(map) is { } named)
            {
                Keep(owners, map, named.Id, new Owner(
                    named.Id, named.Name, named.NameEn, map.Required("advice") ?? "", map.Required("advice_en") ?? "", map.Optional("mail")) { Request = map.Optional("request") });
            }

            map.RejectUnknownKeys();
        }

        if (!owners.ContainsKey(RoutingRules.HelpDesk))
        {
            findings.Error(root.PlaceOfKey("owners"), "KB066");
        }
    }

    private void ReadNeeds(YamlMap root)
    {
        foreach (var map in root.MapList("needs"))
        {
            if (Named(map) is { } named)
            {
                Keep(needs, map, named.Id, new Need(named.Id, named.Name, named.NameEn) 
                {
                    Values = [.. map.MapList("values").Select(ValueOf).OfType<NeedValue>()],
                    StateAfter = Words(map, "state_after"),
                    AskedWhen = Words(map, "asked_when"),
                });
            }

            map.RejectUnknownKeys();
        }
    }

    private static NeedValue? ValueOf(YamlMap map)
    {
        var (name, nameEn, words) = (map.Required("name"), map.Required("name_en"), Words(map, "words"));
        map.RejectUnknownKeys();
        return name is null || nameEn is null ? null : new NeedValue(name, nameEn, [.. words.Append(RuleWords.Fold(name)).Append(RuleWords.Fold(nameEn)).Distinct(StringComparer.Ordinal)]);
    }

    private void ReadTypes(YamlMap root)
    {
        foreach (var map in root.MapList("inquiries"))
        {
            if (Named(map) is { } named)
            {
                Keep(types, map, named.Id, new InquiryType(
                    named.Id,
                    named.Name,
                    named.NameEn,
                    OwnerOf(map, "owner", required: true) ?? RoutingRules.HelpDesk,
                    OwnerOf(map, "first", required: false),
                    [.. map.Texts("needs").Select(NeedOf).OfType<Need>()],
                    [.. map.MapList("rules").Select((rule, i) => Rule(rule, named.Id, i + 1)).OfType<RoutingRule>()],
                    Words(map, "words"))
                {
                    Request = map.Optional("request"),
                    Changes = map.Optional("changes"),
                    Asserts = [.. map.Texts("asserts").Select(one => one.Value)],
                    AlternativesEn = [.. map.Texts("alternatives_en").Select(one => one.Value)],
                    Alternatives = [.. map.Texts("alternatives").Select(one => one.Value)],
                });
            }

            map.RejectUnknownKeys();
        }
    }

    private RoutingRule? Rule(YamlMap map, string typeId, int number)
    {
        var rule = new RoutingRule(
            typeId + "/" + number.ToString(CultureInfo.InvariantCulture),
            Words(map, "when"),
            Words(map, "and"),
            Words(map, "unless"),
            OwnerOf(map, "owner", required: true) ?? RoutingRules.HelpDesk,
            OwnerOf(map, "first", required: false))
        {
            Name = map.Optional("name"),
            InquiryTypeId = map.Optional("inquiry"),
        };
        map.RejectUnknownKeys();
        if (rule.When.Count > 0)
        {
            return rule;
        }

        findings.Error(map.Place, "KB063");
        return null;
    }

    private string? OwnerOf(YamlMap map, string key, bool required)
    {
        var id = required ? map.Required(key) : map.Optional(key);
        if (id is null || owners.ContainsKey(id))
        {
            return id;
        }

        findings.Error(map.PlaceOfKey(key), "KB060", id, string.Join(", ", owners.Keys));
        return null;
    }

    private Need? NeedOf(Placed<string> id)
    {
        if (needs.TryGetValue(id.Value, out var need))
        {
            return need;
        }

        findings.Error(id.Place, "KB061", id.Value, string.Join(", ", needs.Keys));
        return null;
    }

    private static (string Id, string Name, string NameEn)? Named(YamlMap map)
    {
        var (id, name, nameEn) = (map.Required("id"), map.Required("name"), map.Required("name_en"));
        return id is null ? null : (id, name ?? id, nameEn ?? id);
    }

    private static IReadOnlyList<string> Words(YamlMap map, string key) =>
        [.. map.Texts(key).Select(word => RuleWords.Fold(word.Value)).Where(word => word.Length > 0)];

    private void Keep<T>(Dictionary<string, T> into, YamlMap map, string id, T value)
    {
        if (!into.TryAdd(id, value))
        {
            findings.Error(map.PlaceOfKey("id"), "KB062", id);
        }
    }
}
