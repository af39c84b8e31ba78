using System.Text.RegularExpressions;
using HelpDesk.Sources;

namespace HelpDesk.Ticketing.Routing;

/// <summary>
/// Finds which operator's area a text is about: by supply point number, else by the operators, places and areas it names.
/// Reads areas.csv, ambiguous-areas.csv, prefectures.csv, municipalities.csv and area-words.yaml of the kb folder once;
/// a file that is not there adds nothing. Safe to use from many threads.
/// </summary>
public sealed partial class AreaFinder
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

        var folded = FoldedText.Of(text);
        return AreaVerdict.Of(WithoutDenied(folded.Text, scanner.Scan(folded, areNames)), tables);
    }

    /// <summary>«東京じゃないな、浜松です», «not Tokyo but Chubu»: what is taken back is not meant, where something else is named.</summary>
    private static List<AreaMention> WithoutDenied(string text, List<AreaMention> mentions)
    {
        // What is denied once is not meant where it was named before either («東京って書きましたけど東京じゃなくて浜松»).
        var denied = mentions.Where(mention => IsDenied(text, mention, mentions)).Select(mention => mention.Words).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var meant = mentions.Where(mention => !denied.Contains(mention.Words)).ToList();
        return meant.Count > 0 ? meant : mentions;
    }

    private static bool IsDenied(string text, AreaMention mention, List<AreaMention> mentions)
    {
        var next = mentions.Where(other => other.From >= mention.To).Select(other => other.From).DefaultIfEmpty(text.Length).Min();
        return Denial().IsMatch(text.AsSpan(mention.To, next - mention.To)) || EnglishDenial().IsMatch(text.AsSpan(0, mention.From));
    }

    // The copula denied, in the same sentence and soon after the name. «東京じゃないですか?» asks: «です» and «か» do not follow what is taken back.
    [GeneratedRegex("^[^。.!?]{0,10}?(?:では|じゃ|でも|で)な(?:い(?!です|でしょう|の?か)|く|かった)")]
    private static partial Regex Denial();

    [GeneratedRegex(@"\bnot(?: in| for| from| at| the){0,2} $")]
    private static partial Regex EnglishDenial();
}
