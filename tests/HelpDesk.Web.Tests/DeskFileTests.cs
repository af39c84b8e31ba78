using System.Net;
using HelpDesk.Attachments.Store;
using HelpDesk.Storage.Model;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Web.Tests;

/// <summary>Files of inquiries at the desk: opened by right, kept in the audit, and run by no browser.</summary>
public sealed partial class DeskDoorTests
{
    [Fact]
    public async Task A_file_of_an_inquiry_is_opened_by_who_may_see_personal_data_there_and_the_audit_says_so()
    {
        var (sent, noted, loose) = (await FileAsync("画面.txt", "HD-2026-000001"), await FileAsync("メモ.txt", "HD-2026-000001"), await FileAsync("別.txt", null));
        await using (var context = site.Services.GetRequiredService<Storage.Database>().Open())
        {
            var ticket = Ticket.Open("HD-2026-000001", new NewTicket(
                "件名", "本文", null, Ticket.HelpDesk, "03", "ja", TicketPriority.Normal, "webchat", "c", "p", null, new Dictionary<string, string>(), [], [], [Held(sent)]), clock.GetUtcNow());
            ticket.AddNote("メモ", "加藤", clock.GetUtcNow(), Held(noted)).ShouldBeNull();
            context.Add(ticket);
            await context.SaveChangesAsync(Stop);
        }

        using var stranger = Client();
        (await StatusAsync(stranger, "/desk/files/" + sent.Id)).ShouldBe(HttpStatusCode.Redirect);
        foreach (var (name, role, team, expected) in ((string, DeskRole, string, HttpStatusCode)[])
        [
            ("閲覧", DeskRole.Reader, Ticket.HelpDesk, HttpStatusCode.NotFound), ("別班", DeskRole.Agent, "another-team", HttpStatusCode.NotFound),
            ("管理", DeskRole.Admin, Ticket.HelpDesk, HttpStatusCode.NotFound), ("佐藤", DeskRole.Agent, Ticket.HelpDesk, HttpStatusCode.OK),
        ])
        {
            using var client = Client();
            var (key, _) = await JoinAsync(client, name, [role], team);
            using var entered = await SignInAsync(client, name, Password, Code(key));
            (await StatusAsync(client, "/desk/files/" + sent.Id)).ShouldBe(expected, name);
            (await StatusAsync(client, "/desk/files/" + noted.Id)).ShouldBe(expected, name);
            (await StatusAsync(client, "/desk/files/" + loose.Id)).ShouldBe(HttpStatusCode.NotFound, "no inquiry holds it");
            (await StatusAsync(client, "/desk/files/..%2Fhelpdesk.db")).ShouldBe(HttpStatusCode.NotFound);
            var page = await client.GetAsync("/desk/inquiries/HD-2026-000001", Stop);
            (await page.Content.ReadAsStringAsync(Stop)).Contains("/desk/files/" + sent.Id, StringComparison.Ordinal).ShouldBe(expected == HttpStatusCode.OK, name);
            if (expected == HttpStatusCode.OK)
            {
                using var file = await client.GetAsync("/desk/files/" + sent.Id, Stop);
                (await file.Content.ReadAsStringAsync(Stop)).ShouldBe("画面.txt");
                file.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
                file.Headers.CacheControl!.NoStore.ShouldBeTrue();
                file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment", "only pictures are shown");
            }
        }

        (await Audit.ReadAsync(null, Stop)).Where(line => line.What == "read-personal-data").Select(line => (line.By, line.On)).ShouldBe(Enumerable.Repeat(("佐藤", (string?)"HD-2026-000001"), 3));
    }

    private static Attachment Held(FileRow file) => new(file.Id, file.Name, file.ContentType, file.Size, file.Id);

    private async Task<FileRow> FileAsync(string name, string? ticket)
    {
        var row = new FileRow { Id = FileStore.NewName(), Name = name, ContentType = "text/plain; charset=utf-8", Size = 10, Channel = "webchat", Conversation = "c", Person = "p", At = clock.GetUtcNow(), Ticket = ticket, AcceptedAt = clock.GetUtcNow() };
        (await site.Services.GetRequiredService<FileStore>().SaveAsync(row.Id, System.Text.Encoding.UTF8.GetBytes(name), Stop)).Failure.ShouldBeNull();
        await using var context = site.Services.GetRequiredService<Storage.Database>().Open();
        context.Files.Add(row);
        await context.SaveChangesAsync(Stop);
        return row;
    }
}
