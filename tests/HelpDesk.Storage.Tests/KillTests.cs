using System.Diagnostics;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Turns;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Storage.Tests;

/// <summary>The command line is killed (SIGKILL) at random instants while it takes messages; what it had accepted is there, once.</summary>
public class KillTests
{
    private static readonly string Dll = Path.Combine(Checkout.Root, "src", "HelpDesk.Cli", "bin", "Release", "net10.0", "helpdesk.dll");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Processes that write to the same database at the same time, so that one is killed while another writes.</summary>
    private static readonly string[] Speakers = ["kill", "kill2", "kill3"];

    private static readonly string[] Lines = ["ERR_20070", "担当者に相談", "すべてスキップ", "この内容で送る"];

    /// <summary>HELPDESK_KILLS=100 for the full run (`./test faults`).</summary>
    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("HELPDESK_KILLS"), System.Globalization.CultureInfo.InvariantCulture, out var rounds) ? rounds : 6;

    [Fact]
    public async Task A_killed_conversation_loses_nothing_and_repeats_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("helpdesk-kill-").FullName;
        var random = new Random(7);
        try
        {
            var file = Path.Combine(folder, "kill.db");
            await Database.Sqlite(file).PrepareAsync(TestContext.Current.CancellationToken);
            for (var round = 0; round < Rounds; round++)
            {
                var instants = Speakers.Select(_ => TimeSpan.FromMilliseconds(random.Next(100, 2000))).ToList();
                await Task.WhenAll(Speakers.Zip(instants, (speaker, after) => RunAndKillAsync(file, speaker, after)));
                await CheckAsync(file);
            }

            // The conversation goes on where it was, and what was accepted but not printed stands in the outbox, in order.
            var database = Database.Sqlite(file);
            await using var desk = new TurnDesk(database, () => Kb.Bot(), TimeProvider.System, _ => { });
            foreach (var line in (string[])["最初から", "ERR_20250"])
            {
                await desk.AcceptAsync(new AcceptedMessage("cli", "kill", "after-" + line, "kill", new Incoming(line)), TestContext.Current.CancellationToken);
            }

            var pending = await new Delivery(database, TimeProvider.System).PendingAsync("cli", "kill", TestContext.Current.CancellationToken);
            pending.Select(outgoing => outgoing.Id).ShouldBeInOrder();
            pending[^2].Reply.Text.ShouldContain("[6-08]");
            await using var context = database.Open();
            (await context.Inbox.CountAsync(TestContext.Current.CancellationToken)).ShouldBeGreaterThan(Rounds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAndKillAsync(string file, string speaker, TimeSpan after)
    {
        using var process = Start(file, speaker);
        var answered = false;
        process.OutputDataReceived += (_, _) => Volatile.Write(ref answered, true);
        process.BeginOutputReadLine();
        var (until, patience) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        var written = 0;
        try
        {
            // The random instant counts from the first answer: before it there is nothing accepted to lose.
            while (until.Elapsed < after)
            {
                if (!Volatile.Read(ref answered) && until.Elapsed > after / 2 && patience.Elapsed < Patience)
                {
                    until.Restart();
                }

                await process.StandardInput.WriteLineAsync(Lines[written++ % Lines.Length]);
                await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
        }
        catch (IOException)
        {
            // The pipe is full or gone: it is about to be killed anyhow.
        }

        await KillAsync(process);
    }

    private static async Task CheckAsync(string file)
    {
        await using var context = Database.Sqlite(file).Open();
        if (!await context.Database.CanConnectAsync(TestContext.Current.CancellationToken) || !(await context.Database.GetAppliedMigrationsAsync(TestContext.Current.CancellationToken)).Any())
        {
            return;
        }

        await FaultTests.CheckAsync(Database.Sqlite(file));
        (await context.Database.SqlQueryRaw<string>("SELECT integrity_check AS Value FROM pragma_integrity_check").SingleAsync(TestContext.Current.CancellationToken)).ShouldBe("ok");
    }

    private static async Task KillAsync(Process process)
    {
        process.Kill();
        for (var waited = Stopwatch.StartNew(); !process.HasExited && waited.Elapsed < Patience; await Task.Delay(10, TestContext.Current.CancellationToken))
        {
        }

        process.HasExited.ShouldBeTrue();
    }

    private static Process Start(string file, string speaker)
    {
        var start = new ProcessStartInfo("dotnet", [Dll, "chat", "--db", file, "--user", speaker, "--kb", Kb.Folder]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        return process;
    }
}
