using System.Diagnostics;
using System.Text;

namespace HelpDesk.Storage.Tests;

/// <summary>The command line on the database that the host's settings name, PostgreSQL too.</summary>
public class CommandLineTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_PostgreSQL_agents_work_gaps_are_shown_and_a_backup_is_PostgreSQLs_own()
    {
        var database = PostgresServer.NewDatabase();
        (await RunAsync(database, "ERR_20070\n担当者に相談\nすべてスキップ\nこの内容で送る\nERR_20055\n", "chat", "--user", "taro")).Output.ShouldContain("HD-");
        var list = await RunAsync(database, "", "tickets", "list", "--agent", "sato");
        (list.Code, list.Output.Contains("ERR_20070", StringComparison.Ordinal)).ShouldBe((0, true), list.Error);
        (await RunAsync(database, "", "gaps")).Output.ShouldContain("ERR_20055");

        var backup = await RunAsync(database, "", "backup", "desk.dump", "--lang", "en");
        (backup.Code, backup.Output).ShouldBe((1, ""));
        backup.Error.ShouldContain("pg_dump --format=custom --file='desk.dump' --host=127.0.0.1");
        (await RunAsync(database, "", "restore", "desk.dump", "--lang", "en")).Error.ShouldContain("pg_restore");

        var broken = await RunAsync("nonsense", "", "gaps", "--lang", "en");
        (broken.Code, broken.Output).ShouldBe((1, ""));
        broken.Error.ShouldContain("cannot be read as a connection string");
        var away = await RunAsync("Host=127.0.0.1;Port=1;Username=x;Password=geheim", "", "gaps", "--lang", "en");
        away.Error.ShouldContain("PostgreSQL cannot be reached");
        away.Error.ShouldNotContain("geheim");
        away.Error.ShouldNotContain("   at ");
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string postgres, string input, params string[] arguments)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "helpdesk.dll"), .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardInputEncoding = utf8, StandardOutputEncoding = utf8, StandardErrorEncoding = utf8, WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["HELPDESK__Database__Postgres"] = postgres;
        start.Environment.Remove("HELPDESK_LANG");
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        await process.StandardInput.WriteAsync(input.AsMemory(), Stop);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, await output, await error);
    }
}
