using HelpDesk.Sources;

namespace HelpDesk.Ticketing.Routing;

/// <summary>
/// Finds which operator's area a text is about: by supply point number, else by the operators, places and areas it names.
/// Reads areas.csv, ambiguous-areas.csv, prefectures.csv, municipalities.csv and area-words.yaml of the kb folder once;
/// a file that is not there adds nothing. Safe to use from many threads.
/// </summary>
public sealed class AreaFinder
{
    private readonly AreaTables tables;
    private readonly AreaScanner scanner;

    private AreaFinder(AreaTables tables)
    {
        this.tables = tables;
        scanner = new AreaScanner(AreaDictionary.Build(tables), tables.Words);
    }

    public IReadOnlyList<Area> Areas => tables.Areas;

    public static AreaFinder Read(string kbDirectory, FindingList findings) => new(AreaTables.Read(kbDirectory, findings));

    /// <summary>The area of a code; null where areas.csv has none.</summary>
    public Area? ByCode(string code) => tables.Areas.FirstOrDefault(area => area.Code == code);

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

        var mentions = scanner.Scan(FoldedText.Of(text), areNames);
        return AreaVerdict.Of(mentions, tables);
    }
}
