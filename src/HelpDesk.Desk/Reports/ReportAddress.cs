using System.Globalization;
using HelpDesk.Ticketing.Reports;

namespace HelpDesk.Desk.Reports;

/// <summary>Which report a page is about, in its address.</summary>
public static class ReportAddress
{
    /// <summary>Days where none are named.</summary>
    public const int UsualDays = 28;

    /// <summary>Null where the days cannot be read or are too many.</summary>
    public static ReportPeriod? Read(string? from, string? to, DateTimeOffset now) =>
        from is null && to is null ? ReportPeriod.Last(UsualDays, now)
        : DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var one)
            && DateOnly.TryParseExact(to, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var other) ? ReportPeriod.Of(one, other) : null;

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Of(string page, ReportPeriod period) => $"{page}?from={Day(period.From)}&to={Day(period.To)}";

    /// <summary>The list behind a number.</summary>
    public static string Cell(ReportPeriod period, string table, int row, int cell) =>
        string.Create(CultureInfo.InvariantCulture, $"{Of("/desk/reports/list", period)}&table={table}&row={row}&cell={cell}");

    public static IReadOnlyList<ReportRow>? Table(Report report, string? table) => table switch
    {
        "flow" => report.Flow,
        "backlog" => report.Backlog,
        "targets" => report.Targets,
        "arrivals" => report.Arrivals,
        "symptoms" => report.Symptoms,
        "waiting" => report.Waiting,
        _ => null,
    };
}
