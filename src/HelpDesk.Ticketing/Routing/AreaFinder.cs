using HelpDesk.Sources;

namespace HelpDesk.Ticketing.Routing;

/// <summary>
/// Finds which operator's area a text is about: by supply point number, else by the operators, places and areas it names.
/// Reads areas.csv, ambiguous-areas.csv, prefectures.csv, municipalities.csv and area-words.yaml of the kb folder once;
/// a file that is not there adds nothing. Safe to use from many threads.
/// </summary>
public sealed class AreaFinder
{
    /// <summary>Between the parts of one place: «の», « city, ».</summary>
    private const int PlaceGap = 8;

    private static readonly System.Buffers.SearchValues<char> SentenceEnds = System.Buffers.SearchValues.Create("。.!?\n");

    private readonly AreaTables tables;
    private readonly AreaScanner scanner;
    private readonly Lazy<Dictionary<string, IReadOnlyList<(string Municipality, string AreaCode)>>> exceptions;

    private AreaFinder(AreaTables tables)
    {
        this.tables = tables;
        scanner = new AreaScanner(AreaDictionary.Build(tables), tables.Words);
        exceptions = new(AllExceptions);
    }

    public IReadOnlyList<Area> Areas => tables.Areas;

    public static AreaFinder Read(string kbDirectory, FindingList findings) => new(AreaTables.Read(kbDirectory, findings));

    /// <summary>The area of a code; null where areas.csv has none.</summary>
    public Area? ByCode(string code) => tables.Areas.FirstOrDefault(area => area.Code == code);

    /// <summary>
    /// Municipalities of a prefecture that belong to another area than most of it, or parts of a municipality that two operators share (旧富士川町区域 of 富士市), with their area's code;
    /// empty for any other name.
    /// </summary>
    public IReadOnlyList<(string Municipality, string AreaCode)> Exceptions(string place)
    {
        ArgumentNullException.ThrowIfNull(place);
        var (all, at) = (exceptions.Value, place.AsSpan().IndexOfAny(PrefectureEnds) + 1);
        return all.GetValueOrDefault(place) ?? (at > 1 && at < place.Length ? all.GetValueOrDefault(place[at..]) : null) ?? [];
    }

    /// <summary>How names of prefectures end: «静岡県富士市».</summary>
    private static readonly System.Buffers.SearchValues<char> PrefectureEnds = System.Buffers.SearchValues.Create("都道府県");

    /// <summary>Of every prefecture, by its name and by its short one.</summary>
    private Dictionary<string, IReadOnlyList<(string Municipality, string AreaCode)>> AllExceptions()
    {
        var all = new Dictionary<string, IReadOnlyList<(string Municipality, string AreaCode)>>(StringComparer.Ordinal);
        var municipalities = tables.MunicipalityRows.ToLookup(row => row["prefecture"]);
        foreach (var row in tables.PrefectureRows)
        {
            var of = municipalities[row["prefecture"]].ToList();
            var most = of.GroupBy(one => one["area"]).OrderByDescending(group => group.Count()).Select(group => group.Key).FirstOrDefault();
            List<(string Municipality, string AreaCode)> others = [.. of.Where(one => one["area"] != most).Select(one => (one["municipality"], one["area"]))];
            all.TryAdd(row["prefecture"], others);
            all.TryAdd(row["short"], others);
        }

        // «旧富士川町区域(富士川以西)は中部»: the part, and whose it is.
        foreach (var row in tables.MunicipalityRows.Where(row => row["alt_area"].Length > 0 && row["note"].LastIndexOf('は') > 0))
        {
            all.TryAdd(row["municipality"], [(row["note"][..row["note"].LastIndexOf('は')], row["alt_area"])]);
        }

        return all;
    }

    /// <param name="areNames">Whether a stretch of the text (from, to) is one or more names, not a piece of other words; asked of names in kana. Null: all are.</param>
    public AreaFinding Find(string text, Func<int, int, bool>? areNames = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var numbers = SupplyPointNumber.Find(text).Where(number => number.AreaCode is not null).ToList();
        if (numbers.Count > 0)
        {
            var codes = numbers.Select(number => number.AreaCode!).Distinct().Order(StringComparer.Ordinal).ToList();
            var evidence = numbers[0].Masked;
            return codes.Count == 1
                ? new AreaFinding(AreaOutcome.Decided, codes[0], [], evidence, AreaEvidenceKind.SupplyPointNumber)
                : new AreaFinding(AreaOutcome.Ambiguous, null, codes, evidence, AreaEvidenceKind.SupplyPointNumber);
        }

        var folded = FoldedText.Of(text);
        var mentions = scanner.Scan(folded, areNames);
        var places = mentions.Where(mention => mention.Meaning.IsPlace && mention.Weight != MentionWeight.Weak).ToList();
        var finding = AreaVerdict.Of(mentions, tables);
        // «沼津です。中部電力パワーグリッドでいい?», «小浜です。北陸さんか関西さんか迷っています»: who is asked about is no evidence where a place says whose area it is.
        if (places.Count > 0 && mentions.Where(mention => mention.Meaning.IsPlace || !(IsAskedAbout(mention, folded.Text) || IsSpokenTo(mention, folded.Text) || HasAlternative(mention, mentions, folded.Text))).ToList() is { } told
            && told.Count < mentions.Count && AreaVerdict.Of(told, tables) is { Outcome: AreaOutcome.Decided } decided)
        {
            finding = decided;
        }

        return finding.Outcome == AreaOutcome.None || places.Count == 0 ? finding : finding with { Place = PlaceOf(places, finding, folded) };
    }

    /// <summary>It stands in a sentence that asks: «…?», «…か».</summary>
    private static bool IsAskedAbout(AreaMention mention, string text)
    {
        var end = text.AsSpan(mention.To).IndexOfAny(SentenceEnds);
        var sentence = end < 0 ? text.AsSpan(mention.To) : text.AsSpan(mention.To, end);
        return (end >= 0 && text[mention.To + end] == '?') || sentence.TrimEnd().EndsWith("か");
    }

    /// <summary>«北陸さんに電話したら»: somebody, not where something is.</summary>
    private bool IsSpokenTo(AreaMention mention, string text) => tables.Words.PersonAfter.Any(word =>
        string.CompareOrdinal(text, mention.To, word, 0, word.Length) == 0
        && (mention.To + word.Length == text.Length || !tables.Words.PersonJoint.Contains(text[mention.To + word.Length], StringComparison.Ordinal)));

    /// <summary>Its sentence names another that shares no area with it.</summary>
    private static bool HasAlternative(AreaMention mention, List<AreaMention> all, string text) => all.Exists(other =>
        !other.Meaning.IsPlace && (other.Meaning.Possible & mention.Meaning.Possible) == 0
        && !text[Math.Min(mention.From, other.From)..Math.Max(mention.From, other.From)].AsSpan().ContainsAny(SentenceEnds));

    /// <summary>The place in all its parts, as written: «岐阜県飛騨市の神岡町», «Fujieda city, Shizuoka». Null where the area was not said by a place.</summary>
    private static string? PlaceOf(List<AreaMention> places, AreaFinding finding, FoldedText folded)
    {
        var at = places.FindIndex(place => place.Words == finding.Evidence);
        if (at < 0)
        {
            return null;
        }

        var (first, last) = (at, at);
        while (first > 0 && Adjoin(places[first - 1], places[first], folded.Text))
        {
            first--;
        }

        while (last + 1 < places.Count && Adjoin(places[last], places[last + 1], folded.Text))
        {
            last++;
        }

        return folded.SourceOf(places[first].From, places[first..(last + 1)].Max(place => place.To));
    }

    private static bool Adjoin(AreaMention before, AreaMention after, string text)
    {
        var between = after.From <= before.To ? "" : text[before.To..after.From];
        return between.Length <= PlaceGap && !between.AsSpan().ContainsAny(SentenceEnds) && (between.Length <= 1 || between.All(c => c is ' ' or ',' || char.IsAsciiLetter(c)));
    }
}
