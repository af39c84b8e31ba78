using System.Numerics;
using HelpDesk.Sources;

namespace HelpDesk.Ticketing.Routing;

/// <summary>The tables of a kb folder that name areas and places, as read; a missing one is empty.</summary>
internal sealed record AreaTables(
    IReadOnlyList<Area> Areas,
    IReadOnlyList<CsvRow> AreaRows,
    IReadOnlyList<CsvRow> AmbiguousRows,
    IReadOnlyList<CsvRow> PrefectureRows,
    IReadOnlyList<CsvRow> MunicipalityRows,
    AreaWords Words,
    FindingList Findings)
{
    public static AreaTables Read(string kbDirectory, FindingList findings)
    {
        var areaRows = Rows("areas.csv", "code", "area");
        return new AreaTables(
            [.. areaRows.Select(r => new Area(r["code"], r["area"], r["area_en"], r["operator"], r["operator_en"], r["site"]))],
            areaRows,
            Rows("ambiguous-areas.csv", "alias", "codes"),
            Rows("prefectures.csv", "prefecture", "short"),
            Rows("municipalities.csv", "municipality", "prefecture", "area"),
            AreaWords.Read(kbDirectory, findings),
            findings);

        IReadOnlyList<CsvRow> Rows(string file, params string[] required)
        {
            var path = Path.Combine(kbDirectory, file);
            return File.Exists(path) ? CsvSource.Read(path, file, findings, required) : [];
        }
    }

    /// <summary>The bit of an area code; 0 and an error where areas.csv has no such code.</summary>
    public uint Bit(string code, Place place)
    {
        for (var i = 0; i < Areas.Count && i < 32; i++)
        {
            if (Areas[i].Code == code)
            {
                return 1u << i;
            }
        }

        Findings.Error(place, "KB065", code, string.Join(", ", Areas.Select(a => a.Code)));
        return 0;
    }

    public uint Bits(IEnumerable<Placed<string>> codes) => codes.Aggregate(0u, (bits, code) => bits | Bit(code.Value, code.Place));

    public string? CodeOf(uint bit) => bit == 0 ? null : Areas[BitOperations.TrailingZeroCount(bit)].Code;

    public IReadOnlyList<string> CodesOf(uint bits) => [.. Areas.Where((_, i) => i < 32 && (bits & (1u << i)) != 0).Select(a => a.Code)];
}
