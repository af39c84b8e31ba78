using System.Globalization;
using HelpDesk.Sources;

namespace HelpDesk.Ticketing.Calendar;

/// <summary>Holidays and the days for which the list speaks; outside of them nobody knows.</summary>
/// <param name="Known">First and last day, both inside; null where the list holds no complete year.</param>
internal sealed record Holidays(IReadOnlyDictionary<DateOnly, string> Names, (DateOnly First, DateOnly Last)? Known)
{
    public static Holidays None { get; } = new(new Dictionary<DateOnly, string>(), null);
}

/// <summary>Reads holidays.json. JSON is YAML too, and the YAML reader knows line and column.</summary>
internal static class HolidayFile
{
    public const string Name = "holidays.json";

    /// <summary>The holiday act names 16 days. A year with fewer was begun and not finished, so its other days prove nothing.</summary>
    private const int FewestInAYear = 16;

    public static Holidays Parse(string json, FindingList findings)
    {
        if (YamlMap.Parse(json, Name, findings) is not { } root)
        {
            return Holidays.None;
        }

        _ = root.Optional("source");
        if (root.Required("tz") is { } zone && zone != "Asia/Tokyo")
        {
            findings.Error(root.PlaceOfKey("tz"), "KB071", zone);
        }

        if (!root.Has("holidays"))
        {
            findings.Error(root.Place, "KB004", "holidays");
        }

        var names = root.Map("holidays") is { } days ? ReadDays(days, findings) : [];
        root.RejectUnknownKeys();
        return new Holidays(names, KnownDays(names, root.PlaceOfKey("holidays"), findings));
    }

    private static Dictionary<DateOnly, string> ReadDays(YamlMap days, FindingList findings)
    {
        var names = new Dictionary<DateOnly, string>();
        foreach (var (key, name) in days.Pairs())
        {
            if (DateOnly.TryParseExact(key.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                names[date] = name;
            }
            else
            {
                findings.Error(key.Place, "KB070", key.Value);
            }
        }

        return names;
    }

    private static (DateOnly, DateOnly)? KnownDays(Dictionary<DateOnly, string> names, Place place, FindingList findings)
    {
        if (names.Count == 0)
        {
            return null;
        }

        var (first, last) = (names.Keys.Min().Year, names.Keys.Max().Year);
        for (var year = first; year <= last; year++)
        {
            var count = names.Keys.Count(date => date.Year == year);
            if (count < FewestInAYear)
            {
                findings.Error(place, "KB073", Text(year), Text(count), Text(FewestInAYear));
                last = year - 1;
            }
        }

        return last < first ? null : (new DateOnly(first, 1, 1), new DateOnly(last, 12, 31));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
