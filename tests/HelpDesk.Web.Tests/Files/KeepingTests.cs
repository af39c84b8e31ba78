using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HelpDesk.Attachments.Store;
using HelpDesk.Storage;
using HelpDesk.Storage.Files;
using HelpDesk.Storage.Tickets;
using HelpDesk.Web.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace HelpDesk.Web.Tests.Files;

/// <summary>How long files are kept, in which ticket, and what is said where they cannot be.</summary>
public sealed class KeepingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("helpdesk-kept-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_ticket_holds_the_file_for_its_requester_and_its_team_alone()
    {
        await using var site = Site();
        using var sender = await Sender.OpenAsync(site);
        await sender.SayAsync("ERR_20070");
        var address = await sender.KeepAsync("memo.txt", "申込番号"u8.ToArray());
        await OpenTicketAsync(sender);

        var id = address[^40..];
        await using var context = site.Services.GetRequiredService<Database>().Open();
        var ticket = await context.Tickets.Include(ticket => ticket.Messages).SingleAsync(Stop);
        ticket.Messages.SelectMany(message => message.Attachments).ShouldHaveSingleItem().StoredName.ShouldBe(id);
        var file = await context.Files.SingleAsync(Stop);
        (file.Ticket, file.AcceptedAt.HasValue).ShouldBe((ticket.Number, true));

        var register = site.Services.GetRequiredService<FileRegister>();
        (await register.FindAsync(id, Viewer.Agent("sato", ["helpdesk"]), Stop)).ShouldNotBeNull();
        (await register.FindAsync(id, Viewer.Agent("kato", ["kanto"]), Stop)).ShouldBeNull();
        (await register.FindAsync(id, Viewer.Requester("webchat", "dl_somebody"), Stop)).ShouldBeNull();
        (await register.FindAsync(id, Viewer.Requester("teams", ticket.Requester), Stop)).ShouldBeNull("a person of another channel is another person");

        // The ticket comes to who has proved an address, another person to the channel: the file comes with it.
        await context.Tickets.ExecuteUpdateAsync(set => set.SetProperty(one => one.Requester, "dl_proven"), Stop);
        (await register.FindAsync(id, Viewer.Requester("webchat", "dl_proven"), Stop)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_ticket_keeps_its_file_and_one_without_goes_thirty_days_after_the_last_word()
    {
        await using var site = Site();
        using var sender = await Sender.OpenAsync(site);
        await sender.SayAsync("ERR_20070");
        await sender.KeepAsync("memo.txt", "申込番号"u8.ToArray());
        await OpenTicketAsync(sender);
        using var other = await Sender.OpenAsync(site);
        var loose = await other.KeepAsync("loose.txt", "1"u8.ToArray());
        await AgeAsync(site, TimeSpan.FromDays(20));
        await other.SayAsync("ERR_20040");

        await using var context = site.Services.GetRequiredService<Database>().Open();
        var last = await context.Conversations.MaxAsync(conversation => conversation.ChangedAt, Stop);
        await SweepAsync(site, last + TimeSpan.FromDays(30));
        Names().Count.ShouldBe(2);

        await SweepAsync(site, last + TimeSpan.FromDays(30) + TimeSpan.FromTicks(1));
        Names().ShouldHaveSingleItem().ShouldNotBe(loose[^40..]);
        using var gone = await other.Client.GetAsync(loose, Stop);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task A_file_whose_message_never_came_goes_after_a_day(long ticks, int left)
    {
        await using var site = Site();
        using var sender = await Sender.OpenAsync(site);
        await sender.KeepAsync("memo.txt", "1"u8.ToArray());
        await using var context = site.Services.GetRequiredService<Database>().Open();

        // As a process that was killed between file and message leaves it.
        await context.Files.ExecuteUpdateAsync(set => set.SetProperty(file => file.AcceptedAt, (DateTimeOffset?)null), Stop);
        var file = await context.Files.SingleAsync(Stop);
        await SweepAsync(site, file.At + TimeSpan.FromDays(1) + TimeSpan.FromTicks(ticks));
        Names().Count.ShouldBe(left);
    }

    [Fact]
    public async Task A_full_disk_is_said_and_nothing_is_accepted()
    {
        Run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder);
        try
        {
            await using var site = HelpDeskSite.With(settings: [("Files:Folder", folder), ("Files:Reading:SearchPath", "/nowhere"), ("Files:MegabytesLeftFree", "1")]);
            using var sender = await Sender.OpenAsync(site);
            var text = new byte[3 * 1024 * 1024];
            Array.Fill(text, (byte)'a');
            using var answer = await sender.UploadAsync(new SentFile("small.txt", "1"u8.ToArray()), new SentFile("large.log", text));

            answer.StatusCode.ShouldBe(HttpStatusCode.InsufficientStorage);
            (await TextOf(answer)).ShouldStartWith("「large.log」を保存する場所がありません。メッセージも保存されていません。");
            (await sender.ReadAsync()).ShouldBeEmpty();
            Names().ShouldBeEmpty();
            (await sender.KeepAsync("small.txt", "1"u8.ToArray())).ShouldNotBeNull("what fits is taken again");
        }
        finally
        {
            Run("umount", "-l", folder);
        }
    }

    [Fact]
    public async Task A_folder_that_has_gone_is_said_and_nothing_is_accepted()
    {
        await using var site = Site();
        using var sender = await Sender.OpenAsync(site);
        Directory.Delete(folder, recursive: true);
        using var answer = await sender.UploadAsync("en", new SentFile("small.txt", "1"u8.ToArray()));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await TextOf(answer)).ShouldStartWith("«small.txt» could not be stored.");
        (await sender.ReadAsync()).ShouldBeEmpty();
        Directory.CreateDirectory(folder);
    }

    [Theory]
    [InlineData("DaysWithoutTicket")]
    [InlineData("ImagesAtOnce")]
    [InlineData("Seconds")]
    [InlineData("Megabytes")]
    [InlineData("AtOnce")]
    public void Settings_that_could_only_surprise_later_stop_the_start(string key)
    {
        var options = new FilesOptions();
        new FilesOptionsCheck().Validate(null, options).ShouldBe(ValidateOptionsResult.Success);
        object holder = typeof(FilesOptions).GetProperty(key) is null ? options.Reading : options;
        holder.GetType().GetProperty(key)!.SetValue(holder, 0);
        new FilesOptionsCheck().Validate(null, options).Failures!.Single().ShouldMatch($"^filesNumber\\|Files:(Reading:)?{key}=0$");
    }

    /// <summary>By a clock of its own: the host's would have to tick through a month of seconds.</summary>
    private static async Task SweepAsync(HelpDeskSite site, DateTimeOffset at)
    {
        var (services, clock) = (site.Services, new FakeTimeProvider(at));
        var register = new FileRegister(services.GetRequiredService<Database>(), clock);
        await new FileSweep(services.GetRequiredService<FileStore>(), register, services.GetRequiredService<IOptions<FilesOptions>>(), clock).RunAsync(Stop);
    }

    /// <summary>All that was said and sent is older by so much.</summary>
    private static async Task AgeAsync(HelpDeskSite site, TimeSpan by)
    {
        await using var context = site.Services.GetRequiredService<Database>().Open();
        var before = TimeProvider.System.GetUtcNow() - by;
        await context.Files.ExecuteUpdateAsync(set => set.SetProperty(file => file.At, before), Stop);
        await context.Conversations.ExecuteUpdateAsync(set => set.SetProperty(conversation => conversation.ChangedAt, before), Stop);
    }

    private static async Task<string> TextOf(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("error").GetProperty("message").GetString()!;

    /// <summary>Whom we do not know must say how to reach them.</summary>
    private static async Task OpenTicketAsync(Sender sender)
    {
        await sender.SayAsync("担当者に相談");
        await sender.SayAsync("すべてスキップ");
        for (var asked = await sender.LastAsync(); !asked.Contains("この内容で送る", StringComparison.Ordinal); asked = await sender.LastAsync())
        {
            (await sender.ReadAsync()).Count.ShouldBeLessThan(30, asked);
            await sender.SayAsync("taro@example.co.jp");
        }

        await sender.SayAsync("この内容で送る");
        (await sender.LastAsync()).ShouldMatch("HD-[0-9]{4}-000001");
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: these tests mount a small file system and must run as root.");
    }

    private HelpDeskSite Site() => HelpDeskSite.With(settings: [("Files:Folder", folder), ("Files:Reading:SearchPath", "/nowhere")]);

    private List<string> Names() => [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file))];
}
