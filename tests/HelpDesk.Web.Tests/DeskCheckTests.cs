using System.Net;
using HelpDesk.Storage.Desk;
using HelpDesk.Storage.Files;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Web.Tests;

/// <summary>A reply that waits for a second person, on the pages and at the files of the desk.</summary>
public sealed partial class DeskDoorTests
{
    [Fact]
    public async Task A_reply_that_waits_and_its_file_are_seen_by_who_checks_and_by_nobody_else()
    {
        const string number = "0498765432109876543210";
        await using (var context = site.Services.GetRequiredService<Storage.Database>().Open())
        {
            context.Add(Ticket.Open("HD-2026-000001", new NewTicket("件名", "本文", null, Ticket.HelpDesk, "03", "ja", TicketPriority.Normal, "webchat", "c", "p", null, new Dictionary<string, string>(), [], []), clock.GetUtcNow()));
            await context.SaveChangesAsync(Stop);
        }

        using var author = Client();
        var (key, _) = await JoinAsync(author, "佐藤", DeskRole.Agent);
        using var entered = await SignInAsync(author, "佐藤", Password, Code(key));
        var user = (await People.ListAsync(Stop)).Single();
        var person = new DeskPerson(user.Id, "佐藤", user.Roles, user.Teams);
        var token = Field(await author.GetStringAsync("/desk/inquiries/HD-2026-000001", Stop), "__RequestVerificationToken");
        (await SendAsync(author, "HD-2026-000001/reply", "手順.txt", "手順です", token)).ShouldBe("");
        var sends = site.Services.GetRequiredService<DeskSends>();
        var held = (await sends.SendAsync("HD-2026-000001", person, Viewer.Of(person)!, $"番号 {number} の手順です。", AfterReply.Nothing, null, Stop)).ShouldBeOfType<WillBeChecked>();
        var file = (await site.Services.GetRequiredService<DeskFiles>().OfWaitingAsync([held.Id], DraftKind.Reply, Stop))[held.Id].Single();
        var own = await author.GetStringAsync("/desk/inquiries/HD-2026-000001", Stop);
        own.ShouldContain("確認待ち");
        own.ShouldContain(number, Case.Sensitive, "they wrote it");
        (await SendAsync(author, file.Id + "/remove", "", "", token)).ShouldNotBe("NotFound");
        (await StatusAsync(author, "/desk/files/" + file.Id)).ShouldBe(HttpStatusCode.OK, "what waits with a reply is not taken off");

        foreach (var (name, role, team, mayOpen, mayCheck, sees) in ((string, DeskRole, string, bool, bool, bool)[])
        [
            ("伊藤", DeskRole.Agent, Ticket.HelpDesk, true, true, true), ("統括", DeskRole.Lead, "x", true, true, true), ("閲覧", DeskRole.Reader, Ticket.HelpDesk, false, false, true),
            ("別班", DeskRole.Agent, "another-team", false, false, false), ("管理", DeskRole.Admin, Ticket.HelpDesk, false, false, false),
        ])
        {
            using var client = Client();
            var (one, _) = await JoinAsync(client, name, [role], team);
            using var came = await SignInAsync(client, name, Password, Code(one));
            (await StatusAsync(client, "/desk/files/" + file.Id)).ShouldBe(mayOpen ? HttpStatusCode.OK : HttpStatusCode.NotFound, name);
            var (list, queue, inquiry) = (await client.GetStringAsync("/desk/checks", Stop), await client.GetStringAsync("/desk", Stop), await (await client.GetAsync("/desk/inquiries/HD-2026-000001", Stop)).Content.ReadAsStringAsync(Stop));
            list.Contains("HD-2026-000001", StringComparison.Ordinal).ShouldBe(sees, name);
            list.Contains("確認できます", StringComparison.Ordinal).ShouldBe(mayCheck, name);
            queue.Contains("chip bad\">確認待ち", StringComparison.Ordinal).ShouldBe(sees, name);
            inquiry.Contains($"id=\"held-{held.Id}\"", StringComparison.Ordinal).ShouldBe(sees, name);
            inquiry.Contains("data-key=\"y\"", StringComparison.Ordinal).ShouldBe(mayCheck, name);
            (list + queue + inquiry).ShouldNotContain(number, Case.Sensitive, "hidden until it is asked for");
        }

        (await Audit.ReadAsync(null, Stop)).Where(line => line.What == "read-personal-data").Select(line => line.By).ShouldBe(["統括", "伊藤"]);
    }
}
