using System.IO.Compression;
using System.Net;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using HelpDesk.Web.Desk;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Web.Tests;

/// <summary>What goes out of the desk: by right, kept in the audit, and harmless in a sheet.</summary>
public sealed partial class DeskDoorTests
{
    private const string Point = "0312345678901234567890";

    [Fact]
    public async Task A_lead_takes_inquiries_out_as_text_and_the_audit_says_so_and_nobody_else_does()
    {
        using var client = Client();
        await OpenAsync("=HYPERLINK(\"http://evil.example\")\nと出ます。02の件");
        var days = "?from=2020-01-01&to=2020-06-01";
        var (agent, _) = await JoinAsync(client, "佐藤", DeskRole.Agent, DeskRole.Reader);
        using (await SignInAsync(client, "佐藤", Password, Code(agent)))
        {
            foreach (var kind in (string[])["csv", "xlsx"])
            {
                (await StatusAsync(client, $"/desk/export/inquiries.{kind}")).ShouldBe(HttpStatusCode.NotFound, kind);
            }
        }

        using var lead = Client();
        var (key, _) = await JoinAsync(lead, "統括", DeskRole.Lead);
        using var entered = await SignInAsync(lead, "統括", Password, Code(key));
        (await StatusAsync(lead, "/desk/export/inquiries.csv?from=2020-01-01&to=2022-01-01")).ShouldBe(HttpStatusCode.NotFound, "longer than a year");
        (await lead.GetStringAsync("/desk/export/inquiries.csv" + days, Stop)).TrimEnd().Split('\n').ShouldHaveSingleItem("nothing was opened then");

        using var csv = await lead.GetAsync("/desk/export/inquiries.csv", Stop);
        csv.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        csv.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var bytes = await csv.Content.ReadAsByteArrayAsync(Stop);
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        text.ShouldContain("'=HYPERLINK");
        text.ShouldContain(Point);

        await using var xlsx = new ZipArchive(new MemoryStream(await lead.GetByteArrayAsync("/desk/export/inquiries.xlsx", Stop)));
        using var sheet = new StreamReader(await xlsx.GetEntry("xl/worksheets/sheet1.xml")!.OpenAsync(Stop));
        var cells = await sheet.ReadToEndAsync(Stop);
        cells.ShouldContain(Point);
        cells.ShouldNotContain("<f>");
        cells.ShouldNotMatch("<v>" + Point);

        (await Audit.ReadAsync(null, Stop)).Where(line => line.What == "exported").Select(line => (line.By, line.On![^4..])).ShouldBe([("統括", "xlsx"), ("統括", ".csv"), ("統括", ".csv")]);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0")]
    [InlineData("-2+3+cmd", "'-2+3+cmd")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("+81 3-1234-5678", "+81 3-1234-5678")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("03-1234-5678", "03-1234-5678")]
    [InlineData("株式会社=", "株式会社=")]
    [InlineData("", "")]
    public void A_formula_is_defused_and_a_telephone_number_stays(string cell, string written) => DeskExports.Defused(cell).ShouldBe(written);

    private async Task OpenAsync(string subject)
    {
        var database = site.Services.GetRequiredService<Storage.Database>();
        await using var context = database.Open();
        context.Add(Ticket.Open("HD-2026-000001", new NewTicket(
            subject, "本文", null, Ticket.HelpDesk, "03", "ja", TicketPriority.Normal, "webchat", "c", "p", null,
            new Dictionary<string, string> { ["supply-point-number"] = Point, ["requester-contact"] = "+81 3-1234-5678" }, [], []), clock.GetUtcNow()));
        await context.SaveChangesAsync(Stop);
    }
}
