using HelpDesk.Sources;

namespace HelpDesk.Ticketing.Routing;

/// <summary>kb/area-words.yaml: the words round a name that decide what it is. The file explains each list; all are folded here.</summary>
internal sealed record AreaWords
{
    public const string FileName = "area-words.yaml";

    public IReadOnlyList<Placed<string>> BareCities { get; init; } = [];

    public IReadOnlyList<(Placed<string> Area, IReadOnlyList<string> Spellings)> Spellings { get; init; } = [];

    public IReadOnlyList<DistrictWords> Districts { get; init; } = [];

    public IReadOnlyList<(string Ward, IReadOnlyList<Placed<string>> Areas)> SharedWards { get; init; } = [];

    public ILookup<string, string> Endings { get; init; } = Enumerable.Empty<string>().ToLookup(e => e);

    public IReadOnlyList<string> WeakNames { get; init; } = [];

    public IReadOnlyList<string> OperatorMarks { get; init; } = [];

    public IReadOnlyList<string> NetworkMarks { get; init; } = [];

    public IReadOnlyList<string> MarkedAfter { get; init; } = [];

    public IReadOnlyList<string> PlacedAfter { get; init; } = [];

    /// <summary>Before the name of a municipality in Latin letters: it is meant as a place.</summary>
    public IReadOnlyList<string> PlacedBefore { get; init; } = [];

    public IReadOnlySet<string> JoinedBy { get; init; } = new HashSet<string>();

    public IReadOnlyList<string> MarkedBefore { get; init; } = [];

    public IReadOnlyList<string> WeakAfter { get; init; } = [];

    public IReadOnlyList<string> NegatedAfter { get; init; } = [];

    public IReadOnlyList<string> NegatedBefore { get; init; } = [];

    public IReadOnlyList<string> CompanyAfter { get; init; } = [];

    public IReadOnlyList<string> CompanyBefore { get; init; } = [];

    public IReadOnlyList<string> RetailerAfter { get; init; } = [];

    public IReadOnlyList<string> PersonAfter { get; init; } = [];

    public IReadOnlyList<string> PersonBefore { get; init; } = [];

    public IReadOnlySet<string> Surnames { get; init; } = new HashSet<string>();

    public IReadOnlyList<string> PersonEnd { get; init; } = [];

    public string PersonJoint { get; init; } = "";

    public IReadOnlyList<string> NoPlaces { get; init; } = [];

    public IReadOnlySet<string> CapitalOnly { get; init; } = new HashSet<string>();

    public string CompassBefore { get; init; } = "";

    public string KanjiBefore { get; init; } = "";

    public string KanaBefore { get; init; } = "";

    public string PlaceAfter { get; init; } = "";

    public string NoCompanyKanji { get; init; } = "";

    /// <summary>Reads the file of a kb folder; no words at all where there is none.</summary>
    public static AreaWords Read(string kbDirectory, FindingList findings)
    {
        var path = Path.Combine(kbDirectory, FileName);
        if (!File.Exists(path) || SourceFile.Read(path, FileName, findings) is not { } text || YamlMap.Parse(text, FileName, findings) is not { } map)
        {
            return new AreaWords();
        }

        var words = Read(map);
        map.RejectUnknownKeys();
        return words;
    }

    private static AreaWords Read(YamlMap map) => new()
    {
        BareCities = map.Texts("bare_cities"),
        Spellings = [.. map.MapList("area_spellings").Select(m => (Area(m), Plain(m, "spellings")))],
        Districts = [.. map.MapList("districts").Select(DistrictWords.Read)],
        SharedWards = [.. map.MapList("shared_wards").Select(m => (m.Required("ward") ?? "", m.Texts("areas")))],
        Endings = map.MapList("endings")
            .SelectMany(m => Plain(m, "written").Select(w => (Of: m.Required("of") ?? "", Written: Fold(w))))
            .ToLookup(e => e.Of, e => e.Written, StringComparer.Ordinal),
        WeakNames = Plain(map, "weak_names"),
        OperatorMarks = Folded(map, "operator_marks"),
        NetworkMarks = Folded(map, "network_marks"),
        MarkedAfter = Folded(map, "marked_after"),
        PlacedAfter = Folded(map, "placed_after"),
        PlacedBefore = Folded(map, "placed_before"),
        JoinedBy = map.Texts("joined_by").Select(t => FoldedText.Of($"|{t.Value}|").Text[1..^1]).ToHashSet(StringComparer.Ordinal),
        MarkedBefore = Folded(map, "marked_before"),
        WeakAfter = Folded(map, "weak_after"),
        NegatedAfter = Folded(map, "negated_after"),
        NegatedBefore = Folded(map, "negated_before"),
        CompanyAfter = Folded(map, "company_after"),
        CompanyBefore = Folded(map, "company_before"),
        RetailerAfter = Folded(map, "retailer_after"),
        PersonAfter = Folded(map, "person_after"),
        PersonBefore = Folded(map, "person_before"),
        Surnames = Folded(map, "surnames").ToHashSet(StringComparer.Ordinal),
        PersonEnd = Folded(map, "person_end"),
        PersonJoint = map.Optional("person_joint") ?? "",
        NoPlaces = Folded(map, "no_places"),
        CapitalOnly = Folded(map, "capital_only").ToHashSet(StringComparer.Ordinal),
        CompassBefore = map.Optional("compass_before") ?? "",
        KanjiBefore = map.Optional("kanji_before") ?? "",
        KanaBefore = map.Optional("kana_before") ?? "",
        PlaceAfter = map.Optional("place_after") ?? "",
        NoCompanyKanji = map.Optional("no_company_kanji") ?? "",
    };

    private static Placed<string> Area(YamlMap map) => new(map.Required("area") ?? "", map.PlaceOfKey("area"));

    private static IReadOnlyList<string> Plain(YamlMap map, string key) => [.. map.Texts(key).Select(t => t.Value)];

    /// <summary>A leading blank stays: it is a word's boundary.</summary>
    private static string Fold(string word) => (word.StartsWith(' ') ? " " : "") + FoldedText.Word(word);

    /// <summary>Longest first, so that the first that fits is the longest.</summary>
    private static IReadOnlyList<string> Folded(YamlMap map, string key) =>
        [.. map.Texts(key).Select(t => Fold(t.Value)).OrderByDescending(w => w.Length)];
}

/// <summary>Names of a part of a municipality or prefecture, and the areas it belongs to.</summary>
internal sealed record DistrictWords(
    IReadOnlyList<string> Words, string Prefecture, IReadOnlyList<Placed<string>> Areas, IReadOnlyList<Placed<string>> Of, bool Alone)
{
    public static DistrictWords Read(YamlMap map)
    {
        var words = new DistrictWords(
            [.. map.Texts("words").Select(w => w.Value)],
            map.Required("prefecture") ?? "",
            map.Texts("areas"),
            map.Texts("of"),
            map.Optional("alone") is "yes" or "true");
        map.RejectUnknownKeys();
        return words;
    }
}
