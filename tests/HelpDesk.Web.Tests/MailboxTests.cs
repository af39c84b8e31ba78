using HelpDesk.Storage.Outbox;
using HelpDesk.Web.Mail;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Tests;

/// <summary>What came of a mail, by what the server says and where it falls silent: nothing lost, and doubled only where it may not have arrived.</summary>
public class MailboxTests
{
    /// <summary>At which verb («.»: the end of the mail) it says what; null: it cuts the connection.</summary>
    public static TheoryData<string, string?, SendOutcome> Rows { get; } = new()
    {
        { "", "", new Sent(null) },
        { "QUIT", null, new Sent(null) },
        { "QUIT", "421 too busy to say good bye", new Sent(null) },
        { ".", null, new InDoubt("smtp.cut") },
        { ".", "451 later", new TryLater("smtp") },
        { ".", "554 no", new Refused("smtp.554") },
        { "RCPT", "550 nobody here", new Refused("smtp.550") },
        { "RCPT", "450 grey", new TryLater("smtp") },
        { "RCPT", null, new TryLater("smtp") },
        { "MAIL", "553 not from you", new TryLater("smtp") },
        { "EHLO", null, new TryLater("smtp") },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task What_came_of_it(string at, string? said, SendOutcome outcome)
    {
        await using var server = new FakeSmtpServer(verb => verb == at ? said : "");
        (await SendAsync(server.Port)).ShouldBe(outcome);
    }

    [Fact]
    public async Task Where_nobody_listens_it_surely_did_not_go()
    {
        int port;
        await using (var server = new FakeSmtpServer())
        {
            port = server.Port;
        }

        (await SendAsync(port)).ShouldBe(new TryLater("smtp"));
    }

    private static Task<SendOutcome> SendAsync(int port) => new SmtpMailbox(
            Options.Create(new MailOptions { Host = "127.0.0.1", Port = port, From = "desk@helpdesk.example", Tls = MailTls.None }), TimeProvider.System, NullLogger<SmtpMailbox>.Instance)
        .SendAsync("taro@example.co.jp", "受付番号", "ヘルプデスクから返信があります。", TestContext.Current.CancellationToken);
}
