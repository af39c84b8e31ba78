using System.Net;
using HelpDesk.Attachments;
using HelpDesk.Attachments.Store;
using HelpDesk.Storage.Desk;
using HelpDesk.Storage.Files;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Tickets;
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

    [Fact]
    public async Task An_agents_files_go_with_the_reply_to_its_requester_and_with_the_note_to_agents_alone()
    {
        await using (var context = site.Services.GetRequiredService<Storage.Database>().Open())
        {
            foreach (var (number, channel, conversation) in ((string, string, string)[])[("HD-2026-000001", "webchat", "c"), ("HD-2026-000002", "msteams", "19:g@thread.v2|p"), ("HD-2026-000003", "msteams", "personal|p")])
            {
                context.Add(Ticket.Open(number, new NewTicket("件名", "本文", null, Ticket.HelpDesk, "03", "ja", TicketPriority.Normal, channel, conversation, "p", null, new Dictionary<string, string>(), [], []), clock.GetUtcNow()));
            }

            await context.SaveChangesAsync(Stop);
        }

        using var client = Client();
        var (key, _) = await JoinAsync(client, "佐藤", DeskRole.Agent);
        using var entered = await SignInAsync(client, "佐藤", Password, Code(key));
        var token = Field(await client.GetStringAsync("/desk/inquiries/HD-2026-000001", Stop), "__RequestVerificationToken");
        var me = (await People.ListAsync(Stop)).Single(one => one.DisplayName == "佐藤");
        var own = site.Services.GetRequiredService<DeskFiles>();

        (await SendAsync(client, "HD-2026-000001/reply", "手順.txt", "手順です", "no token")).ShouldBe("NotFound");
        (await SendAsync(client, "HD-2026-000002/reply", "手順.txt", "手順です", token)).ShouldBe("NotFound", "a group in Teams takes none");
        (await SendAsync(client, "HD-2026-000003/reply", "手順.txt", "手順です", token)).ShouldBe("", "a person's own chat in Teams does");
        (await SendAsync(client, "HD-2026-000001/reply", "悪い.png", "MZ", token)).ShouldContain("悪い.png");
        (await SendAsync(client, "HD-2026-000001/reply", "外す.txt", "外す", token)).ShouldBe("");
        clock.Advance(TimeSpan.FromSeconds(1));
        (await SendAsync(client, "HD-2026-000001/reply", "手順.txt", "手順です", token)).ShouldBe("");
        (await SendAsync(client, "HD-2026-000001/note", "内部.txt", "内部です", token)).ShouldBe("");
        (await SendAsync(client, "HD-2026-000001/note", "大きい.txt", new string('あ', 3_500_000), token)).ShouldContain("大きい.txt");
        for (var i = 0; i < AttachmentLimits.MostFiles; i++)
        {
            (await SendAsync(client, "HD-2026-000002/note", $"別件{i}.txt", "別件です", token)).ShouldBe("");
        }

        (await SendAsync(client, "HD-2026-000002/note", "多い.txt", "多い", token)).ShouldContain("5つ");

        var files = await own.OfDraftAsync("HD-2026-000001", "reply", me.Id, Stop);
        files.Select(file => file.Name).ShouldBe(["外す.txt", "手順.txt"]);
        using (var other = Client())
        {
            var (otherKey, _) = await JoinAsync(other, "伊藤", DeskRole.Agent);
            using var otherEntered = await SignInAsync(other, "伊藤", Password, Code(otherKey));
            (await StatusAsync(other, "/desk/files/" + files[1].Id)).ShouldBe(HttpStatusCode.NotFound, "a draft is its author's");
            var otherToken = Field(await other.GetStringAsync("/desk/inquiries/HD-2026-000001", Stop), "__RequestVerificationToken");
            (await SendAsync(other, files[1].Id + "/remove", "", "", otherToken)).ShouldBe("NotFound", "only its author takes a file off");
        }

        using (var foreign = Client())
        {
            var (foreignKey, _) = await JoinAsync(foreign, "別班", [DeskRole.Agent], "another-team");
            using var foreignEntered = await SignInAsync(foreign, "別班", Password, Code(foreignKey));
            var foreignToken = Field(await foreign.GetStringAsync("/desk", Stop), "__RequestVerificationToken");
            (await SendAsync(foreign, "HD-2026-000001/note", "内部.txt", "内部です", foreignToken)).ShouldBe("NotFound", "another team's inquiry");
        }

        (await StatusAsync(client, "/desk/files/" + files[1].Id)).ShouldBe(HttpStatusCode.OK);
        (await SendAsync(client, files[0].Id + "/remove", "", "", token)).ShouldBe("");
        site.Services.GetRequiredService<FileStore>().Open(files[0].Id).ShouldBeNull();

        var sends = site.Services.GetRequiredService<DeskSends>();
        var viewer = Viewer.Of(new DeskPerson(me.Id, "佐藤", [DeskRole.Agent], [Ticket.HelpDesk]))!;
        var person = new DeskPerson(me.Id, "佐藤", [DeskRole.Agent], [Ticket.HelpDesk]);
        var waits = (WillBeSaid)await sends.SendAsync("HD-2026-000001", person, viewer, "手順をお送りします。", AfterReply.Nothing, null, Stop);
        (await own.OfDraftAsync("HD-2026-000001", "reply", me.Id, Stop)).ShouldBeEmpty();
        (await sends.TakeBackAsync(waits.Id, person, Stop)).ShouldBe("手順をお送りします。");
        (await own.OfDraftAsync("HD-2026-000001", "reply", me.Id, Stop)).ShouldHaveSingleItem().Name.ShouldBe("手順.txt", "who takes a reply back has its files back");
        await sends.SendAsync("HD-2026-000001", person, viewer, "手順をお送りします。", AfterReply.Nothing, null, Stop);
        clock.Advance(DeskSends.Undo);
        await sends.SayDueAsync(Stop);
        var tickets = site.Services.GetRequiredService<TicketDesk>();
        (await own.AttachAsync("HD-2026-000001", "note", me.Id, attached => tickets.ActAsync("HD-2026-000001", viewer, null, (ticket, by, at) => ticket.AddNote("内部", by, at, attached), Stop), Stop)).ShouldBeOfType<TicketDone>();

        var ticket = (await tickets.FindAsync("HD-2026-000001", viewer, Stop))!.Ticket;
        ticket.Messages.SelectMany(message => message.Attachments.Select(file => (message.Kind, file.Name))).ShouldBe([(TicketMessageKind.Outgoing, "手順.txt"), (TicketMessageKind.Note, "内部.txt")]);
        var said = await site.Services.GetRequiredService<Storage.Outbox.Transcript>().ReadAsync("webchat", "c", 0, 10, Stop);
        said.Single(one => one.Reply?.Files is not null).Reply!.Files!.ShouldHaveSingleItem().ShouldBe(new Conversation.Dialogue.ReplyFile(files[1].Id, "手順.txt", files[1].ContentType, files[1].Size));
        var register = site.Services.GetRequiredService<FileRegister>();
        (await register.FindAsync(files[1].Id, Viewer.Requester("webchat", "p"), Stop)).ShouldNotBeNull();
        (await register.FindAsync(files[1].Id, Viewer.Requester("webchat", "q"), Stop)).ShouldBeNull("another requester");
        var note = ticket.Messages.Single(message => message.Kind == TicketMessageKind.Note).Attachments[0].StoredName;
        (await register.FindAsync(note, Viewer.Requester("webchat", "p"), Stop)).ShouldBeNull("notes are among agents");
        (await register.FindAsync(note, viewer, Stop)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_agents_files_go_with_a_letter_to_another_company_and_to_the_requester_only_where_they_send_it_on()
    {
        await OpenAsync("計器の件");
        var tickets = site.Services.GetRequiredService<TicketDesk>();
        var own = site.Services.GetRequiredService<DeskFiles>();
        var findings = new Sources.FindingList();
        await site.Services.GetRequiredService<DeskContacts>().TakeInAsync(
            Ticketing.Contacts.ContactFile.Read("code,name,valid_from,mail\n03,東京電力パワーグリッド株式会社,2020-01-01,sw@pg.example.jp\n", "contacts.csv", ["03"], findings), "統括", "contacts-imported", findings, Stop);
        using var client = Client();
        var (key, _) = await JoinAsync(client, "佐藤", DeskRole.Agent);
        using var entered = await SignInAsync(client, "佐藤", Password, Code(key));
        var token = Field(await client.GetStringAsync("/desk/inquiries/HD-2026-000001", Stop), "__RequestVerificationToken");
        var me = (await People.ListAsync(Stop)).Single(one => one.DisplayName == "佐藤");
        var viewer = Viewer.Of(new DeskPerson(me.Id, "佐藤", [DeskRole.Agent], [Ticket.HelpDesk]))!;

        var before = (await tickets.FindAsync("HD-2026-000001", viewer, Stop))!.Ticket;
        var requester = Viewer.Requester(before.Channel, before.Requester);
        var byMail = await WrittenAsync("図面.txt", (files, by, at, ticket) => ticket.HandOverTo("東京電力パワーグリッド株式会社", ThirdPartyWay.Mail, "計器の件でお問合せします。", by, at, at.AddDays(3), files));
        await WrittenAsync("再送.txt", (files, by, at, ticket) => ticket.Chase("いかがでしょうか。", ThirdPartyWay.Form, at.AddDays(3), by, at, files));
        await WrittenAsync("回答書.txt", (files, by, at, ticket) => ticket.RecordAnswer("交換済みです。", ThirdPartyWay.Mail, by, at, files));
        var byRequester = await WrittenAsync("転送.txt", (files, by, at, ticket) => ticket.HandOverTo("みらい電力", ThirdPartyWay.Requester, "ご確認ください。", by, at, null, files));

        var ticket = (await tickets.FindAsync("HD-2026-000001", viewer, Stop))!.Ticket;
        ticket.ThirdParty.Select(line => (line.Kind, line.Attachments.Single().Name)).ShouldBe(
            [(ThirdPartyKind.Asked, "図面.txt"), (ThirdPartyKind.Chased, "再送.txt"), (ThirdPartyKind.Answered, "回答書.txt"), (ThirdPartyKind.Asked, "転送.txt")]);
        var register = site.Services.GetRequiredService<FileRegister>();
        foreach (var (file, line) in ticket.ThirdParty.Select(line => (line.Attachments.Single(), line)))
        {
            (await register.FindAsync(file.StoredName, viewer, Stop)).ShouldNotBeNull(file.Name);
            (await register.FindAsync(file.StoredName, requester, Stop) is not null).ShouldBe(line.IsRequesters, file.Name);
        }

        var said = await site.Services.GetRequiredService<Storage.Outbox.Transcript>().ReadAsync(before.Channel, before.Conversation, 0, 50, Stop);
        said.Where(one => one.Reply?.Files is not null).ShouldHaveSingleItem().Reply!.ShouldSatisfyAllConditions(reply => reply.Text.ShouldBe("ご確認ください。"), reply => reply.Files!.Single().Id.ShouldBe(byRequester));

        (await client.GetStringAsync("/desk/inquiries/HD-2026-000001", Stop)).ShouldContain("/desk/files/" + byMail);
        var letter = $"/desk/letters/HD-2026-000001/{ticket.ThirdParty[0].Id}.eml";
        using var mail = await client.GetAsync(letter, Stop);
        using var message = await MimeKit.MimeMessage.LoadAsync(await mail.Content.ReadAsStreamAsync(Stop), Stop);
        message.ShouldSatisfyAllConditions(
            () => message.Headers["X-Unsent"].ShouldBe("1"), () => message.To.ToString().ShouldContain("sw@pg.example.jp"), () => message.Subject!.ShouldContain("HD-2026-000001"),
            () => message.TextBody!.ReplaceLineEndings().Trim().ShouldBe("計器の件でお問合せします。"), () => message.Attachments.ShouldHaveSingleItem().ContentDisposition!.FileName.ShouldBe("図面.txt"));
        mail.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        foreach (var none in ticket.ThirdParty.Skip(1).Select(line => line.Id).Append(999))
        {
            (await StatusAsync(client, $"/desk/letters/HD-2026-000001/{none}.eml")).ShouldBe(HttpStatusCode.NotFound, "no letter by mail");
        }

        foreach (var (name, role, team) in ((string, DeskRole, string)[])[("閲覧", DeskRole.Reader, Ticket.HelpDesk), ("別班", DeskRole.Agent, "another-team")])
        {
            using var other = Client();
            var (otherKey, _) = await JoinAsync(other, name, [role], team);
            using var otherEntered = await SignInAsync(other, name, Password, Code(otherKey));
            (await StatusAsync(other, letter)).ShouldBe(HttpStatusCode.NotFound, name);
            (await StatusAsync(other, "/desk/files/" + byMail)).ShouldBe(HttpStatusCode.NotFound, name);
        }

        (await Audit.ReadAsync(null, Stop)).Count(line => line.What == "read-personal-data" && line.On == "HD-2026-000001").ShouldBe(1, "the draft mail");

        async Task<string> WrittenAsync(string name, Func<IReadOnlyList<Attachment>, string, DateTimeOffset, Ticket, TicketFailure?> act)
        {
            (await SendAsync(client, "HD-2026-000001/third-party", name, "中身です", token)).ShouldBe("");
            var id = (await own.OfDraftAsync("HD-2026-000001", "third-party", me.Id, Stop)).ShouldHaveSingleItem().Id;
            (await own.AttachAsync("HD-2026-000001", "third-party", me.Id, files => tickets.ActAsync("HD-2026-000001", viewer, null, (found, by, at) => act(files, by, at, found), Stop), Stop)).ShouldBeOfType<TicketDone>(name);
            return id;
        }
    }

    /// <returns>Empty where it was taken, the problem, or the status where there was no answer.</returns>
    private static async Task<string> SendAsync(HttpClient client, string to, string name, string content, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/desk/files/{to}?name={Uri.EscapeDataString(name)}") { Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(content)) };
        request.Headers.Add("X-Helpdesk-Antiforgery", token);
        using var answer = await client.SendAsync(request, Stop);
        return answer.IsSuccessStatusCode ? System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("problem").GetString() ?? "" : answer.StatusCode.ToString();
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
