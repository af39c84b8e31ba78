using HelpDesk.Attachments.Store;
using HelpDesk.Storage;
using HelpDesk.Storage.Model;
using HelpDesk.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Cli.Tests;

/// <summary>An agent takes a file out of a ticket, in a terminal.</summary>
public sealed class TicketFileTests : IDisposable
{
    private static readonly byte[] Content = [0x25, 0x50, 0x44, 0x46, 0, 255];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_is_taken_out_byte_for_byte()
    {
        var (number, id) = await TicketWithFileAsync();
        (await Agent("helpdesk", "show", number)).Output.ShouldContain($"添付: 申込書.pdf({Content.Length}バイト、ID {id})");

        var ran = await Agent("helpdesk", "file", number, id, "--out", folder.File("out.pdf"));
        (ran.ExitCode, ran.Error).ShouldBe((0, ""));
        ran.Output.ShouldContain("「申込書.pdf」を");
        (await File.ReadAllBytesAsync(folder.File("out.pdf"), TestContext.Current.CancellationToken)).ShouldBe(Content);
    }

    [Fact]
    public async Task A_file_that_cannot_be_seen_and_none_look_the_same()
    {
        var (number, id) = await TicketWithFileAsync();
        var none = new string('0', 40);
        var expected = (await Agent("helpdesk", "file", number, none, "--out", folder.File("out.pdf"))).Error.Replace(none, id, StringComparison.Ordinal);
        expected.ShouldStartWith($"{number} に、見える添付ファイル {id} はありません。");

        var other = await Agent("kanto", "file", number, id, "--out", folder.File("out.pdf"));
        (other.ExitCode, other.Output, other.Error).ShouldBe((1, "", expected));
        var another = await Agent("helpdesk", "file", "HD-2026-999999", id, "--out", folder.File("out.pdf"));
        (another.ExitCode, another.Error).ShouldBe((1, expected.Replace(number, "HD-2026-999999", StringComparison.Ordinal)));
        File.Exists(folder.File("out.pdf")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_missing_or_cannot_be_written_is_said()
    {
        var (number, id) = await TicketWithFileAsync();
        (await Agent("helpdesk", "file", number, id, "--out", folder.File("none/out.pdf"))).Error.ShouldContain("に書き出せません。");
        var elsewhere = await Agent("helpdesk", "file", number, id, "--out", folder.File("out.pdf"), "--files", folder.File("elsewhere"));
        elsewhere.Error.ShouldContain("--files か設定 Files:Folder を確かめてください。");
        (elsewhere.ExitCode, File.Exists(folder.File("out.pdf"))).ShouldBe((1, false));
    }

    private Task<Ran> Agent(string team, params string[] command) => Cli.Run(["tickets", .. command, "--agent", "sato", "--team", team, "--db", folder.File("help.db")]);

    /// <summary>As the web channel leaves it.</summary>
    private async Task<(string Number, string Id)> TicketWithFileAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        await OpenedInquiry.CopyAsync(folder.File("help.db"));
        var id = (await new FileStore(folder.File(FileStore.DefaultFolder)).SaveAsync(Content, stop)).Value!;
        await using var context = Database.Sqlite(folder.File("help.db")).Open();
        var (ticket, now) = (await context.Tickets.SingleAsync(stop), TimeProvider.System.GetUtcNow());
        ticket.AddIncoming("添付します", "taro", now, new Attachment(id, "申込書.pdf", "application/pdf", Content.Length, id)).ShouldBeNull();
        context.Files.Add(new FileRow
        {
            Id = id, Name = "申込書.pdf", ContentType = "application/pdf", Size = Content.Length, Channel = "cli", Conversation = "taro", Person = "taro", At = now, AcceptedAt = now, Ticket = ticket.Number,
        });
        await context.SaveChangesAsync(stop);
        return (ticket.Number, id);
    }
}
