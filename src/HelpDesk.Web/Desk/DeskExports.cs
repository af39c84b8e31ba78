using System.Globalization;
using System.Text;
using CsvHelper;
using HelpDesk.Desk;
using HelpDesk.Desk.Hosting;
using HelpDesk.Desk.Reports;
using HelpDesk.Storage.People;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Reports;
using Microsoft.AspNetCore.Http.Features;
using SpreadCheetah;

namespace HelpDesk.Web.Desk;

/// <summary>Inquiries of a period, taken out by who has the right; written as they are read, and kept in the audit. Absent and forbidden look the same.</summary>
internal static class DeskExports
{
    public static void MapExports(this IEndpointRouteBuilder app)
    {
        var exports = app.MapGroup(DeskSetup.Root + "/export").RequireAuthorization(DeskClaims.Policy).ExcludeFromDescription();
        exports.MapGet("/inquiries.xlsx", (HttpContext context, string? from, string? to) => ExportAsync(context, from, to, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", WorkbookAsync));
        exports.MapGet("/inquiries.csv", (HttpContext context, string? from, string? to) => ExportAsync(context, from, to, "csv", "text/csv; charset=utf-8", CsvAsync));
    }

    private delegate Task Writer(Stream into, InquirySheet sheet, IAsyncEnumerable<TicketView> inquiries, CancellationToken cancellation);

    private static async Task ExportAsync(HttpContext context, string? from, string? to, string kind, string type, Writer write)
    {
        var services = context.RequestServices;
        if (DeskClaims.Read(context.User) is not { } person || !person.May(DeskRight.Export) || Viewer.Of(person) is not { } viewer
            || ReportAddress.Read(from, to, services.GetRequiredService<TimeProvider>().GetUtcNow()) is not { } period)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (options, cancellation) = (services.GetRequiredService<DeskOptions>(), context.RequestAborted);
        var texts = DeskTexts.For(options.Language(context.Request));
        var unmasked = person.Scope(DeskRight.SeeNumbers) == RightScope.All;

        // Before the first byte: what was taken out is kept even where the taker hangs up.
        await services.GetRequiredService<DeskAudit>().WriteAsync(person.Name, unmasked ? "exported" : "exported-masked", Name(period, kind), context.Connection.RemoteIpAddress?.ToString(), cancellation);
        // The framework's own archive writes its directory without waiting, some hundred bytes at the end.
        if (context.Features.Get<IHttpBodyControlFeature>() is { } body)
        {
            body.AllowSynchronousIO = true;
        }

        context.Response.ContentType = type;
        context.Response.Headers.ContentDisposition = $"attachment; filename={Name(period, kind)}";
        context.Response.Headers.CacheControl = "no-store";
        await write(context.Response.Body, new InquirySheet(texts, new DeskWords(texts, options), unmasked), services.GetRequiredService<TicketDesk>().ExportAsync(period, viewer, cancellation), cancellation);
    }

    private static string Name(ReportPeriod period, string kind) => $"inquiries-{ReportAddress.Day(period.From)}-{ReportAddress.Day(period.To)}.{kind}";

    private static async Task WorkbookAsync(Stream into, InquirySheet sheet, IAsyncEnumerable<TicketView> inquiries, CancellationToken cancellation)
    {
        await using var workbook = await Spreadsheet.CreateNewAsync(into, cancellationToken: cancellation);
        await workbook.StartWorksheetAsync("inquiries", token: cancellation);
        await workbook.AddHeaderRowAsync([.. sheet.Names], token: cancellation);
        await foreach (var inquiry in inquiries.WithCancellation(cancellation))
        {
            await workbook.AddRowAsync([.. sheet.Row(inquiry).Select(cell => new DataCell(Cell(cell)))], cancellation);
        }

        await workbook.FinishAsync(cancellation);
    }

    private static async Task CsvAsync(Stream into, InquirySheet sheet, IAsyncEnumerable<TicketView> inquiries, CancellationToken cancellation)
    {
        // With the mark by which Excel knows UTF-8.
        await using var text = new StreamWriter(into, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        foreach (var name in sheet.Names)
        {
            csv.WriteField(name);
        }

        await csv.NextRecordAsync();
        await foreach (var inquiry in inquiries.WithCancellation(cancellation))
        {
            foreach (var cell in sheet.Row(inquiry))
            {
                csv.WriteField(Defused(cell));
            }

            await csv.NextRecordAsync();
        }
    }

    /// <summary>A sheet takes no longer text, and no control signs.</summary>
    private static string Cell(string text)
    {
        var clean = string.Concat(text.Where(c => !char.IsControl(c) || c is '\n' or '\t'));
        return clean.Length <= LongestCell ? clean : clean[..(char.IsHighSurrogate(clean[LongestCell - 1]) ? LongestCell - 1 : LongestCell)];
    }

    private const int LongestCell = 32_767;

    /// <summary>What a sheet would take for a formula begins with an apostrophe; a telephone number (+81 …) or a negative number is none.</summary>
    internal static string Defused(string cell) =>
        cell.Length > 0 && cell[0] is '=' or '@' or '+' or '-' or '\t' or '\r' or '\n' or '＝' or '＠' or '＋' or '－' && !IsNumber(cell) ? "'" + cell : cell;

    private static bool IsNumber(string cell) => cell[0] is '+' or '-' && !cell.AsSpan(1).ContainsAnyExcept("0123456789 ()-.,");
}
