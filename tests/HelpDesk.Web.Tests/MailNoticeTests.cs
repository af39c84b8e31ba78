using System.Net;
using System.Text.RegularExpressions;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;
using HelpDesk.Web.Mail;
using HelpDesk.Web.Tests.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace HelpDesk.Web.Tests;

/// <summary>Who has proved an address is told by e-mail, by SMTP, that the desk has written; nobody else is, and the words stay in the chat.</summary>
public sealed partial class MailNoticeTests : IAsyncDisposable
{
    private const string Email = "taro.yamada@example.co.jp";
    private const string Secret = "証明書を入れ直してください";

    private readonly FakeSmtpServer server = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_reply_is_told_to_the_proved_address_without_its_words()
    {
        await using var site = Site();
        using var sender = await Sender.OpenAsync(site);
        var number = await OpenTicketAsync(site, sender);
        (await sender.Client.GetStringAsync("/inquiries", Stop)).ShouldContain("メールで引き継ぐ");
        await ProveAsync(sender);
        (await sender.Client.GetStringAsync("/inquiries", Stop)).ShouldNotContain("メールで引き継ぐ");

        await AnswerAsync(site, number);

        var message = await NextAsync();
        message.To.ToString().ShouldContain(Email);
        message.Subject!.ShouldContain(number);
        message.TextBody!.ShouldContain(number);
        message.TextBody!.ShouldContain("https://desk.example/chat");
        message.TextBody!.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task Without_an_address_nothing_waits_in_the_outbox()
    {
        await using var site = Site();
        using var sender = await Sender.OpenAsync(site);

        await AnswerAsync(site, await OpenTicketAsync(site, sender));

        await using var context = site.Services.GetRequiredService<Database>().Open();
        (await context.Outbox.AnyAsync(row => row.Channel == MailNotices.Channel, Stop)).ShouldBeFalse();
        server.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_works_on_the_ticket_reads_once_that_a_notice_could_not_go()
    {
        await using var site = Site();
        using var sender = await Sender.OpenAsync(site);
        var number = await OpenTicketAsync(site, sender);
        var channel = site.Services.GetRequiredService<MailNoticeSender>();

        (await channel.SendAsync(new OutgoingReply(7, MailNotices.Channel, "nobody", 1, null, new Reply(number), TimeProvider.System.GetUtcNow(), 0, 0, null) { Ticket = number }, new Leaves(), Stop)).ShouldBe(new Gone("no-address"));
        for (var i = 0; i < 2; i++)
        {
            await channel.GiveUpAsync(new GivenUp(MailNotices.Channel, "nobody", "smtp", false, [new LostReply(7, number, new Reply(number), TimeProvider.System.GetUtcNow())]), Stop);
        }

        await using var context = site.Services.GetRequiredService<Database>().Open();
        var notes = await context.Tickets.SelectMany(ticket => ticket.Messages).Where(message => message.Kind == TicketMessageKind.Note).Select(message => message.Text).ToListAsync(Stop);
        notes.ShouldHaveSingleItem().ShouldContain("smtp");
        server.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Forgotten_people_get_no_mail()
    {
        await using var site = Site();
        using var sender = await Sender.OpenAsync(site);
        await ProveAsync(sender);
        using var forgotten = await sender.ForgetAsync();
        forgotten.StatusCode.ShouldBe(HttpStatusCode.OK);

        await using var context = site.Services.GetRequiredService<Database>().Open();
        (await context.Conversations.AnyAsync(row => row.Channel == MailNotices.Channel, Stop)).ShouldBeFalse();
        (await context.ProvenEmails.AnyAsync(Stop)).ShouldBeFalse();
    }

    private HelpDeskSite Site() => HelpDeskSite.With(
        settings: [("Mail:Host", "127.0.0.1"), ("Mail:Port", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Mail:From", "desk@helpdesk.example"), ("Mail:Tls", "None"),
            ("Site:Addresses:0", "https://desk.example"), ("Site:Addresses:1", "http://localhost")]);

    private static async Task<string> OpenTicketAsync(HelpDeskSite site, Sender sender)
    {
        foreach (var line in (string[])["ERR_20070", "担当者に相談", "山田", "03-1234-5678", "すべてスキップ", "この内容で送る"])
        {
            await sender.SayAsync(line);
        }

        await using var context = site.Services.GetRequiredService<Database>().Open();
        return await context.Tickets.OrderByDescending(ticket => ticket.Id).Select(ticket => ticket.Number).FirstAsync(Stop);
    }

    private static async Task AnswerAsync(HelpDeskSite site, string number) =>
        (await site.Services.GetRequiredService<TicketDesk>().ActAsync(number, Viewer.Agent("sato", ["helpdesk"]), null, (ticket, by, now) => ticket.Answer(Secret, by, false, now), Stop)).ShouldBeOfType<TicketDone>();

    private async Task ProveAsync(Sender sender)
    {
        using var asked = await sender.Visitor.PostAsync("/chat/email", new { email = Email });
        asked.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        using var proven = await sender.Visitor.PostAsync("/chat/email/verify", new { email = Email, code = SixDigits().Match((await NextAsync()).TextBody!).Value });
        proven.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<MimeMessage> NextAsync()
    {
        using var source = new MemoryStream(System.Text.Encoding.UTF8.GetBytes((await server.NextAsync(Stop)).Source));
        return await MimeMessage.LoadAsync(source, Stop);
    }

    [GeneratedRegex(@"\b[0-9]{6}\b", RegexOptions.None, 1000)]
    private static partial Regex SixDigits();

    private sealed class Leaves : IDeparture
    {
        public Task<bool> GoAsync(bool mayRepeat) => Task.FromResult(true);
    }
}
