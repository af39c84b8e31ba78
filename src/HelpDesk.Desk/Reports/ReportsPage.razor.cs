using System.Globalization;
using HelpDesk.Storage.Learning;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Reports;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Desk.Reports;

/// <summary>How the desk does: figures that each open the list behind them.</summary>
public sealed partial class ReportsPage
{
    private const int MostGaps = 10;

    private Report? report;
    private IReadOnlyList<BotVisit>? visits;
    private IReadOnlyList<Gap>? gaps;
    private string[] ages = [];
    private (string Name, IReadOnlyList<int> Counts)[] backlog = [];
    private bool looked, wrongDays, own;

    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    protected override Task OnParametersSetAsync() => LookAsync();

    protected override async Task LookAsync()
    {
        if (Viewer is { } viewer && Person is { } person && person.May(DeskRight.SeeReports))
        {
            var period = ReportAddress.Read(From, To, Time.GetUtcNow());
            (wrongDays, own) = (period is null, person.Scope(DeskRight.SeeReports) == RightScope.Own);
            ages = [.. Enum.GetValues<BacklogAge>().Select(age => Texts.Get("reports.age" + ((int)age).ToString(CultureInfo.InvariantCulture)))];
            if (period is not null)
            {
                report = await Desk.ReportAsync(period, own ? person.Name : null, viewer, Gone);
                backlog = [.. report.Backlog.Select(row => (Texts.Get("acts." + row.Name), (IReadOnlyList<int>)[.. row.Cells.Select(cell => cell.Count)]))];
                visits = person.Scope(DeskRight.SeeReports) == RightScope.All ? await Desk.BotVisitsAsync(period, Gone) : null;
                gaps = person.May(DeskRight.SeeGaps) ? await Unanswered.FindAsync(MostGaps, Gone) : null;
            }
        }

        looked = true;
    }

    private RenderFragment Counts(string table, IReadOnlyList<ReportRow> rows, string what, IReadOnlyList<string> columns, Func<string, string> name) => builder =>
    {
        builder.OpenComponent<CountTable>(0);
        builder.AddComponentParameter(1, nameof(CountTable.Period), report!.Period);
        builder.AddComponentParameter(2, nameof(CountTable.Table), table);
        builder.AddComponentParameter(3, nameof(CountTable.Rows), rows);
        builder.AddComponentParameter(4, nameof(CountTable.What), what);
        builder.AddComponentParameter(5, nameof(CountTable.Columns), columns);
        builder.AddComponentParameter(6, nameof(CountTable.Name), name);
        builder.CloseComponent();
    };

    /// <summary>Of those whose time is over: the rest may still become either.</summary>
    private string MetShare(string target)
    {
        var cells = report!.Targets.First(row => row.Name == target).Cells;
        var (met, missed) = (cells[0].Count, cells[1].Count);
        return met + missed == 0 ? "" : " " + Texts.Get("reports.metShare", Share(met, met + missed), (met + missed).ToString(CultureInfo.InvariantCulture));
    }

    private static string Share(int count, int of) => of == 0 ? "" : (count / (double)of).ToString("P0", CultureInfo.InvariantCulture);

    private int Heat(int count)
    {
        var most = report!.Arrivals.SelectMany(row => row.Cells).Max(cell => cell.Count);
        return count == 0 ? 0 : 1 + (3 * (count - 1) / Math.Max(1, most));
    }

    private static string ShortDay(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("M/d", CultureInfo.InvariantCulture);
}
