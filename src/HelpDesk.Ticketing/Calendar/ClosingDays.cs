using System.Globalization;
using HelpDesk.Sources;

namespace HelpDesk.Ticketing.Calendar;

/// <summary>One stretch of days on which the desk is closed though it is no holiday, both ends inside; it may run over the year's end.</summary>
/// <param name="Year">Of the first day; null: every year.</param>
public sealed record ClosingDays(int? Year, int FromMonth, int FromDay, int ToMonth, int ToDay, string Name, string? NameEn)
{
    /// <summary>As <c>closing-days.yaml</c> of a kb folder names them.</summary>
    public const string FileName = "closing-days.yaml";

    /// <summary>Days of one stretch. A desk that is closed for longer has not been given the days that were meant.</summary>
    public const int Longest = 31;

    private const int LeapYear = 2024;

    public string NameIn(string language) => language == "en" && NameEn is not null ? NameEn : Name;

    public bool Holds(DateOnly date)
    {
        var begins = Year ?? (OverYearsEnd && Number(date.Month, date.Day) <= Number(ToMonth, ToDay) ? date.Year - 1 : date.Year);
        return Year is null
            ? OverYearsEnd ? Number(date.Month, date.Day) >= Number(FromMonth, FromDay) || Number(date.Month, date.Day) <= Number(ToMonth, ToDay) : IsWithin(date)
            : (date.Year == begins && (OverYearsEnd ? Number(date.Month, date.Day) >= Number(FromMonth, FromDay) : IsWithin(date)))
              || (OverYearsEnd && date.Year == begins + 1 && Number(date.Month, date.Day) <= Number(ToMonth, ToDay));
    }

    /// <summary>Reads the file; without it the desk has no closing days of its own.</summary>
    public static IReadOnlyList<ClosingDays> Read(string kbDirectory, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var path = Path.Combine(kbDirectory, FileName);
        if (!File.Exists(path) || SourceFile.Read(path, FileName, findings) is not { } yaml || YamlMap.Parse(yaml, FileName, findings) is not { } root)
        {
            return [];
        }

        var all = root.MapList("closed").Select(map => One(map, findings)).OfType<ClosingDays>().ToList();
        root.RejectUnknownKeys();
        return all;
    }

    private static ClosingDays? One(YamlMap map, FindingList findings)
    {
        var (from, to, name, english) = (map.Required("from"), map.Required("to"), map.Required("name"), map.Optional("name_en"));
        map.RejectUnknownKeys();
        if (from is null || to is null || name is null)
        {
            return null;
        }

        var (first, last) = (Day(from, map.PlaceOfKey("from"), findings), Day(to, map.PlaceOfKey("to"), findings));
        if (first is not { } start || last is not { } end)
        {
            return null;
        }

        var days = new ClosingDays(start.Year, start.Date.Month, start.Date.Day, end.Date.Month, end.Date.Day, name, english);
        if (start.Year is null != end.Year is null || (start.Year is { } year && end.Year != (days.OverYearsEnd ? year + 1 : year)) || days.Length > Longest)
        {
            findings.Error(map.PlaceOfKey("to"), "KB075", from, to, Longest.ToString(CultureInfo.InvariantCulture));
            return null;
        }

        return days;
    }

    /// <summary>«12-29», each year, or «2027-08-12», once.</summary>
    private static (int? Year, DateOnly Date)? Day(string text, Place place, FindingList findings)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return (date.Year, date);
        }

        if (DateOnly.TryParseExact($"{LeapYear}-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
        {
            return (null, date);
        }

        findings.Error(place, "KB074", text);
        return null;
    }

    private bool OverYearsEnd => Number(ToMonth, ToDay) < Number(FromMonth, FromDay);

    private int Length => new DateOnly(LeapYear + (OverYearsEnd ? 1 : 0), ToMonth, OverYearsEnd && ToMonth == 2 ? Math.Min(ToDay, 28) : ToDay).DayNumber - new DateOnly(LeapYear, FromMonth, FromDay).DayNumber + 1;

    private bool IsWithin(DateOnly date) => Number(date.Month, date.Day) is var number && number >= Number(FromMonth, FromDay) && number <= Number(ToMonth, ToDay);

    private static int Number(int month, int day) => (month * 100) + day;
}
